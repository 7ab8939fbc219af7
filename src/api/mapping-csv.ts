/** What an uploaded mapping says, and everything that is wrong with it. */
import type { MappingEntry } from '../domain/records.ts';
import { mappingKey } from '../domain/numbers.ts';
import { ROW_CHECKS, type Column } from './mapping-cells.ts';
import { CsvFault, rowsOf, type CsvRow } from './mapping-text.ts';
import type { ListedAddress, RowFault } from './mapping-schemas.ts';

/** Design constant: what a lookup table of this app holds in memory and writes in a minute. */
const MAX_ROWS = 100_000;
/** Rows of one number, each for its own time: far more people than ever share a phone. */
export const MAX_PERIODS = 100;
/** Faults that are listed; all are counted. */
export const MAX_FAULTS_LISTED = 1_000;

export const TITLES: Readonly<Record<Column, string>> = {
  number: 'External User ID',
  mailbox: 'Microsoft 365 User Mailbox',
  validFrom: 'Valid From',
  validTo: 'Valid To',
};

const KNOWN_COLUMNS = `The first row must be a header: ${Object.values(TITLES).join(', ')}; the last two may be absent.`;

/** How people head these columns, in lower case, punctuation as spaces. */
const SYNONYMS: Readonly<Record<string, Column>> = Object.fromEntries(
  Object.entries({
    number:
      'external user id|external userid|externaluserid|user id|mobile number|mobile|mobile phone|phone number|phone|telephone number|telephone|number|msisdn',
    mailbox:
      'microsoft 365 user mailbox|microsoft 365 mailbox|microsoft 365 user|office 365 user mailbox|user mailbox|mailbox|email|e mail|email address|e mail address|user principal name|upn',
    validFrom: 'valid from|from',
    validTo: 'valid to|valid until|to|until',
  }).flatMap(([column, names]) => names.split('|').map((name) => [name, column as Column])),
);

export interface ParsedMapping {
  rows: number;
  valid: number;
  entries: MappingEntry[];
  /** Each mailbox once, with the first line that names it. */
  addresses: ListedAddress[];
  faults: RowFault[];
  faultCount: number;
}

/** The cells of a row by what they mean. */
export type Cells = Partial<Record<Column, string>>;

/** @param region home country of the product, in which national numbers are read */
export async function parseMapping(
  csv: Uint8Array,
  region: string | undefined,
): Promise<ParsedMapping> {
  const parsed: ParsedMapping = {
    rows: 0,
    valid: 0,
    entries: [],
    addresses: [],
    faults: [],
    faultCount: 0,
  };
  const report = (fault: RowFault): void => {
    parsed.faultCount++;
    if (parsed.faults.length < MAX_FAULTS_LISTED) parsed.faults.push(fault);
  };
  const taken: Taken = new Map();
  const lines = new Map<string, number>();
  let columns: (Column | undefined)[] | undefined;
  try {
    for await (const row of rowsOf(csv)) {
      if (!columns) {
        columns = readHeader(row, report);
        if (!columns) break;
        continue;
      }
      if (++parsed.rows > MAX_ROWS) {
        const message = `A mapping has at most ${String(MAX_ROWS)} rows; leave out who is not captured.`;
        report(faultAt(row.line, '', 'too_many_rows', message));
        break;
      }
      const before = parsed.faultCount;
      const entry = readRow(row, columns, region, report);
      if (entry) checkOverlap(entry, row.line, taken, report);
      if (!entry || parsed.faultCount > before) continue;
      parsed.entries.push(entry);
      parsed.valid++;
      if (!lines.has(entry.mailbox)) lines.set(entry.mailbox, row.line);
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    report(faultAt(error.line, '', error.code, error.message));
  }
  if (parsed.rows === 0 && parsed.faultCount === 0) {
    report(faultAt(1, '', 'no_rows', 'The file has no rows; put one under its header.'));
  }
  parsed.addresses = [...lines].map(([address, line]) => ({ line, address }));
  return parsed;
}

/** The rows of a mapping that was taken before, as they were given. */
export async function cellsOf(csv: Uint8Array): Promise<Cells[]> {
  const all: Cells[] = [];
  let columns: (Column | undefined)[] | undefined;
  for await (const row of rowsOf(csv)) {
    if (columns) all.push(cellsIn(row, columns) ?? {});
    else columns = row.cells.map((cell) => SYNONYMS[plain(cell)]);
  }
  return all;
}

type Report = (fault: RowFault) => void;
/** Rows by number; those of one number do not overlap. */
type Taken = Map<string, (MappingEntry & { line: number })[]>;

function readHeader({ line, cells }: CsvRow, report: Report): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => SYNONYMS[plain(cell)]);
  const faults: RowFault[] = [];
  const refuse = (column: string, code: string, message: string): void => {
    faults.push(faultAt(line, column, code, message));
  };
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (column === undefined && cell !== '') {
      refuse(cell.slice(0, 50), 'unknown_column', `No such column is known. ${KNOWN_COLUMNS}`);
    }
    if (column !== undefined && columns.indexOf(column) !== index) {
      const message = 'A column before it has the same meaning; remove one.';
      refuse(TITLES[column], 'repeated_column', message);
    }
  }
  for (const column of ['number', 'mailbox'] as const) {
    if (!columns.includes(column)) {
      const message = `The column "${TITLES[column]}" is missing. ${KNOWN_COLUMNS}`;
      refuse(TITLES[column], 'missing_column', message);
    }
  }
  faults.forEach(report);
  return faults.length === 0 ? columns : undefined;
}

