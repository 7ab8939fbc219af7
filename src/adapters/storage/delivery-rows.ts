import type { DeliveryRow } from '../../domain/records.ts';
import type { ClaimRow, DeliveryPartition } from '../../ports/ledger.ts';
import type { Tagged } from '../../ports/storage.ts';
import { createCodec } from './codec.ts';
import { all, compare } from './filter.ts';
import { FIRST_DELIVERY, Journal } from './journal.ts';
import type { Table } from './table.ts';

export const deliveryCodec = createCodec<DeliveryRow>({
  rowKey: 'key',
  json: ['staged', 'leftOut'],
});

export function partitionKeyOf({ connectorId, day, bucket }: DeliveryPartition): string {
  return `${connectorId}|${day}|${bucket.toString(16).padStart(2, '0')}`;
}

/** All that became of a partition's rows. */
export async function readJournal(
  table: Table,
  partitionKey: string,
): Promise<{ journal: Journal; claims: ClaimRow[] }> {
  const journal = new Journal();
  const claims: ClaimRow[] = [];
  const filter = all(
    compare('PartitionKey', 'eq', partitionKey),
    compare('RowKey', 'lt', FIRST_DELIVERY),
  );
  for await (const page of table.pages(filter)) {
    for (const entity of page) {
      const claim = journal.add(entity);
      if (claim) claims.push(untagged(claim));
    }
  }
  return { journal, claims };
}

function untagged({ etag: _, ...claim }: Tagged<ClaimRow>): ClaimRow {
  return claim;
}
