/** What an uploaded mapping says, and everything that is wrong with it. */
import type { MappingEntry } from '../domain/records.ts';
import { mappingKey } from '../domain/numbers.ts';
import { ROW_CHECKS, type Column } from './mapping-cells.ts';
import { CsvFault, rowsOf, type CsvRow } from './mapping-text.ts';
import type { RowFault } from './schemas.ts';

/** Design constant: what a lookup table of this app holds in memory and writes in a minute. */
const MAX_ROWS = 100_000;
/** Faults that are listed; all are counted. */
export const MAX_FAULTS_LISTED = 1_000;

const TITLES: Readonly<Record<Column, string>> = {
  number: 'External User ID',
  mailbox: 'Microsoft 365 User Mailbox',
  validFrom: 'Valid From',
  validTo: 'Valid To',
};

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
  faults: RowFault[];
  faultCount: number;
}

/** @param region home country of the product, in which national numbers are read */
export async function parseMapping(
  csv: Uint8Array,
  region: string | undefined,
): Promise<ParsedMapping> {
  const parsed: ParsedMapping = { rows: 0, valid: 0, entries: [], faults: [], faultCount: 0 };
  const report = (fault: RowFault): void => {
    parsed.faultCount++;
    if (parsed.faults.length < MAX_FAULTS_LISTED) parsed.faults.push(fault);
  };
  const taken = new Map<string, (MappingEntry & { line: number })[]>();
  let columns: (Column | undefined)[] | undefined;
  try {
    for await (const row of rowsOf(csv)) {
      if (!columns) {
        columns = readHeader(row, report);
        if (!columns) break;
        continue;
      }
      if (++parsed.rows > MAX_ROWS) {
        report(faultAt(row.line, '', 'too_many_rows', `At most ${String(MAX_ROWS)} rows.`));
        break;
      }
      const before = parsed.faultCount;
      const entry = readRow(row, columns, region, report);
      if (entry) checkOverlap(entry, row.line, taken, report);
      if (!entry || parsed.faultCount > before) continue;
      parsed.entries.push(entry);
      parsed.valid++;
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    report(faultAt(error.line, '', error.code, error.message));
  }
  if (parsed.rows === 0 && parsed.faultCount === 0) {
    report(faultAt(1, '', 'no_rows', 'The file has no rows.'));
  }
  return parsed;
}

type Report = (fault: RowFault) => void;

function readHeader({ line, cells }: CsvRow, report: Report): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => SYNONYMS[plain(cell)]);
  const faults: RowFault[] = [];
  const refuse = (column: string, code: string, message: string): void => {
    faults.push(faultAt(line, column, code, message));
  };
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (column === undefined && cell !== '') {
      refuse(cell.slice(0, 50), 'unknown_column', 'The header of this column is not known.');
    }
    if (column !== undefined && columns.indexOf(column) !== index) {
      refuse(TITLES[column], 'repeated_column', 'There is a column of the same meaning before it.');
    }
  }
  for (const column of ['number', 'mailbox'] as const) {
    if (!columns.includes(column)) {
      refuse(TITLES[column], 'missing_column', `The column "${TITLES[column]}" is missing.`);
    }
  }
  faults.forEach(report);
  return faults.length === 0 ? columns : undefined;
}

function readRow(
  { line, cells }: CsvRow,
  columns: readonly (Column | undefined)[],
  region: string | undefined,
  report: Report,
): MappingEntry | undefined {
  const values: Partial<Record<Column, string>> = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column) values[column] = cell;
    else if (cell !== '') {
      report(faultAt(line, '', 'extra_cell', 'The row has more cells than the header.'));
      return undefined;
    }
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
    report(faultAt(line, TITLES.validTo, 'empty_period', 'Must be after "Valid From".'));
    return undefined;
  }
  return {
    number: mappingKey(values.number ?? '', region),
    mailbox: (values.mailbox ?? '').toLowerCase(),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  };
}

/** A number may stand for one mailbox at a time. */
function checkOverlap(
  entry: MappingEntry,
  line: number,
  taken: Map<string, (MappingEntry & { line: number })[]>,
  report: Report,
): void {
  const others = taken.get(entry.number) ?? [];
  const other = others.find((one) => overlaps(one, entry));
  if (other) {
    const message = `The same number stands in line ${String(other.line)} for the same time.`;
    report(faultAt(line, TITLES.number, 'duplicate', message));
  }
  taken.set(entry.number, [...others, { ...entry, line }]);
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
