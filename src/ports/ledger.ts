/** The record of what became of every item and delivery. */
import type {
  DeliveryChange,
  DeliveryRow,
  ExceptionFacts,
  ExceptionRow,
  ItemRow,
} from '../domain/records.ts';
import type { Page, Tagged } from './storage.ts';

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
