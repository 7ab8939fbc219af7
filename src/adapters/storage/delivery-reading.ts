import type { Ledger } from '../../ports/ledger.ts';
import { deliveryCodec, partitionKeyOf, readJournal } from './delivery-rows.ts';
import { all, compare } from './filter.ts';
import { FIRST_DELIVERY } from './journal.ts';
import type { Table } from './table.ts';

/** For people who look for deliveries: the journal of a partition is read whole, a row for every batch that was sent. */
export function createDeliveryReading(
  table: Table,
): Pick<Ledger, 'deliveriesTo' | 'deliveryHistory'> {
  return {
    deliveriesTo: async function* (partition, mailboxId, after) {
      const partitionKey = partitionKeyOf(partition);
      const { journal } = await readJournal(table, partitionKey);
      const filter = all(
        compare('PartitionKey', 'eq', partitionKey),
        compare(
          'RowKey',
          'gt',
          after ?? (mailboxId === undefined ? FIRST_DELIVERY : `${mailboxId}|`),
        ),
        mailboxId === undefined ? undefined : compare('RowKey', 'lt', `${mailboxId}}`),
      );
      for await (const page of table.pages(filter)) {
        yield page.map((entity) => journal.today(deliveryCodec.decode(entity)));
      }
    },
    deliveryHistory: async (partition, key) => {
      const partitionKey = partitionKeyOf(partition);
      const entity = await table.get(partitionKey, key);
      if (!entity) return undefined;
      const row = deliveryCodec.decode(entity);
      const { journal, claims } = await readJournal(table, partitionKey);
      return {
        row: journal.today(row),
        plannedAt: row.at,
        changes: journal.of(key),
        claims: claims.filter(({ keys }) => keys.includes(key)),
      };
    },
  };
}
