/**
 * What the archiver needs of the outside world. Adapters implement these; activities and use cases know nothing else.
 * Every method may throw `AppError` (domain/errors.ts); nothing here throws for the fate of a single item.
 */
import type { EventText } from './domain/events.ts';
import type { AuditEntry, AuditLink, AuditRow } from './domain/audit.ts';
import type { Attachment, StoredMedia } from './domain/item.ts';
import type {
  Connector,
  ConnectorChange,
  Credential,
  DeliveryChange,
  DeliveryRow,
  ExceptionFacts,
  ExceptionRow,
  ExceptionTally,
  ItemRow,
  MappingEntry,
  MappingVersion,
  Run,
  RunChange,
  SliceRow,
  StoredBucket,
} from './domain/records.ts';
import type { ReadEmail } from './domain/read-email.ts';
import type { SignInAttempt } from './domain/sign-in-limit.ts';
import type { Listing } from './domain/source-item.ts';
import type { Window } from './domain/window.ts';

// ---------------------------------------------------------------------------------------------- time, chance, words

/** The only source of time. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The only source of chance. */
export interface Random {
  uuid(): string;
  /** In [0, 1). */
  fraction(): number;
}

/** Safe facts only: ids, counts, codes. Never text, numbers, addresses, secrets. */
export type LogData = Readonly<Record<string, string | number | boolean | undefined>>;

/** What may be said stands in `domain/events.ts`, each with its number. */
export interface Log {
  info(message: EventText, data?: LogData): void;
  warn(message: EventText, data?: LogData): void;
  error(message: EventText, data?: LogData): void;
}

// ---------------------------------------------------------------------------------------------------- the source

