import pLimit from 'p-limit';
import { groupBy } from '../../domain/group-by.ts';
import type { ItemRow } from '../../domain/records.ts';
import type { ItemCounts, Ledger } from '../../ports/ledger.ts';
import { createCodec, type Entity } from './codec.ts';
import { all, compare } from './filter.ts';
import { insertAbsent } from './insert-absent.ts';
import { insertedRows } from './inserted-rows.ts';
import type { Table } from './table.ts';

const codec = createCodec<ItemRow>({ rowKey: 'key', json: ['raw', 'parties', 'mailboxes'] });
const COUNTS = ['outcome', 'deliveries', 'duplicates'];
const countsCodec = createCodec<ItemCounts>({});
/** The first digits of keys. */
const FIRST = '0';
const LAST = 'f';
const TRANSACTIONS_AT_ONCE = 8;

/** Item rows of a run, spread over 16 partitions by the first digit of their key, which is a hash. */
export function createItems(
  table: Table,
): Pick<Ledger, 'insertItems' | 'putItems' | 'outcomes' | 'item' | 'items'> {
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
      for await (const page of table.pages(itemsOfRun(runId), { select: COUNTS })) {
        yield page.map((row) => countsCodec.decode(row));
      }
    },
    item: async (runId, key) => {
      const entity = await table.get(partitionOf(runId, key), key);
      return entity && codec.decode(entity);
    },
    items: async function* (runId, after) {
      // Shards stand in the order of their keys.
      for (const filter of after === undefined
        ? [itemsOfRun(runId)]
        : [restOfShard(runId, after), shardsFrom(runId, 'gt', after)]) {
        for await (const page of table.pages(filter)) yield page.map((row) => codec.decode(row));
      }
    },
  };
}

function entitiesOf(runId: string, rows: readonly ItemRow[]): Entity[] {
  return rows.map((row) => codec.encode(partitionOf(runId, row.key), row.key, row));
}

/** Selects all of a run. */
export function itemsOfRun(runId: string): string {
  return shardsFrom(runId, 'ge', FIRST);
}

/** @param key one of the first shard wanted, or of the one before it */
function shardsFrom(runId: string, operator: 'ge' | 'gt', key: string): string {
  return all(
    compare('PartitionKey', operator, partitionOf(runId, key)),
    compare('PartitionKey', 'le', partitionOf(runId, LAST)),
  );
}

function restOfShard(runId: string, after: string): string {
  return all(
    compare('PartitionKey', 'eq', partitionOf(runId, after)),
    compare('RowKey', 'gt', after),
  );
}

function partitionOf(runId: string, key: string): string {
  return `${runId}|${key.slice(0, 1)}`;
}
