import { AppError } from '../../domain/errors.ts';
import type { SourcePage } from '../../ports/source.ts';
import { readListing } from './listing.ts';

const utf8 = new TextDecoder();

/** A page that is none: the site is broken, its answer cut off, or something else answered in its place. */
export function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('source_unavailable', `TeleMessage sent a page that is ${reason}`, {
    retry: 'later',
    cause,
  });
}

export function parsePage(raw: Uint8Array): SourcePage {
  let page: { items?: unknown; nextCursor?: unknown } | null;
  try {
    page = JSON.parse(utf8.decode(raw)) as typeof page;
  } catch (error) {
    throw unreadable('no JSON', error);
  }
  const items = page?.items;
  const nextCursor = page?.nextCursor;
  if (!Array.isArray(items)) throw unreadable('without items');
  // An absent cursor must not pass for the end of the window: what follows would be lost.
  if (nextCursor !== null && typeof nextCursor !== 'string') throw unreadable('without a cursor');
  return { raw, listings: items.map(readListing), nextCursor };
}
