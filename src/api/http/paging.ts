/** Lists answer a page and an opaque cursor that leads to the next. */
import { z } from 'zod';
import { ApiProblem } from './problem.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Query fields of every list. */
export const paging = {
  limit: z.preprocess(
    wholeNumber,
    z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT).describe('At most so many rows.'),
  ),
  cursor: z.string().min(1).max(2_000).optional().describe('`nextCursor` of the page before.'),
};
/** A query holds text; other ways of writing a number, which JavaScript would read too, are refused. */
function wholeNumber(text: unknown): unknown {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text;
}

export const PageQuery = z.strictObject(paging);
export type PageQuery = z.infer<typeof PageQuery>;

export interface Listed<T> {
  items: T[];
  nextCursor?: string;
}

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** A page of a list that is held whole; the cursor names the last row that was shown. */
export function pageOf<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  { limit, cursor }: PageQuery,
): Listed<T> {
  const last = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  const start = last === undefined ? 0 : rows.findIndex((row) => keyOf(row) === last) + 1;
  if (last !== undefined && start === 0) {
    throw new ApiProblem(400, 'invalid_cursor', 'The list has changed; begin at its first page.');
  }
  const items = rows.slice(start, start + limit);
  const end = items.at(-1);
  if (end === undefined || start + limit >= rows.length) return { items };
  return { items, nextCursor: Buffer.from(keyOf(end)).toString('base64url') };
}

/** A place in the ledger, as a cursor. */
export function encodePlace(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function decodePlace(cursor: string): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.every((part) => typeof part === 'string')) return place;
  } catch {
    // Not one of ours, as below.
  }
  throw new ApiProblem(400, 'invalid_cursor', 'The cursor is not one that was given out.');
}
