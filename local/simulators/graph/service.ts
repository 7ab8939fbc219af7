import type { FaultBook } from '../kit/faults.ts';
import type { Clock } from '../kit/clock.ts';
import type { BlobStore } from './blobs.ts';
import type { Directory, DirectoryUser } from './directory.ts';
import type { Limits } from './limits.ts';
import type { Query } from './query.ts';
import type { Mailbox, Store } from './state.ts';
import type { Throttle } from './throttle.ts';
import type { Caller, TokenChecker } from './tokens.ts';
import type { UploadSessions } from './upload-sessions.ts';

/** Everything a room of the simulator may use. */
export interface Service {
  limits: Limits;
  clock: Clock;
  directory: Directory;
  store: Store;
  blobs: BlobStore;
  throttle: Throttle;
  tokens: TokenChecker;
  uploads: UploadSessions;
  faults: FaultBook;
  stats: { requests: number; throttled: number; byKind: Record<string, number> };
  settings: ServiceSettings;
}

interface ServiceSettings {
  /** Keeps only what is needed to find and count messages. */
  lean: boolean;
  latencyMs: number;
  /** Both were seen in the wild. */
  folderExistsStatus: number;
}

/** One request as the handlers see it, whether it came alone or in a batch. */
export interface Call {
  method: string;
  /** After `/v1.0`, decoded. */
  segments: readonly string[];
  /** After the origin, as sent. */
  path: string;
  origin: string;
  query: Query;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  caller: Caller;
  immutableIds: boolean;
}

/** A call that addresses a mailbox that exists. */
export interface MailCall extends Call {
  user: DirectoryUser;
  mailbox: Mailbox;
}

export interface Answer {
  status: number;
  /** JSON, unless it is a Buffer. */
  body?: unknown;
  headers?: Record<string, string>;
}