export interface ByteStream {
  /** As announced by the sender; verify against what arrives. */
  size: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

export interface SourcePage {
  /** The page exactly as received, before anything is interpreted. */
  raw: Uint8Array;
  /** In the page's order: one bad item never spoils a page. */
  listings: Listing[];
  nextCursor: string | null;
}

/** What TeleMessage answered at sign-in. */
export interface SourceAccount {
  company: { id: string; name: string };
  /** Products the account is licensed for. */
  products: string[];
}

/** One product of one account. Signs in when needed and once more when the session has expired. */
export interface SourceReader {
  /**
   * A page of at most `items` listings, 1 to 1,000. Throws `cursor_expired` when the cursor is too old: start the window
   * again, staging is idempotent.
   */
  listPage(window: Window, items: number, cursor: string | undefined): Promise<SourcePage>;
  /** Distinct pairs of id and revision that the source holds for the window. */
  count(window: Window): Promise<number>;
  /** The complete message of an e-mail item. Throws `not_found`. */
  email(itemId: string): Promise<ByteStream>;
  /** Throws `not_found`. */
  attachment(itemId: string, attachmentId: string): Promise<ByteStream>;
}

export interface Source {
  /** Signs in with a credential that is not stored yet. Throws `invalid_credentials`, `account_locked`, `source_unavailable`. */
  verify(credential: Credential): Promise<SourceAccount>;
  /** The reader of a connector; its credential comes from the secret store. */
  reader(connectorId: string, product: string): SourceReader;
  /** Reads a page that was kept; the same bytes always give the same listings. */
  parsePage(raw: Uint8Array): SourcePage;
  /** Forgets the session of a connector, after its credential changed. */
  forget(connectorId: string): void;
}

// ---------------------------------------------------------------------------------------------- Microsoft 365

/** Why an address is no valid Microsoft 365 user. */
export type NoMailbox = 'notFound' | 'noMailbox' | 'accessDenied';

export type Resolution =
  { mailboxId: string; address: string } | { mailboxId?: undefined; reason: NoMailbox };

export interface Directory {
  /**
   * Answers for every address given (lower-cased): the user's object id where it names a user with a usable mailbox.
   * Cached: positive 24 h, negative 15 min. Throws when the directory itself cannot be asked.
   */
  resolve(addresses: readonly string[]): Promise<Map<string, Resolution>>;
  /** Asks the directory itself, past what is remembered. Throws `graph_unauthorized`, `graph_unavailable`. */
  ping(): Promise<void>;
}

/** What became of one write. `inDoubt`: the answer never came or was a 5xx; it may or may not be in the mailbox. */
export type WriteResult =
  | { kind: 'written'; messageId: string }
  | { kind: 'inDoubt' }
  | { kind: 'refused'; cause: DeliveryFailure }
  /** Nothing was written; the service wants to be left alone, or cannot be reached at all. */
  | { kind: 'later'; retryAfterMs: number };

/** The named, permanent causes of a failed delivery; docs/operations.md says what to do about each. */
export type DeliveryFailure =
  | 'mailboxGone'
  | 'accessDenied'
  | 'quotaFull'
  | 'payloadRefused'
  | 'throttled'
  | 'unanswered'
  | 'stagedMissing';

/** Where a message is. `refused`: asking again later would be answered alike. */
export type FindResult =
  { messageId: string } | 'absent' | { refused: DeliveryFailure } | undefined;

/** One message for one mailbox, as it was staged. */
export interface StagedMessage {
  /** UTF-8 JSON of the Graph message without attachments, posted byte for byte when there are none. */
  json: Uint8Array;
  /** Our key in the message's named property; lower-case hex. */
  key: string;
  attachments: Attachment[];
}

/** The product's folder of the mailboxes of one bucket. All calls obey the per-mailbox limits. */
export interface MailboxWriter {
  /**
   * Writes a message, with its attachments, complete or not at all as far as a reader of the folder can tell by its
   * marker. Asks `safeUntil` before every request and answers `later` when the lease is no longer safe.
   */
  write(mailboxId: string, message: StagedMessage, safeUntil: () => number): Promise<WriteResult>;
  /**
   * Looks the key up in the folder. An incomplete message found there is removed, and counts as absent.
   * `undefined`: could not be told now.
   */
  find(mailboxId: string, key: string): Promise<FindResult>;
}

export interface Mailboxes {
  /** @param folder the exact display name, at the top of the mailbox; found or created when first needed. */
  writer(folder: string): MailboxWriter;
  /**
   * Looks into the mailbox for the folder, past what is remembered, and writes nothing. Throws when it cannot be told
   * now, or Graph refuses the app as a whole.
   */
  look(mailboxId: string, folder: string): Promise<'found' | 'absent' | NoMailbox>;
}

/** A user of the directory, as far as telling whom an address names needs. */
export interface DirectoryUser {
  /** Object id. */
  id: string;
  userPrincipalName: string;
  mail?: string;
  /** With their prefix, `smtp:` or `SMTP:` among others. */
  proxyAddresses: string[];
}

/** What the directory is made of. Throws when it cannot be asked. */
export interface UserLookup {
  /** Addresses that `find` takes at a time. */
  readonly batchSize: number;
  /** Users that any of the addresses might name; the caller compares, as the service's idea of equality is its own. */
  find(addresses: readonly string[]): Promise<DirectoryUser[]>;
  /** Reads any user, with what `find` compares. */
  ping(): Promise<void>;
  /** Whether mail can be written to the user. */
  probe(userId: string): Promise<'usable' | NoMailbox>;
}

/** A resolution with the clock time of its finding. */
export type CachedResolution = Resolution & { at: number };

/** Remembers what addresses resolved to, beyond the life of the process. Freshness is the reader's business. */
export interface DirectoryCache {
  /** Answers for the addresses it knows (lower-cased). */
  get(addresses: readonly string[]): Promise<Map<string, CachedResolution>>;
  put(entries: ReadonlyMap<string, CachedResolution>): Promise<void>;
}

/** Remembers folder ids beyond the life of the process; `folder` is the display name. */
export interface FolderCache {
  get(mailboxId: string, folder: string): Promise<string | undefined>;
  put(mailboxId: string, folder: string, folderId: string): Promise<void>;
  forget(mailboxId: string, folder: string): Promise<void>;
}

// ---------------------------------------------------------------------------------------------------- storage

export type Container = 'raw' | 'media' | 'staged' | 'mappings';

export interface Blobs {
  /** Writes a blob unless one of that name exists (which then is the same: names carry the content's hash). */
  put(container: Container, name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Throws `not_found`. `offset` and `length` in bytes; all of it without them. */
  read(container: Container, name: string, offset?: number, length?: number): Promise<Uint8Array>;
  /** Throws `not_found`. */
  open(container: Container, name: string): Promise<ByteStream>;
  /** Streams bytes into a container under `prefix` and their SHA-256, never wholly in memory. */
  keep(
    container: 'raw' | 'media',
    prefix: string,
    bytes: AsyncIterable<Uint8Array>,
    contentType: string,
  ): Promise<StoredMedia>;
}

/** A renewable hold on a bucket, app-wide and across connectors. */
export interface BucketLease {
  /** Until when (clock time) a request may be started; moves on as the lease is renewed; 0 once it is lost. */
  safeUntil(): number;
  release(): Promise<void>;
}

export interface Leases {
  /** `undefined` when somebody else holds the bucket. */
  acquire(bucket: number): Promise<BucketLease | undefined>;
}

/** A stored row with the tag that an update must name. */
export type Tagged<T> = T & { etag: string };

export interface Page<T> {
  rows: T[];
  nextCursor?: string;
}

export interface Connectors {
  create(connector: Connector): Promise<void>;
  /** `undefined` where there is none. */
  get(id: string): Promise<Tagged<Connector> | undefined>;
  list(): Promise<Tagged<Connector>[]>;
  /** Throws `conflict` when the tag is stale. Answers the new row. */
  update(id: string, etag: string, change: ConnectorChange): Promise<Tagged<Connector>>;
}

export interface Mappings {
  /** Stores the CSV as uploaded and its rows, then the version row, which makes it visible. */
  save(version: MappingVersion, csv: Uint8Array, entries: readonly MappingEntry[]): Promise<void>;
  /** All rows of a version; cached in the process, a version never changes. */
  load(connectorId: string, version: number): Promise<readonly MappingEntry[]>;
  csv(connectorId: string, version: number): Promise<Uint8Array | undefined>;
  versions(connectorId: string): Promise<MappingVersion[]>;
}

export interface Runs {
  /** Throws `conflict` when the run exists. */
  create(run: Run): Promise<void>;
  get(runId: string): Promise<Tagged<Run> | undefined>;
  /** Newest window first; `cursor` as answered. */
  list(connectorId: string, limit: number, cursor?: string): Promise<Page<Tagged<Run>>>;
  /** Runs whose window begins in [from, to), any order. */
  between(connectorId: string, from: number, to: number): Promise<Tagged<Run>[]>;
  /** Runs in a state that wants driving (`queued`, `running`, `settling`), of every connector. */
  active(): Promise<Tagged<Run>[]>;
  update(runId: string, etag: string, change: RunChange): Promise<Tagged<Run>>;
  /** Slice rows of a run, in order. */
  slices(runId: string): Promise<Tagged<SliceRow>[]>;
  createSlices(runId: string, slices: readonly SliceRow[]): Promise<void>;
  /** Throws `conflict` when the tag is stale: another copy of the activity was faster. */
  updateSlice(runId: string, etag: string, slice: SliceRow): Promise<Tagged<SliceRow>>;
  /** What the last pass over each bucket counted. */
  buckets(runId: string): Promise<StoredBucket[]>;
  putBucket(runId: string, bucket: StoredBucket): Promise<void>;
  /** What was counted when the run was last settled. */
  exceptionTally(runId: string): Promise<ExceptionTally | undefined>;
  putExceptionTally(runId: string, tally: ExceptionTally): Promise<void>;
}

/** What an insert-if-absent met. `before` is the row that stood there. */
export interface Inserted<T> {
  /** Keys that were inserted. */
  inserted: Set<string>;
  /** Rows that stood there before, by key. */
  before: Map<string, Tagged<T>>;
}

/** Where delivery rows stand: one per connector, day of the communication and bucket. */
export interface DeliveryPartition {
  connectorId: string;
  /** `yyyyMMdd` of `occurredAt`. */
  day: string;
  bucket: number;
}

export interface ClaimRow {
  /** Unique per claim. */
  id: string;
  /** The run whose rows it covers. */
  runId: string;
  /** Clock time when the claim was made. */
  at: number;
  /** Keys of the delivery rows it covers. */
  keys: string[];
}

/** Of an item row, what the certificate is made of. */
export type ItemCounts = Pick<ItemRow, 'outcome' | 'deliveries' | 'duplicates'>;

/** The ledger of items and deliveries. Many rows are written as entity-group transactions of at most 100. */
export interface Ledger {
  insertItems(runId: string, rows: readonly ItemRow[]): Promise<Inserted<ItemRow>>;
  /** Overwrites rows of the run (a reprocessed item's new outcome). */
  putItems(runId: string, rows: readonly ItemRow[]): Promise<void>;
  /** What every item of a run came to, page by page. */
  outcomes(runId: string): AsyncIterable<ItemCounts[]>;
  item(runId: string, key: string): Promise<ItemRow | undefined>;
  /** Item rows of a run in order of their keys, page by page; those behind `after`, a key. */
  items(runId: string, after?: string): AsyncIterable<ItemRow[]>;

