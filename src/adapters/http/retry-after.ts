const SECOND_MS = 1000;
/** No service means more than a day; a slip of a server must not close a gate for years. */
const MOST_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds from `now`; `undefined` when there is none that can be
 * read. Seconds may be fractional, as Graph sends them; a date that has passed means now.
 */
export function parseRetryAfter(
  header: string | readonly string[] | null | undefined,
  now: number,
): number | undefined {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Math.min(MOST_MS, Math.ceil(Number(text) * SECOND_MS));
  }
  const date = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(MOST_MS, Math.max(0, date - now));
}
