/** The record of who did what. */
import type { AuditEntry, AuditLink, AuditRow } from '../domain/audit.ts';
import type { Page } from './storage.ts';

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
