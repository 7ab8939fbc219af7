/**
 * The record of what people and the app itself did. Rows form one chain: each carries the hash of the row before it, the
 * first of a day that of the last day that has rows, so that a row that was changed, taken out or moved shows.
 */
import { hash } from 'node:crypto';

/** `unknown`: it was begun, and what came of it could not be recorded. */
type AuditOutcome = 'done' | 'refused' | 'failed' | 'unknown';

/** Fields by name, as they were or as they are; only those that changed. Never a secret, a file's content or a number. */
type AuditFields = Readonly<Record<string, unknown>>;

/** Something that was done, or refused. Rows are shown and exported just as they are hashed. */
export interface AuditEntry {
  /** Name of the person, `system` for the app itself, `nobody` for a caller who is not signed in. */
  who: string;
  /** Object id in the directory; absent where there is no person. */
  whoId?: string;
  /** Name of the route, or of what the app did by itself. */
  action: string;
  connectorId?: string;
  runId?: string;
  outcome: AuditOutcome;
  /** HTTP status of the answer. */
  status?: number;
  /** Why it was refused or failed: a problem's code. */
  code?: string;
  /** Of an act of unknown outcome: when it was begun, ISO 8601. */
  begunAt?: string;
  before?: AuditFields;
  after?: AuditFields;
}

export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 … without gaps. */
  number: number;
  /** ISO 8601, UTC; never before that of the row before. */
  at: string;
  /** Hash of the row before. */
  previous: string;
  /** SHA-256 of all the rest, hexadecimal. */
  hash: string;
}

/** The last row, as far as the next one needs it. */
export type AuditEnd = Pick<AuditRow, 'number' | 'at' | 'hash'>;

/** What stands behind a row and names its hash: the next row, or the end of the chain. */
export interface AuditLink {
  number: number;
  at: string;
  /** The hash of the row it stands behind. */
  names: string;
}

/** The row at which a check of the chain, from the oldest row on, first fails. */
export interface AuditBreak {
  number: number;
  at: string;
  /** `altered`: its content is not what was hashed. `unlinked`: the row before it is not the one it names. */
  reason: 'altered' | 'unlinked';
}

/** Name of the app itself in rows. */
export const SYSTEM = 'system';
/** What the first row of all names as the hash before it. */
const BEGINNING = '0'.repeat(64);

/** The row that comes behind the last; its time is never before that one's, whatever the clocks say. */
export function rowAfter(last: AuditEnd | undefined, entry: AuditEntry, now: string): AuditRow {
  const row = {
    ...entry,
    number: (last?.number ?? 0) + 1,
    at: last && last.at > now ? last.at : now,
    previous: last?.hash ?? BEGINNING,
  };
  return { ...row, hash: hashOf(row) };
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  return hash('sha256', JSON.stringify(sorted(row)), 'hex');
}

/** Members in order of their names, so that whatever stores or carries a row may put them into any order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

/** Checks a stretch of the chain, row by row from the newest to the oldest. */
export interface ChainCheck {
  add(row: AuditRow): void;
  /**
   * @param before the row before the stretch, where there is one
   * @returns of all breaks the oldest
   */
  end(before: AuditRow | undefined): AuditBreak | undefined;
}

/** @param behind what stands behind the stretch, where there is something */
export function createChainCheck(behind: AuditLink | undefined): ChainCheck {
  let newer = behind;
  let broken: AuditBreak | undefined;

  function mark(
    { number, at }: { number: number; at: string },
    reason: AuditBreak['reason'],
  ): void {
    if (broken?.number !== number || reason === 'altered') broken = { number, at, reason };
  }

  function add({ hash: given, ...row }: AuditRow): void {
    if (newer && newer.names !== given) mark(newer, 'unlinked');
    if (hashOf(row) !== given) mark(row, 'altered');
    newer = { number: row.number, at: row.at, names: row.previous };
  }

  return {
    add,
    end: (before) => {
      if (before) add(before);
      else if (newer && newer.names !== BEGINNING) mark(newer, 'unlinked');
      return broken;
    },
  };
}
