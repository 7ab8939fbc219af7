/** CSV for people's spreadsheets (RFC 4180, UTF-8 with its mark so that Excel takes it for what it is). */

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const BYTE_ORDER_MARK = '\uFEFF';

/** What spreadsheets take for a formula, or for what may precede one (OWASP, "CSV Injection"); full-width forms as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

type Cell = string | number | null;

/** Every text is quoted, and one that a spreadsheet would calculate begins with an apostrophe. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${harmless.replaceAll('"', '""')}"`;
}
