import type { DayRange } from '../../api/queries.ts';

const DAY_MS = 86_400_000;
/** Choices of how far back to look; the last is as many days as the interface gives at once. */
export const SPANS = [35, 91, 400] as const;
export type Span = (typeof SPANS)[number];

/** The last days up to and including today, in UTC. */
export function lastDays(span: number, now: number): DayRange {
  const end = Math.floor(now / DAY_MS) * DAY_MS + DAY_MS;
  return { from: dayOf(end - span * DAY_MS), to: dayOf(end) };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
