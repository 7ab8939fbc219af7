/** The bytes of an uploaded mapping: bounded, decoded, and cut into rows of cells. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ApiProblem } from '../http/problem.ts';

/** Bytes; design constant: a hundred thousand rows of the usual length are half of it. */
export const MAX_CSV_BYTES = 10 * 1_048_576;
/** Characters decoded at a time, so that no second copy of the file as one string is needed. */
const PIECE_BYTES = 65_536;
/** Characters of a row: ten times what its four cells can hold. */
const MAX_ROW_LENGTH = 8_192;
/** Cells of a row, most of them empty ones that a spreadsheet adds. */
const MAX_CELLS = 1_000;
const DELIMITERS = [',', ';', '\t'] as const;

/** A row, and the line of the file on which it ends. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** Thrown for text that cannot be read to its end. */
export class CsvFault extends Error {
  readonly line: number;
  readonly code: string;

  constructor(line: number, code: string, message: string) {
    super(message);
    this.line = line;
    this.code = code;
  }
}

/** The whole of an upload, which is stored as it is. */
export async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > MAX_CSV_BYTES) {
      const detail = `A mapping may have at most ${String(MAX_CSV_BYTES)} bytes, which is room for more rows than are taken; leave out other columns.`;
      throw new ApiProblem(413, 'too_large', detail);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Rows that have any text, in order; the first is the header. Throws `CsvFault`. */
export async function* rowsOf(csv: Uint8Array): AsyncGenerator<CsvRow> {
  const [encoding, delimiter] = formOf(csv);
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: MAX_ROW_LENGTH,
    relax_column_count: true,
    // A stray mark spoils its own cell, not the report on the rest.
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  // A failure of the text reaches the loop below through the parser.
  pipeline(Readable.from(textOf(csv, encoding)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (record.length > MAX_CELLS) throw new CsvFault(info.lines, 'row_too_long', ROW_TOO_LONG);
      if (record.some((cell) => cell !== '')) yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? error.lines : 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new CsvFault(line, 'row_too_long', ROW_TOO_LONG);
  return new CsvFault(line, 'quotes', QUOTES);
}

const QUOTES =
  'A quotation mark is opened and not closed, or out of place; double it inside quotes.';
const ROW_TOO_LONG = `A row has more than ${String(MAX_ROW_LENGTH)} characters or ${String(MAX_CELLS)} cells; close its quotation mark, or leave out what is no column of a mapping.`;

function* textOf(csv: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for (let at = 0; at <= csv.length; at += PIECE_BYTES) {
    const isLast = at + PIECE_BYTES > csv.length;
    try {
      const text = decoder.decode(csv.subarray(at, at + PIECE_BYTES), { stream: !isLast });
      line += text.split('\n').length - 1;
      yield text;
    } catch {
      throw new CsvFault(
        line,
        'encoding',
        'The file is neither UTF-8 nor UTF-16 with a mark; save it as CSV UTF-8.',
      );
    }
  }
}

/** UTF-16 says so by its byte order mark; the delimiter is the one its header has most of. */
function formOf(csv: Uint8Array): [encoding: string, delimiter: string] {
  const [first, second] = csv;
  let encoding = 'utf-8';
  if (first === 0xff && second === 0xfe) encoding = 'utf-16le';
  if (first === 0xfe && second === 0xff) encoding = 'utf-16be';
  const start = new TextDecoder(encoding).decode(csv.subarray(0, PIECE_BYTES));
  const header = start.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  return [encoding, delimiter];
}
