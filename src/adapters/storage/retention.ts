import type { ContainerClient } from '@azure/storage-blob';
import pLimit from 'p-limit';
import { bucketsIn } from '../../domain/buckets.ts';
import { groupBy } from '../../domain/group-by.ts';
import { runNameOf } from '../../domain/run-id.ts';
import type { Container, Retention, Runs } from '../../ports/storage.ts';
import type { Clock } from '../../ports/system.ts';
import type { StoredEntity } from './codec.ts';
import { guarded } from './errors.ts';
import { partitionOf as exceptionsOf } from './exception-list.ts';
import { all, compare } from './filter.ts';
import { itemsOfRun } from './items.ts';
import { partitionKeyOf } from './delivery-rows.ts';
import { runKey } from './run-key.ts';
import { TRANSACTION_ROWS, type Table } from './table.ts';

const DELETIONS_AT_ONCE = 8;
/** Service limit of a page of blob names. */
const PAGE_BLOBS = 5_000;
const PLACES = '~retention';
const KEYS = ['PartitionKey', 'RowKey'];

interface RetentionTools {
  container: (name: Container) => ContainerClient;
  tables: Record<'items' | 'deliveries' | 'exceptions' | 'runs' | 'connectors', Table>;
  runs: Pick<Runs, 'slices'>;
  clock: Clock;
}

type Limit = ReturnType<typeof pLimit>;

/** Removes what has been kept long enough. All of it may be repeated, and goes on where an interruption left it. */
export function createRetention(tools: RetentionTools): Retention {
  const limit = pLimit(DELETIONS_AT_ONCE);
  return { ...blobRemoval(tools, limit), removeRun: runRemoval(tools, limit) };
}

function blobRemoval(
  { container, tables, clock }: RetentionTools,
  limit: Limit,
): Pick<Retention, 'removeBlobs' | 'sweepBlobs'> {
  async function removeOld(
    client: ContainerClient,
    { blobItems }: { blobItems: { name: string; properties: { lastModified: Date } }[] },
    before: number,
  ): Promise<number> {
    const old = blobItems.filter(({ properties }) => properties.lastModified.getTime() < before);
    await Promise.all(
      old.map(({ name }) =>
        limit(() => guarded(() => client.getBlobClient(name).deleteIfExists())),
      ),
    );
    return old.length;
  }

  return {
    removeBlobs: async (name, prefix, before) => {
      const client = container(name);
      const pages = client.listBlobsFlat({ prefix }).byPage({ maxPageSize: PAGE_BLOBS });
      let removed = 0;
      for await (const { segment } of pages) removed += await removeOld(client, segment, before);
      return removed;
    },
    sweepBlobs: async (name, before, until) => {
      const client = container(name);
      const place = await tables.connectors.get(PLACES, name);
      const marker = typeof place?.marker === 'string' ? place.marker : '';
      const pages = client
        .listBlobsFlat()
        .byPage({ maxPageSize: PAGE_BLOBS, ...(marker && { continuationToken: marker }) });
      let removed = 0;
      let next = '';
      for await (const { segment, continuationToken } of pages) {
        removed += await removeOld(client, segment, before);
        next = continuationToken ?? '';
        if (clock.now() >= until) break;
      }
      await tables.connectors.upsert({ partitionKey: PLACES, rowKey: name, marker: next });
      return removed;
    },
  };
}

function runRemoval({ tables, runs }: RetentionTools, limit: Limit): Retention['removeRun'] {
  async function removeRows(table: Table, filter: string): Promise<void> {
    for await (const page of table.pages(filter, { select: KEYS })) {
      const partitions = [...groupBy(page, ({ partitionKey }) => partitionKey).values()];
      await Promise.all(partitions.map((rows) => limit(() => removeAll(table, rows))));
    }
  }

  return async (runId) => {
    const { connectorId, ...key } = runNameOf(runId);
    for (const { parts } of await runs.slices(runId)) {
      for (const [day, set] of Object.entries(parts)) {
        for (const bucket of bucketsIn(set)) {
          const partition = partitionKeyOf({ connectorId, day, bucket });
          const own = all(compare('PartitionKey', 'eq', partition), compare('runId', 'eq', runId));
          await removeRows(tables.deliveries, own);
        }
      }
    }
    await removeRows(tables.items, itemsOfRun(runId));
    await removeRows(tables.exceptions, compare('PartitionKey', 'eq', exceptionsOf(runId)));
    await removeRows(tables.runs, compare('PartitionKey', 'eq', runId));
    // Last, because it is what the rest is found by.
    await tables.runs.remove(connectorId, runKey(key));
  };
}

async function removeAll(table: Table, rows: readonly StoredEntity[]): Promise<void> {
  for (let start = 0; start < rows.length; start += TRANSACTION_ROWS) {
    const group = rows.slice(start, start + TRANSACTION_ROWS);
    await table.transact(group.map((entity) => ({ kind: 'delete', entity })));
  }
}
