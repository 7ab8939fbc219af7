import { mailboxOf } from '../../domain/delivery-key.ts';
import type { DeliveryRow, ExceptionRow, ItemRow } from '../../domain/records.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RunContext } from '../run-context.ts';
import type { Delivered } from './deliver.ts';

/** Keeps the exceptions in step with the deliveries: a failed one has an open exception, a mended one a resolved. */
export async function noteFailures(
  ports: Ports,
  context: RunContext,
  before: readonly DeliveryRow[],
  results: readonly Delivered[],
): Promise<void> {
  const exceptions: ExceptionRow[] = [];
  for (const [index, { row, waitMs }] of results.entries()) {
    const failure = before[index]?.cause === undefined ? undefined : before[index];
    if (waitMs !== undefined || (row.state !== 'failed' && !failure)) continue;
    const item = await ports.ledger.item(context.run.id, row.itemKey);
    if (item) exceptions.push(exceptionOf(row, failure, item, context, ports.clock.now()));
  }
  if (exceptions.length > 0) await ports.ledger.putExceptions(exceptions);
}

function exceptionOf(
  row: DeliveryRow,
  failure: DeliveryRow | undefined,
  item: ItemRow,
  context: RunContext,
  now: number,
): ExceptionRow {
  const isOpen = row.state === 'failed';
  return {
    connectorId: context.connector.id,
    runId: context.run.id,
    key: `${row.itemKey}|${mailboxOf(row)}`,
    cause: 'failed',
    reason: row.cause ?? failure?.cause ?? '',
    state: isOpen ? 'open' : 'resolved',
    itemId: row.itemId,
    itemKey: row.itemKey,
    kind: item.kind,
    occurredAt: item.occurredAt,
    since: isOpen ? now : (failure?.at ?? now),
    ...(!isOpen && { resolvedAt: now }),
    mailboxId: mailboxOf(row),
    raw: item.raw,
  };
}
