/**
 * What became of deliveries, beside their rows: a row is written when it is planned and never again, because changing
 * ninety-nine rows costs the service far more than writing one that tells of them all. A journal row is first the claim
 * upon a batch and then, replaced in one piece, its settlement.
 */
import type { DeliveryChange, DeliveryRow } from '../../domain/records.ts';
import type { ClaimRow } from '../../ports/ledger.ts';
import { createCodec, type Entity, type StoredEntity } from './codec.ts';

/** Sorts before every delivery, whose keys begin with a hex digit. */
const PREFIX = '!';
export const FIRST_DELIVERY = '0';
/** More than a delivery is ever given. */
const MOST_ATTEMPTS = 1000;

/** What a batch changed of a row. */
type Change = Omit<DeliveryChange, 'runId' | 'claimedAt'>;

interface Settlement {
  id: string;
  runId: string;
  /** When the claim was made in whose place this stands. */
  claimedAt?: number;
  changes: Change[];
}

const claimCodec = createCodec<ClaimRow>({ json: ['keys'] });
const settlementCodec = createCodec<Settlement>({ json: ['changes'] });

export function claimEntity(partitionKey: string, { id, runId, at, keys }: ClaimRow): Entity {
  return claimCodec.encode(partitionKey, PREFIX + id, { id, runId, at, keys });
}

export function settlementEntity(
  partitionKey: string,
  { id, runId, at: claimedAt }: ClaimRow,
  rows: readonly DeliveryRow[],
): Entity {
  const changes = rows.map(changeOf);
  return settlementCodec.encode(partitionKey, PREFIX + id, { id, runId, claimedAt, changes });
}

function changeOf({ key, state, round, attempts, at, messageId, cause }: DeliveryRow): Change {
  return {
    key,
    state,
    round,
    attempts,
    at,
    ...(messageId && { messageId }),
    ...(cause && { cause }),
  };
}

export function isJournal(entity: StoredEntity): boolean {
  return entity.rowKey.startsWith(PREFIX);
}

/** The journal of one partition, as far as it has been read. */
export class Journal {
  private readonly changes = new Map<string, DeliveryChange[]>();

  /** Takes a row in, and answers the claim that it still is. */
  add(entity: StoredEntity): (ClaimRow & { etag: string }) | undefined {
    if (entity.keys !== undefined) return { ...claimCodec.decode(entity), etag: entity.etag };
    const { runId, claimedAt, changes } = settlementCodec.decode(entity);
    const batch = { runId, ...(claimedAt !== undefined && { claimedAt }) };
    for (const change of changes) {
      const known = this.changes.get(change.key);
      if (known) known.push({ ...change, ...batch });
      else this.changes.set(change.key, [{ ...change, ...batch }]);
    }
    return undefined;
  }

  /** What was settled of a delivery, the oldest first. */
  of(key: string): DeliveryChange[] {
    return [...(this.changes.get(key) ?? [])].sort((a, b) => a.at - b.at);
  }

  /** The row as it stands today. In whatever order changes are met, the one that leads furthest counts. */
  today(row: DeliveryRow): DeliveryRow {
    let today = row;
    for (const { runId, claimedAt: _, ...change } of this.changes.get(row.key) ?? []) {
      const changed = runId === row.runId ? { ...row, ...change } : ofOtherRun(row, change);
      if (progressOf(changed) > progressOf(today)) today = changed;
    }
    return today;
  }
}

/** A run that gave up on a row says nothing to the one that took it over, unless the message may be in the mailbox. */
function ofOtherRun(row: DeliveryRow, change: Change): DeliveryRow {
  if (isFinal(change)) return { ...row, ...change };
  const isInDoubt = change.state === 'claimed' || change.cause === 'unanswered';
  return isInDoubt ? { ...row, state: 'claimed', at: change.at, round: 0 } : row;
}

/** What is in the mailbox stays there; a later round goes beyond an earlier one, within which doubt ends in failure. */
function progressOf(row: Pick<DeliveryRow, 'state' | 'round' | 'attempts'>): number {
  if (isFinal(row)) return Number.MAX_SAFE_INTEGER;
  if (row.state === 'planned') return 0;
  const steps = row.state === 'failed' ? MOST_ATTEMPTS : Math.min(row.attempts, MOST_ATTEMPTS - 1);
  return 1 + row.round * (MOST_ATTEMPTS + 1) + steps;
}

function isFinal({ state }: Pick<DeliveryRow, 'state'>): boolean {
  return state === 'imported' || state === 'partial';
}