  insertDeliveries(
    partition: DeliveryPartition,
    rows: readonly DeliveryRow[],
  ): Promise<Inserted<DeliveryRow>>;
  /** Overwrites rows of another run that nobody will send any more. */
  takeOver(partition: DeliveryPartition, rows: readonly DeliveryRow[]): Promise<void>;
  /** Every delivery row of a run in a partition, and the claims that stand there (of any run), page by page. */
  deliveries(
    partition: DeliveryPartition,
    runId: string,
  ): AsyncIterable<{ rows: DeliveryRow[]; claims: Tagged<ClaimRow>[] }>;
  /**
   * Delivery rows of a partition as they stand today, of any run, in order of their keys, page by page: all of them or
   * one mailbox's; those behind `after`, a key.
   */
  deliveriesTo(
    partition: DeliveryPartition,
    mailboxId: string | undefined,
    after?: string,
  ): AsyncIterable<DeliveryRow[]>;
  /** What is known of one delivery; `undefined` where there is no such row. */
  deliveryHistory(partition: DeliveryPartition, key: string): Promise<DeliveryHistory | undefined>;
  /** Notes, before anything is sent, which rows a holder is about to send. */
  claim(partition: DeliveryPartition, claim: ClaimRow): Promise<Tagged<ClaimRow>>;
  /**
   * Puts rows' new state in the place of the claim that covers them, all in one. Throws `conflict` when somebody else
   * has settled the claim.
   */
  settle(
    partition: DeliveryPartition,
    rows: readonly DeliveryRow[],
    claim: Tagged<ClaimRow>,
  ): Promise<void>;

