/** What it means that a delivery's row stands in the ledger already. */
import type { DeliveryRow } from './records.ts';

/**
 * `mine`: planned before a crash, or by a listing that is being repeated.
 * `duplicate`: the same communication, already in the mailbox or on its way there.
 * `adopt`: planned by a run that will never send it, so this run takes it over.
 */
export type Meeting = 'mine' | 'duplicate' | 'adopt';

export function meet(before: DeliveryRow, mine: DeliveryRow, otherRunIsActive: boolean): Meeting {
  if (before.runId === mine.runId) return before.itemKey === mine.itemKey ? 'mine' : 'duplicate';
  if (before.state === 'imported' || before.state === 'partial') return 'duplicate';
  return otherRunIsActive ? 'duplicate' : 'adopt';
}

/** The row as taken over: one in doubt stays in doubt. */
export function adopted(before: DeliveryRow, mine: DeliveryRow): DeliveryRow {
  if (before.state !== 'claimed') return mine;
  return { ...mine, state: 'claimed', at: before.at, attempts: before.attempts };
}