/** `undefined` for a row that has more cells than the header. */
function cellsIn({ cells }: CsvRow, columns: readonly (Column | undefined)[]): Cells | undefined {
  const values: Cells = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column) values[column] = cell;
    else if (cell !== '') return undefined;
  }
  return values;
}

function readRow(
  row: CsvRow,
  columns: readonly (Column | undefined)[],
  region: string | undefined,
  report: Report,
): MappingEntry | undefined {
  const { line } = row;
  const values = cellsIn(row, columns);
  if (!values) {
    const message =
      'The row has more cells than the header; put a cell that contains the separator in quotes.';
    report(faultAt(line, '', 'extra_cell', message));
    return undefined;
  }
  let isGood = true;
  for (const { column, code, message, isBad } of ROW_CHECKS) {
    if (!isBad(values[column] ?? '')) continue;
    isGood = false;
    report(faultAt(line, TITLES[column], code, message));
  }
  if (!isGood) return undefined;
  const validFrom = values.validFrom ? Date.parse(values.validFrom) : undefined;
  const validTo = values.validTo ? Date.parse(values.validTo) : undefined;
  if (validFrom !== undefined && validTo !== undefined && validFrom >= validTo) {
    report(faultAt(line, TITLES.validTo, 'empty_period', EMPTY_PERIOD));
    return undefined;
  }
  return {
    number: mappingKey(values.number ?? '', region),
    mailbox: (values.mailbox ?? '').toLowerCase(),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  };
}

const EMPTY_PERIOD =
  'Must be after "Valid From"; the day itself is not included, so one day ends on the next.';

/** A number may stand for one mailbox at a time. */
function checkOverlap(entry: MappingEntry, line: number, taken: Taken, report: Report): void {
  const others = taken.get(entry.number) ?? [];
  const other = others.find((one) => overlaps(one, entry));
  if (other) {
    const message = `Lines ${String(other.line)} and ${String(line)} name the same number for the same time; remove one, or give both dates that do not overlap.`;
    report(faultAt(line, TITLES.number, 'duplicate', message));
  } else if (others.length === MAX_PERIODS) {
    const message = `A number has at most ${String(MAX_PERIODS)} rows; leave out the oldest.`;
    report(faultAt(line, TITLES.number, 'too_many_periods', message));
  } else {
    taken.set(entry.number, others);
    others.push({ ...entry, line });
  }
}

function overlaps(a: MappingEntry, b: MappingEntry): boolean {
  const startsBefore = (one: MappingEntry, other: MappingEntry): boolean =>
    (one.validFrom ?? -Infinity) < (other.validTo ?? Infinity);
  return startsBefore(a, b) && startsBefore(b, a);
}

function faultAt(line: number, column: string, code: string, message: string): RowFault {
  const path = column === '' ? `line ${String(line)}` : `line ${String(line)}, ${column}`;
  return { line, column, path, code, message };
}

function plain(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
