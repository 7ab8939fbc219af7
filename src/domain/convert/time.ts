import { DAY_MS, isoTime } from '../window.ts';

/** Before the first text message was sent (1992), with some room: a phone's clock that was never set. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);
/** The largest time a Date can hold (ECMA-262). */
const LATEST_DATE_MS = 8.64e15;

/** When it happened; where the given time is impossible, when it was archived, beside the time as it was given. */
export function occurrence(
  given: number,
  archivedAt: number,
): { occurredAt: number; givenTime?: string } {
  if (given >= EARLIEST_MS && given <= archivedAt + DAY_MS) return { occurredAt: given };
  return { occurredAt: archivedAt, givenTime: anyTime(given) };
}

/** ISO 8601 of any number, sensible or not. */
export function anyTime(ms: number): string {
  return Math.abs(ms) <= LATEST_DATE_MS ? isoTime(ms) : `${String(ms)} milliseconds since 1970 UTC`;
}
