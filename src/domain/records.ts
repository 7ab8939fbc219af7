/** What the ledger and the setup tables hold. Plain data; times in milliseconds since 1970 UTC. */
import type { ErrorCode } from './errors.ts';
import type { Kind, StoredMedia } from './item.ts';
import type { Window } from './window.ts';

// ------------------------------------------------------------------------------------------------------ setup

export type ConnectorState = 'draft' | 'ready' | 'active' | 'paused' | 'attention' | 'deleted';

export interface ConnectorSettings {
  /** Bytes; the product's 10 MB unless raised, up to 150 MB. */
  sizeLimit?: number;
  /** The message class of what is written, `IPM.Note` unless set. */
  messageClass?: string;
}

export interface Connector {
  id: string;
  product: string;
  name: string;
  state: ConnectorState;
  createdAt: number;
  createdBy: string;
  terms?: { version: string; acceptedAt: number; acceptedBy: string };
  /** The password is in the secret store only. */
  credentials?: { username: string; verifiedAt: number; verifiedBy: string; company: string };
  rules?: { automatic: boolean; custom: boolean };
  mappingVersion?: number;
  consent?: { grantedAt: number; grantedBy: string; tenant: string };
  settings: ConnectorSettings;
  /** First activation; the daily windows begin with the day before it. */
  activatedAt?: number;
  /** Everything archived before this moment has been settled. */
  watermark?: number;
  /** Why the connector needs a person, while in `attention`. */
  attention?: { code: ErrorCode; since: number };
  lastRunId?: string;
}

export type ConnectorChange = {
  [K in keyof Omit<Connector, 'id' | 'product' | 'createdAt' | 'createdBy'>]?:
    Connector[K] | undefined;
};

export interface Credential {
  username: string;
  password: string;
}

/** One row of the custom mapping. */
export interface MappingEntry {
  /** Normalised: what `Party.number ?? value` is compared with. */
  number: string;
  /** Lower-cased address of the mailbox's user. */
  mailbox: string;
  /** Half-open [from, to); absent means unbounded. */
  validFrom?: number;
  validTo?: number;
}

export interface MappingVersion {
  connectorId: string;
  /** 1, 2, 3 … */
  version: number;
  uploadedAt: number;
  uploadedBy: string;
  rows: number;
  added: number;
  changed: number;
  removed: number;
  /** The version whose copy it is. */
  restoredFrom?: number;
}

// ------------------------------------------------------------------------------------------------------ runs

export type RunState =
  | 'queued'
  | 'running'
  | 'settling'
  | 'succeeded'
  | 'succeededWithExceptions'
  | 'failed'
  | 'cancelled';

type RunPhase = 'open' | 'stage' | 'reprocess' | 'import' | 'settle' | 'done';

/** Counted while staging and importing; sums of these make the certificate. */
export interface Counters {
  listed: number;
  repeated: number;
  items: number;
  delivered: number;
  unmapped: number;
  tooLarge: number;
  malformed: number;
  deliveries: number;
  imported: number;
  partial: number;
  duplicate: number;
  failed: number;
}

/** What the day's numbers add up to, and whether they do. */
export interface Certificate extends Counters {
  /** The source's own count of the window; absent when it could not be asked. */
  sourceCount?: number;
  equations: { text: string; holds: boolean }[];
  /** All equations hold, and the source counts what was found. */
  balanced: boolean;
  settledAt: number;
}

/** The settings a run works with, fixed when it opens so that a replay and a retry see the same. */
export interface RunSnapshot {
  product: string;
  mappingVersion?: number;
  rules: { automatic: boolean; custom: boolean };
  sizeLimit: number;
  messageClass: string;
}

export interface Run {
  id: string;
  connectorId: string;
  window: Window;
  /** 1 for the first run over a window. */
  number: number;
  state: RunState;
  phase: RunPhase;
  createdAt: number;
  createdBy: string;
  startedAt?: number;
  settledAt?: number;
  /** Raised by retry and reprocess: rows that failed in an earlier round are sent again. */
  round: number;
  /** Whether the present round also takes up exceptions. */
  reprocess: boolean;
  /** Counts orchestrations: `run-…`, `run-…-a2`, … */
  attempt: number;
  instanceId?: string;
  /** When the present attempt was begun. */
  attemptedAt: number;
  cancelRequested: boolean;
  /** The window was listed once more because the source counted more items than it had listed. */
  relisted?: boolean;
  snapshot?: RunSnapshot;
  certificate?: Certificate;
  /** Why it failed. */
  error?: { code: ErrorCode; message: string };
}

export type RunChange = {
  [K in keyof Omit<Run, 'id' | 'connectorId' | 'window' | 'number' | 'createdAt' | 'createdBy'>]?:
    Run[K] | undefined;
};

