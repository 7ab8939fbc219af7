/** What happened to an item, told from its row, its exceptions and the journal of its deliveries. Pure. */
import { mailboxOf } from '../../domain/delivery-key.ts';
import type { DeliveryChange, ExceptionRow } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { DeliveryHistory } from '../../ports/ledger.ts';
import { causeText } from '../runs/causes.ts';
import { timeOrNull } from '../setup/connector-view.ts';
import type { ItemEvent } from './schemas.ts';
import type { LedgerItem } from './view.ts';

export interface ItemFacts {
  item: LedgerItem;
  histories: readonly DeliveryHistory[];
  exceptions: readonly ExceptionRow[];
  /** The same item as other runs listed it. */
  elsewhere: readonly LedgerItem[];
}

/** The oldest first; what bears the same time in the order in which it is told here. */
export function eventsOf({ item, histories, exceptions, elsewhere }: ItemFacts): ItemEvent[] {
  const events = [
    listed(item, 'listed'),
    ...exceptions.flatMap(ofException),
    ...histories.flatMap((history) => ofDelivery(item, history)),
    ...elsewhere.map((other) => listed(other, 'listedAgain')),
  ];
  // Times are of one format, so that their order is that of the texts; an unknown one comes first.
  return events.sort((a, b) => compare(a.at ?? '', b.at ?? ''));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function listed({ runId, row }: LedgerItem, type: 'listed' | 'listedAgain'): ItemEvent {
  return { at: timeOrNull(row.listedAt), type, runId, slice: row.slice, raw: row.raw };
}

/** Failed deliveries stand in the journal, with all that came before and after. */
function ofException(row: ExceptionRow): ItemEvent[] {
  if (row.cause === 'failed') return [];
  const { runId, parties, openedAt, since, resolvedAt } = row;
  const told = { runId, ...textOf(row.cause, row.reason), ...(parties && { parties }) };
  const events: ItemEvent[] = [{ at: isoTime(openedAt ?? since), type: row.cause, ...told }];
  if (openedAt !== undefined) events.push({ at: isoTime(since), type: 'reprocessed', ...told });
  if (resolvedAt !== undefined) {
    events.push({ at: isoTime(resolvedAt), type: 'resolved', runId });
  }
  return events;
}

function ofDelivery(item: LedgerItem, history: DeliveryHistory): ItemEvent[] {
  const { row, plannedAt, changes, claims } = history;
  const place = { mailboxId: mailboxOf(row), rule: row.rule };
  if (row.runId !== item.runId || row.itemKey !== item.row.key) {
    const at = timeOrNull(item.row.listedAt);
    return [{ at, type: 'duplicate', runId: item.runId, itemId: row.itemId, ...place }];
  }
  return [
    { at: isoTime(plannedAt), type: 'planned', runId: row.runId, ...place },
    ...changes.flatMap((change) => ofChange(change, history)),
    ...claims.map(({ runId, at }): ItemEvent => ({
      at: isoTime(at),
      type: 'claimed',
      runId,
      mailboxId: place.mailboxId,
    })),
  ];
}

function ofChange(change: DeliveryChange, { row }: DeliveryHistory): ItemEvent[] {
  const { runId, round, state, cause, messageId, claimedAt } = change;
  const place = { runId, round, mailboxId: mailboxOf(row) };
  const claimed: ItemEvent[] =
    claimedAt === undefined ? [] : [{ at: isoTime(claimedAt), type: 'claimed', ...place }];
  // What is planned once more was never sent.
  if (state === 'planned') return claimed;
  const outcome: ItemEvent = {
    at: isoTime(change.at),
    type: state === 'claimed' ? 'inDoubt' : state,
    ...place,
    ...(messageId !== undefined && { messageId }),
    ...(state === 'failed' && textOf('failed', cause ?? '')),
    ...(state === 'partial' && row.leftOut && { leftOut: row.leftOut }),
  };
  return [...claimed, outcome];
}

function textOf(
  cause: ExceptionRow['cause'],
  reason: string,
): Pick<ItemEvent, 'reason' | 'title' | 'explanation' | 'remedy'> {
  const { title, explanation, remedy } = causeText(cause, reason);
  return { reason, title, explanation, remedy };
}
