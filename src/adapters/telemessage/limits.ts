import type { GovernorLimits } from '../http/governor.ts';

/**
 * Of a page in memory, one for each slice that is pulled at a time. A hundred times the usual; a larger one is asked
 * for again with fewer items.
 */
export const MAX_PAGE_BYTES = 48 * 1024 * 1024;

/** Of a JSON answer, from the request to the last byte. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Silence after which a download counts as broken. */
export const SILENCE_MS = 30_000;

/** Times a call is tried when the site does not answer, answers 5xx, or breaks off. */
export const MAX_ATTEMPTS = 5;

/** Longest wait inside one call, all its waits together; beyond it the caller is told when to come back. */
export const MAX_WAIT_MS = 60_000;

/** A session is renewed this long before it would end, so that no request meets its end on the way. */
export const RENEW_BEFORE_MS = 60_000;

/** Open connections to the site; a run of eight slices with media keeps about so many busy. */
export const CONNECTIONS = 32;

export const SOURCE_LIMITS: GovernorLimits = {
  concurrency: { start: CONNECTIONS, most: CONNECTIONS },
};

/** Sites lock accounts after a few wrong passwords: one that was refused is not tried again for so long. */
export const REFUSAL_MS = 5 * 60_000;
