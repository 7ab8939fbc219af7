const BASE_MS = 500;
const CAP_MS = 20_000;

/**
 * Full jitter: anywhere between nothing and a ceiling that doubles with every attempt, so that callers who failed
 * together do not come back together.
 * @param attempt 1 for the first failure
 * @param fraction chance, in [0, 1)
 */
export function backoffMs(attempt: number, fraction: number): number {
  return Math.floor(fraction * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)));
}
