/** What is kept, but for the ledger itself. */
import type { StoredMedia } from '../domain/item.ts';
import type {
  Connector,
  ConnectorChange,
  ExceptionTally,
  MappingEntry,
  MappingVersion,
  Run,
  RunChange,
  SliceRow,
  StoredBucket,
} from '../domain/records.ts';
import type { ByteStream } from './source.ts';

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

/** Removes what has been kept long enough. Every method may be repeated. */
export interface Retention {
  /** Blobs under the prefix that were written before the clock time given. Answers how many. */
  removeBlobs(container: 'raw' | 'staged', prefix: string, before: number): Promise<number>;
  /** All blobs of the container that were last written before then; goes on the next time where `until` cut it off. */
  sweepBlobs(container: 'media', before: number, until: number): Promise<number>;
  /** What the ledger holds of a run: deliveries, items, exceptions, at last the run itself. */
  removeRun(runId: string): Promise<void>;
}
