import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.ts';
import type { Window } from './store.ts';

/** The contract's life of a cursor. */
const CURSOR_LIFE_MS = 24 * 60 * 60 * 1000;
/** Cursors survive a restart of the site, so the key is no secret of one process. */
const KEY = 'simulated archive';

interface Mark {
  readonly place: number;
  readonly page: number;
}

/** What a cursor belongs to; with any other listing it is refused. */
export interface Listing extends Window {
  readonly product: string;
}

export function writeCursor(mark: Mark, listing: Listing, now: number): string {
  const payload = Buffer.from(JSON.stringify([mark.place, mark.page, now])).toString('base64url');
  return `${payload}.${seal(payload, listing)}`;
}

export function readCursor(cursor: string, listing: Listing, now: number): Mark {
  const [payload = '', given = ''] = cursor.split('.');
  const expected = seal(payload, listing);
  const genuine =
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  if (!genuine) {
    throw new Problem(400, 'invalid_cursor', 'This cursor does not belong to this listing.');
  }
  const text = Buffer.from(payload, 'base64url').toString();
  const [place, page, issued] = JSON.parse(text) as [number, number, number];
  if (now - issued > CURSOR_LIFE_MS) {
    throw new Problem(410, 'cursor_expired', 'This cursor is older than a day.');
  }
  return { place, page };
}

function seal(payload: string, { product, from, to }: Listing): string {
  const bound = `${payload}|${product}|${String(from)}|${String(to)}`;
  return createHmac('sha256', KEY).update(bound).digest('base64url');
}
