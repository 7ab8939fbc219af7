/** A few rows added to the mapping in use: a file like any other, made of its rows and the new ones. */
import { mappingKey } from '../../domain/numbers.ts';
import type { Column } from './cells.ts';
import { TITLES, type Cells } from './columns.ts';
import { cellsOf } from './csv.ts';
import type { NewEntries, RowFault } from './schemas.ts';

const COLUMNS: readonly Column[] = ['number', 'mailbox', 'validFrom', 'validTo'];
const NEEDS_QUOTES = /[",;\t\r\n]/;

export interface Extended {
  csv: Uint8Array;
  /** Of the file, as a fault of the request where a new row is to blame. */
  faultOf: (fault: RowFault) => RowFault;
}

/** @param live the file in use; none where there is no mapping yet */
export async function extend(
  live: Uint8Array | undefined,
  { add, replace }: NewEntries,
  region: string | undefined,
): Promise<Extended> {
  const present = live ? await cellsOf(live) : [];
  const replaced = new Set(replace ? add.map(({ number }) => mappingKey(number, region)) : []);
  const kept = present.filter(({ number }) => !replaced.has(mappingKey(number ?? '', region)));
  const rows: Cells[] = [TITLES, ...kept, ...add.map(withoutBreaks)];
  const text = rows
    .map((row) => COLUMNS.map((column) => quoted(row[column] ?? '')).join(','))
    .join('\r\n');
  // Every row is one line here, the header the first.
  const firstAdded = kept.length + 2;
  return { csv: Buffer.from(`${text}\r\n`), faultOf: (fault) => named(fault, firstAdded) };
}

function named(fault: RowFault, firstAdded: number): RowFault {
  const index = fault.line - firstAdded;
  if (index < 0) return fault;
  const column = COLUMNS.find((one) => TITLES[one] === fault.column);
  const path = `add.${String(index)}${column === undefined ? '' : `.${column}`}`;
  if (fault.code !== 'duplicate') return { ...fault, path };
  const message =
    'The number is mapped already for this time; replace its rows, or give dates that do not overlap.';
  return { ...fault, path, message };
}

/** Line breaks are faults of a cell, and would not be of a line. */
function withoutBreaks(row: NewEntries['add'][number]): Cells {
  const cells = COLUMNS.map((column) => [column, (row[column] ?? '').replace(/[\r\n]+/g, '\t')]);
  return Object.fromEntries(cells) as Cells;
}

function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