/** A slice's committed progress. Written only by the activity that holds its tag. */
export interface SliceRow {
  /** 0, 1, 2 … in order of time. */
  index: number;
  window: Window;
  cursor?: string;
  done: boolean;
  /** When progress was last committed. */
  committedAt?: number;
  /** Rises with each commit; item rows of a generation that was never committed are met again as fresh. */
  generation: number;
  listed: number;
  repeated: number;
  items: number;
  unmapped: number;
  tooLarge: number;
  malformed: number;
  planned: number;
  duplicate: number;
  /** Buckets with planned deliveries, by day of the communication: hex bit set of 64. */
  parts: Record<string, string>;
}

/** What a finished pass over a bucket's rows of the run counted. */
export interface StoredBucket {
  bucket: number;
  imported: number;
  partial: number;
  failed: number;
  /** Planned or claimed rows still waiting. */
  open: number;
}

// ------------------------------------------------------------------------------------------------------ ledger

export type ItemOutcome = 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';

/** Where the item stands as received: a page in `raw` and its place there. */
export interface RawPointer {
  blob: string;
  index: number;
}

/** Where its staged form stands in `staged`. */
export interface StagedPointer {
  blob: string;
  offset: number;
  length: number;
}

export interface ItemRow {
  /** 40 hex digits of the hash of id and revision. */
  key: string;
  itemId: string;
  revision: number;
  kind: Kind | 'unknown';
  occurredAt: number;
  outcome: ItemOutcome;
  /** Number of mailboxes it goes to. */
  deliveries: number;
  /** How many of those already had it. */
  duplicates: number;
  /** Id of the item first listed with the same communication. */
  duplicateOf?: string;
  replaces?: string;
  contentKey?: string;
  /** When it was first listed in the run. */
  listedAt?: number;
  /** Numbers, else values as captured, of all who took part. */
  parties?: string[];
  /** Where it goes; the delivery may stand there for another item. */
  mailboxes?: string[];
  raw: RawPointer;
  slice: number;
  generation: number;
}

/** An attachment that a message goes without; its bytes are in `media`. */
export interface LeftOut extends StoredMedia {
  name: string;
}

type DeliveryState = 'planned' | 'claimed' | 'imported' | 'partial' | 'failed';

export interface DeliveryRow {
  /** `{mailboxId}|{contentKey}` */
  key: string;
  runId: string;
  itemId: string;
  itemKey: string;
  /** `claimed`: sent by somebody gone, or answered ambiguously: in doubt since `at`. */
  state: DeliveryState;
  staged: StagedPointer;
  /** An attachment was left out by the size rule. */
  reduced: boolean;
  /** Which those were. */
  leftOut?: LeftOut[];
  /** Which rule found the mailbox. */
  rule: 'custom' | 'automatic';
  /** The round of the run in which the state was reached. */
  round: number;
  attempts: number;
  /** When the state was reached. */
  at: number;
  messageId?: string;
  cause?: string;
}

/** What a settlement in the journal says of a delivery. */
export type DeliveryChange = Pick<
  DeliveryRow,
  'key' | 'runId' | 'state' | 'round' | 'attempts' | 'at'
> &
  Partial<Pick<DeliveryRow, 'messageId' | 'cause'>> & {
    /** When it was claimed before. */
    claimedAt?: number;
  };

export type ExceptionCause = 'unmapped' | 'tooLarge' | 'malformed' | 'failed';

export interface ExceptionRow {
  connectorId: string;
  runId: string;
  /** The item's key, with the mailbox behind it for a failed delivery. */
  key: string;
  cause: ExceptionCause;
  /** A code: `noParty`, `size`, a malformed place, a `DeliveryFailure`. */
  reason: string;
  state: 'open' | 'resolved';
  itemId: string;
  itemKey: string;
  kind: Kind | 'unknown';
  occurredAt: number;
  /** When it was found, or found to be so still. */
  since: number;
  /** When it was first found, where it has been taken up since. */
  openedAt?: number;
  resolvedAt?: number;
  /** Numbers or addresses no mailbox was found for; shown to signed-in people only. */
  parties?: string[];
  mailboxId?: string;
  raw: RawPointer;
  /** The canonical item, where it could be understood. */
  staged?: StagedPointer;
}

/** Of an exception, what is counted. */
export type ExceptionFacts = Pick<ExceptionRow, 'cause' | 'reason' | 'state' | 'parties'>;

/** The exceptions of a run, counted when it was settled. */
export interface ExceptionTally {
  /** The reason is empty for all that could not be read. */
  groups: { cause: ExceptionCause; reason: string; open: number; resolved: number }[];
  /** Numbers and addresses no mailbox was found for, the most frequent. */
  parties: { party: string; open: number; resolved: number }[];
}
