const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Every simulated limit. `--limits JSON` replaces single ones, so that a test can reach them quickly. */
const DEFAULT_LIMITS = {
  /** Body of any Graph request; beyond it the front end answers 413 in HTML. */
  requestBytes: 4 * MIB,
  /** Decoded bytes of an attachment in a JSON body: it must be smaller. From there on, sessions. */
  inlineAttachmentBytes: 3_000_000,
  /** An upload session for less is refused. */
  uploadSessionMinBytes: 3_000_000,
  attachmentBytes: 150 * MIB,
  /** Default of a mailbox; administrators can raise it to 150 MB. */
  messageBytes: 35 * MIB,
  uploadRangeBytes: 4 * MIB,
  uploadSessionMs: 60 * MINUTE_MS,
  subjectLength: 255,
  categoryLength: 255,
  internetHeaders: 5,
  internetHeaderLength: 995,
  /** Longest address Exchange stores. */
  addressLength: 571,
  childFolders: 10_000,
  folderItems: 1_000_000,
  /** Per application and mailbox. */
  mailboxConcurrency: 4,
  mailboxRequests: 10_000,
  mailboxRequestsMs: 10 * MINUTE_MS,
  mailboxUploadBytes: 150 * MIB,
  mailboxUploadMs: 5 * MINUTE_MS,
  /** Per application, all mailboxes and the directory together. */
  appRequests: 130_000,
  appRequestsMs: 10 * SECOND_MS,
  /** Resource units of the directory, a bucket that refills evenly. */
  directoryUnits: 8_000,
  directoryUnitsMs: 10 * SECOND_MS,
  /** Conditions joined by `or`, or listed by `in`, in one directory filter. */
  directoryClauses: 15,
  pageSize: 10,
  directoryPageSize: 100,
  largestPage: 1_000,
  largestDirectoryPage: 999,
  batchRequests: 20,
  /** Requests of one batch that are forwarded to Exchange at a time. */
  batchConcurrency: 4,
  lookupIds: 1_000,
};

export type Limits = typeof DEFAULT_LIMITS;

export function parseLimits(json: string): Limits {
  const given = JSON.parse(json) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (!(name in DEFAULT_LIMITS) || typeof value !== 'number') {
      throw new Error(`--limits: '${name}' is not a limit, or not a number`);
    }
  }
  return { ...DEFAULT_LIMITS, ...given };
}