  /** Inserts or overwrites. */
  putExceptions(rows: readonly ExceptionRow[]): Promise<void>;
  /** Exceptions of a run, page by page. */
  exceptions(runId: string): AsyncIterable<ExceptionRow[]>;
  /** Those of one item of the run: of itself, and of its deliveries. */
  exceptionsOf(runId: string, itemKey: string): Promise<ExceptionRow[]>;
  /** Of every exception that the filter selects, what is counted; page by page, in no order. */
  exceptionFacts(filter: ExceptionFilter): AsyncIterable<ExceptionFacts[]>;
  /** For people: newest run first. */
  listExceptions(
    filter: ExceptionFilter,
    limit: number,
    cursor?: string,
  ): Promise<Page<ExceptionRow>>;
}

export interface ExceptionFilter {
  connectorId?: string;
  runId?: string;
  cause?: string;
  reason?: string;
  state?: 'open' | 'resolved';
  itemId?: string;
  /** One of those no mailbox was found for. Looked for row by row: a page may be short and lead to more. */
  party?: string;
}

export interface DeliveryHistory {
  /** As it stands today. */
  row: DeliveryRow;
  /** When the row was written. */
  plannedAt: number;
  /** What was settled of it, by any run; the oldest first. */
  changes: DeliveryChange[];
  /** Claims upon it that stand. */
  claims: ClaimRow[];
}

/** Times are clock times; a window is half-open. */
export interface AuditFilter {
  from?: number | undefined;
  to?: number | undefined;
  connectorId?: string | undefined;
  runId?: string | undefined;
  action?: string | undefined;
  /** A person's name or object id. */
  who?: string | undefined;
}

/** A change that was begun. */
export interface AuditIntent {
  id: string;
  entry: AuditEntry;
  /** Clock time. */
  begunAt: number;
}

/**
 * Who did what, in one chain of hashes. A change is made between `begin` and `append`: it does not happen where the first
 * fails, and is found by `unfinished` where the second does not come.
 */
export interface Audit {
  /** Notes that something is about to be done, durably. Answers the intent's id. */
  begin(entry: AuditEntry): Promise<string>;
  /** Appends a row to the chain and, in the same transaction, removes the intent. */
  append(entry: AuditEntry, intent?: string): Promise<void>;
  /** Removes an intent of which nothing came that is worth a row. */
  forget(intent: string): Promise<void>;
  /** Intents begun before a moment that neither ended nor were forgotten. */
  unfinished(before: number): Promise<AuditIntent[]>;
  /** Appends what the app did by itself. A failure is logged, never thrown: archiving goes on. */
  automatic(act: Omit<AuditEntry, 'who' | 'whoId' | 'outcome' | 'status'>): Promise<void>;
  /** For people: newest first. */
  list(filter: AuditFilter, limit: number, cursor?: string): Promise<Page<AuditRow>>;
  /** Every row of [from, to), newest first, page by page. */
  rows(from: number, to: number): AsyncIterable<AuditRow[]>;
  /** The newest row before a moment. */
  rowBefore(at: number): Promise<AuditRow | undefined>;
  /** What the chain names as the newest row before a moment, told by what stands behind it. */
  linkAt(at: number): Promise<AuditLink | undefined>;
}

/** Removes what has been kept long enough. Every method may be repeated. */
export interface Retention {
  /** Blobs under the prefix that were written before the clock time given. Answers how many. */
  removeBlobs(container: 'raw' | 'staged', prefix: string, before: number): Promise<number>;
  /** All blobs of the container that were last written before then; goes on the next time where `until` cut it off. */
  sweepBlobs(container: 'media', before: number, until: number): Promise<number>;
  /** What the ledger holds of a run: deliveries, items, exceptions, at last the run itself. */
  removeRun(runId: string): Promise<void>;
}

// ---------------------------------------------------------------------------------------------------- the rest

export interface Secrets {
  put(connectorId: string, credential: Credential): Promise<void>;
  /** Throws `secret_missing`. */
  get(connectorId: string): Promise<Credential>;
  remove(connectorId: string): Promise<void>;
}

/** Sign-ins at the source that people tried of late, the same for every copy of the app. */
export interface SignIns {
  /** Replaces the list, which `change` is given; again where somebody else was faster. Throws what `change` throws. */
  update(change: (attempts: readonly SignInAttempt[]) => SignInAttempt[]): Promise<void>;
}

export interface EmailReader {
  /** Parses a message; every attachment goes through `keep` as it streams by. Never throws for bad mail. */
  read(
    message: AsyncIterable<Uint8Array>,
    keep: (bytes: AsyncIterable<Uint8Array>, contentType: string) => Promise<StoredMedia>,
  ): Promise<ReadEmail>;
}

/** Everything an activity may use. */
export interface Ports {
  clock: Clock;
  random: Random;
  log: Log;
  source: Source;
  directory: Directory;
  mailboxes: Mailboxes;
  blobs: Blobs;
  leases: Leases;
  connectors: Connectors;
  mappings: Mappings;
  runs: Runs;
  ledger: Ledger;
  audit: Audit;
  signIns: SignIns;
  retention: Retention;
  secrets: Secrets;
  emails: EmailReader;
  /** Right-hand side of generated Message-IDs and synthetic addresses. */
  archiveDomain: string;
}

/** A consent under way, known by its state for a short while. */
export interface PendingConsent {
  state: string;
  connectorId: string;
  /** Object id of the person it was made for; nobody else's callback counts. */
  personId: string;
  /** Clock time. */
  expiresAt: number;
}

/** Keeps consents under way; each is given out once. */
export interface PendingConsents {
  save(pending: PendingConsent): Promise<void>;
  /** Removes and answers it, so that exactly one caller ever gets it; `undefined` where there is none. */
  take(state: string): Promise<PendingConsent | undefined>;
}

/** The consent of a tenant administrator at the identity platform. */
export interface Consent extends PendingConsents {
  /**
   * Address of the admin consent page, which sends the browser back to `redirectUri` with `state`; that itself where
   * permissions are not given on a page.
   */
  pageUrl(state: string, redirectUri: string): string;
  /**
   * Gets a fresh token and makes one Graph call with it. Answers the tenant it was made in; throws
   * `graph_unauthorized` when the permission is missing, `graph_unavailable` when it cannot be asked.
   */
  prove(): Promise<{ tenant: string }>;
}
