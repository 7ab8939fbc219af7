import pLimit from 'p-limit';
import { groupBy } from '../../domain/group-by.ts';
import type { ItemRow } from '../../domain/records.ts';
import type { ItemCounts, Ledger } from '../../ports.ts';
import { createCodec, type Entity } from './codec.ts';
import { all, compare } from './filter.ts';
import { insertAbsent } from './insert-absent.ts';
import { insertedRows } from './inserted-rows.ts';
import type { Table } from './table.ts';

const codec = createCodec<ItemRow>({ rowKey: 'key', json: ['raw'] });
const COUNTS = ['outcome', 'deliveries', 'duplicates'];
const countsCodec = createCodec<ItemCounts>({});
const SHARDS = '0123456789abcdef';
const TRANSACTIONS_AT_ONCE = 8;

/** Item rows of a run, spread over 16 partitions by the first digit of their key, which is a hash. */
export function createItems(
  table: Table,
): Pick<Ledger, 'insertItems' | 'putItems' | 'outcomes' | 'item'> {
  return {
    insertItems: async (runId, rows) =>
      insertedRows(codec, await insertAbsent(table, entitiesOf(runId, rows))),
    putItems: async (runId, rows) => {
      const limit = pLimit(TRANSACTIONS_AT_ONCE);
      const shards = [
        ...groupBy(entitiesOf(runId, rows), (entity) => entity.partitionKey).values(),
      ];
      await Promise.all(shards.map((entities) => limit(() => table.upsertAll(entities))));
    },
    outcomes: async function* (runId) {
      const filter = all(
        compare('PartitionKey', 'ge', partitionOf(runId, SHARDS.slice(0, 1))),
        compare('PartitionKey', 'le', partitionOf(runId, SHARDS.slice(-1))),
      );
      for await (const page of table.pages(filter, { select: COUNTS })) {
        yield page.map((row) => countsCodec.decode(row));
      }
    },
    item: async (runId, key) => {
      const entity = await table.get(partitionOf(runId, key), key);
      return entity && codec.decode(entity);
    },
  };
}

function entitiesOf(runId: string, rows: readonly ItemRow[]): Entity[] {
  return rows.map((row) => codec.encode(partitionOf(runId, row.key), row.key, row));
}

function partitionOf(runId: string, key: string): string {
  return `${runId}|${key.slice(0, 1)}`;
}
