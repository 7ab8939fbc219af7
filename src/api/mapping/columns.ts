/** The columns of a mapping: how they are headed, and what stands in them. */
import type { Column } from './cells.ts';
import type { RowFault } from './schemas.ts';
import type { CsvRow } from './text.ts';

export const TITLES: Readonly<Record<Column, string>> = {
  number: 'External User ID',
  mailbox: 'Microsoft 365 User Mailbox',
  validFrom: 'Valid From',
  validTo: 'Valid To',
};

const KNOWN_COLUMNS = `The first row must be a header: ${Object.values(TITLES).join(', ')}; the last two may be absent.`;

/** How people head these columns, in lower case, punctuation as spaces. */
const SYNONYMS: ReadonlyMap<string, Column> = new Map(
  Object.entries({
    number:
      'external user id|external userid|externaluserid|user id|mobile number|mobile|mobile phone|phone number|phone|telephone number|telephone|number|msisdn',
    mailbox:
      'microsoft 365 user mailbox|microsoft 365 mailbox|microsoft 365 user|office 365 user mailbox|user mailbox|mailbox|email|e mail|email address|e mail address|user principal name|upn',
    validFrom: 'valid from|from',
    validTo: 'valid to|valid until|to|until',
  }).flatMap(([column, names]) =>
    names.split('|').map((name) => [name, column as Column] as const),
  ),
);

/** The cells of a row by what they mean. */
export type Cells = Partial<Record<Column, string>>;

/** In the order of the file; `undefined` for one without a name. */
export type Columns = readonly (Column | undefined)[];
export type Report = (fault: RowFault) => void;

/** What each column of a header means. */
export function columnsIn(cells: readonly string[]): Columns {
  return cells.map((cell) => SYNONYMS.get(plain(cell)));
}

/** As `columnsIn`, or nothing where the header has faults. */
export function readHeader({ line, cells }: CsvRow, report: Report): Columns | undefined {
  const columns = columnsIn(cells);
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
export function cellsIn({ cells }: CsvRow, columns: Columns): Cells | undefined {
  const values: Cells = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column) values[column] = cell;
    else if (cell !== '') return undefined;
  }
  return values;
}

export function faultAt(line: number, column: string, code: string, message: string): RowFault {
  const path = column === '' ? `line ${String(line)}` : `line ${String(line)}, ${column}`;
  return { line, column, path, code, message };
}

function plain(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
