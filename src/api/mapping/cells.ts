/** What a cell of a mapping may hold. */

export type Column = 'number' | 'mailbox' | 'validFrom' | 'validTo';

export interface CellCheck {
  column: Column;
  code: string;
  /** Never repeats the cell: reports are stored and shown. */
  message: string;
  isBad: (cell: string) => boolean;
}

/** Characters: any number, login name or sender is far shorter. */
const MAX_NUMBER_LENGTH = 100;
/** Characters of an SMTP address (RFC 5321, 4.5.3.1: 64 and 255 around the @). */
const MAX_ADDRESS_LENGTH = 320;

const ADDRESS = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A spreadsheet that took a number for a quantity writes `4.479E+11`. */
const SCIENTIFIC = /^\d+([.,]\d+)?e\+?\d+$/i;
/** A leading `+` is a formula to a spreadsheet, unless a telephone number follows. */
const FORMULA = /^(?:[=@]|-|\+(?![\d\s().-]+$))/;
const CONTROL = /\p{Cc}/u;

const FORMULA_TEXT =
  'This looks like a formula of a spreadsheet; write the value itself, formatted as text.';

export const ROW_CHECKS: readonly CellCheck[] = [
  {
    column: 'number',
    code: 'required',
    message: 'A number is needed; fill it in or remove the row.',
    isBad: (cell) => cell === '',
  },
  {
    column: 'number',
    code: 'formula',
    message: FORMULA_TEXT,
    isBad: (cell) => FORMULA.test(cell),
  },
  {
    column: 'number',
    code: 'damaged_number',
    message: 'A spreadsheet has rounded this number; format the column as text and enter it again.',
    isBad: (cell) => SCIENTIFIC.test(cell),
  },
  {
    column: 'number',
    code: 'invalid',
    message: `At most ${String(MAX_NUMBER_LENGTH)} characters, no control characters.`,
    isBad: (cell) => cell.length > MAX_NUMBER_LENGTH || CONTROL.test(cell),
  },
  {
    column: 'mailbox',
    code: 'required',
    message: 'A mailbox is needed; fill it in or remove the row.',
    isBad: (cell) => cell === '',
  },
  {
    column: 'mailbox',
    code: 'formula',
    message: FORMULA_TEXT,
    isBad: (cell) => FORMULA.test(cell),
  },
  {
    column: 'mailbox',
    code: 'invalid',
    message: 'This is no e-mail address; write one like name@company.example.',
    isBad: (cell) =>
      cell !== '' &&
      !FORMULA.test(cell) &&
      (cell.length > MAX_ADDRESS_LENGTH || CONTROL.test(cell) || !ADDRESS.test(cell)),
  },
  ...(['validFrom', 'validTo'] as const).map((column) => ({
    column,
    code: 'invalid',
    message: 'Must be a date like 2026-03-31.',
    isBad: (cell: string) => cell !== '' && !isDate(cell),
  })),
];

function isDate(cell: string): boolean {
  if (!DATE.test(cell)) return false;
  const time = Date.parse(cell);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(cell);
}
