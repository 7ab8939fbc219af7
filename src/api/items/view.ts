/** Rows of the ledger as callers get them. */
import { bucketOf } from '../../domain/buckets.ts';
import { mailboxOf } from '../../domain/delivery-key.ts';
import type { DeliveryRow, ItemRow } from '../../domain/records.ts';
import { runNameOf } from '../../domain/run-id.ts';
import { dayName, isoTime } from '../../domain/window.ts';
import type { DeliveryPartition } from '../../ports/ledger.ts';
import { timeOrNull } from '../setup/connector-view.ts';
import { itemIdOf } from './id.ts';
import type { DeliveryView, ItemView } from './schemas.ts';

/** An item as one run listed it. */
export interface LedgerItem {
  runId: string;
  row: ItemRow;
}

export function itemView({ runId, row }: LedgerItem): ItemView {
  return {
    id: itemIdOf({ runId, key: row.key }),
    connectorId: runNameOf(runId).connectorId,
    runId,
    itemId: row.itemId,
    revision: row.revision,
    kind: row.kind,
    occurredAt: isoTime(row.occurredAt),
    listedAt: timeOrNull(row.listedAt),
    outcome: row.outcome,
    deliveries: row.deliveries,
    duplicates: row.duplicates,
    duplicateOf: row.duplicateOf ?? null,
    replaces: row.replaces ?? null,
    parties: row.parties ?? [],
    mailboxIds: row.mailboxes ?? [],
  };
}

/** @param delivery the row of the item's mailbox, which may stand there for an item that was listed before it */
export function deliveryView({ runId, row }: LedgerItem, delivery: DeliveryRow): DeliveryView {
  const isOwn = delivery.runId === runId && delivery.itemKey === row.key;
  const first = { runId: delivery.runId, key: delivery.itemKey };
  return {
    mailboxId: mailboxOf(delivery),
    state: delivery.state,
    rule: delivery.rule,
    at: isoTime(delivery.at),
    messageId: delivery.messageId ?? null,
    cause: delivery.cause ?? null,
    leftOut: delivery.leftOut ?? [],
    duplicateOf: isOwn
      ? null
      : { id: itemIdOf(first), itemId: delivery.itemId, runId: delivery.runId },
  };
}

/** Where the item's delivery to a mailbox stands. */
export function partitionOf({ runId, row }: LedgerItem, mailboxId: string): DeliveryPartition {
  return {
    connectorId: runNameOf(runId).connectorId,
    day: dayName(row.occurredAt),
    bucket: bucketOf(mailboxId),
  };
}
