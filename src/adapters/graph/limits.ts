import type { GovernorLimits } from '../http/governor.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Of one request, from its turn to the last byte of the answer. */
export const REQUEST_TIMEOUT_MS = 30 * SECOND_MS;

/** Of one range of an upload: 4 MiB on a slow line. */
export const UPLOAD_TIMEOUT_MS = 60 * SECOND_MS;

/**
 * Outlook allows an application 10,000 requests in 10 minutes, 4 at a time and 150 MB in 5 minutes on each mailbox.
 * A little is left for what cannot be counted here: operators, and a holder of the bucket that has just been cut off.
 */
export const MAILBOX_LIMITS: GovernorLimits = {
  concurrency: { start: 3, most: 4 },
  requests: { limit: 9_500, spanMs: 10 * MINUTE_MS },
  bytes: { limit: 145_000_000, spanMs: 5 * MINUTE_MS },
};

/**
 * The directory allows an application 3,500 resource units in 10 seconds on the smallest tenants; with a selection and
 * a page below 20 every look-up costs one.
 */
export const DIRECTORY_LIMITS: GovernorLimits = {
  concurrency: { start: 16, most: 16 },
  requests: { limit: 3_000, spanMs: 10 * SECOND_MS },
};

/** Open connections to Graph: what the buckets of one process keep busy, with four requests on each mailbox. */
export const CONNECTIONS = 128;

/** Times a request is sent before the caller is told to come back later, whatever the reason. */
export const MAX_ATTEMPTS = 6;

/** Of a whole request in JSON. Graph refuses about 4 MB; the rest is left for headers and its own reckoning. */
export const MAX_INLINE_BYTES = 3_500_000;

/** Below it an attachment is posted, from it on uploaded: Graph refuses a session for less. */
export const UPLOAD_SESSION_BYTES = 3_000_000;

/** Of one range of an upload session, Outlook's most: 4 MiB. */
export const RANGE_BYTES = 4 * 1024 * 1024;

/** How long a step of a message that is half written waits for its turn: longer than the window of bytes. */
export const STEP_PATIENCE_MS = 6 * MINUTE_MS;

/** How long a look-up waits for its turn. */
export const LOOKUP_PATIENCE_MS = MINUTE_MS;

/** When to come back when the service does not say. */
export const LATER_MS = 15 * SECOND_MS;
