/** What an uploaded mapping says, and everything that is wrong with it. */
import type { MappingEntry } from '../../domain/records.ts';
import { mappingKey } from '../../domain/numbers.ts';
import { ROW_CHECKS } from './cells.ts';
import {
  cellsIn,
  columnsIn,
  faultAt,
  readHeader,
  TITLES,
  type Cells,
  type Columns,
  type Report,
} from './columns.ts';
import type { ListedAddress, RowFault } from './schemas.ts';
import { CsvFault, rowsOf, type CsvRow } from './text.ts';

/** Design constant: what a lookup table of this app holds in memory and writes in a minute. */
const MAX_ROWS = 100_000;
/** Rows of one number, each for its own time: far more people than ever share a phone. */
export const MAX_PERIODS = 100;
/** Faults that are listed; all are counted. */
export const MAX_FAULTS_LISTED = 1_000;

export interface ParsedMapping {
  rows: number;
  valid: number;
  entries: MappingEntry[];
  /** Each mailbox once, with the first line that names it. */
  addresses: ListedAddress[];
  faults: RowFault[];
  faultCount: number;
}

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
  let columns: Columns | undefined;
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
  let columns: Columns | undefined;
  for await (const row of rowsOf(csv)) {
    if (columns) all.push(cellsIn(row, columns) ?? {});
    else columns = columnsIn(row.cells);
  }
  return all;
}

/** Rows by number; those of one number do not overlap. */
type Taken = Map<string, (MappingEntry & { line: number })[]>;

function readRow(
  row: CsvRow,
  columns: Columns,
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
