import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Entity, StoredEntity } from '../../../../src/adapters/storage/codec.ts';
import { createDirectoryCache } from '../../../../src/adapters/storage/directory-cache.ts';
import { createFolderCache } from '../../../../src/adapters/storage/folder-cache.ts';
import { groupsOf, type Table } from '../../../../src/adapters/storage/table.ts';
import type { CachedResolution } from '../../../../src/ports/microsoft365.ts';
import { settled } from '../../../support/fakes/system.ts';

/** Counts requests; every one takes until the next turn of the event loop. */
function countingTable(fail = false) {
  const counts = { queries: 0, transactions: 0 };
  const written: Entity[] = [];
  const table: Pick<Table, 'query' | 'upsertAll'> = {
    query: async (): Promise<StoredEntity[]> => {
      counts.queries += 1;
      await settled();
      return [];
    },
    upsertAll: async (entities) => {
      counts.transactions += groupsOf(entities).length;
      await settled();
      if (fail) throw new Error('unreachable');
      written.push(...entities);
    },
  };
  return { counts, written, table: table as Table };
}

describe('adapters/storage request counts', () => {
  it('reads the folders of 500 mailboxes in a query a bucket, and writes them in few transactions', async () => {
    const { counts, written, table } = countingTable();
    const folders = createFolderCache(table);
    const mailboxes = Array.from({ length: 500 }, () => randomUUID());

    await Promise.all(mailboxes.map((mailbox) => folders.get(mailbox, 'Folder')));
    await Promise.all(mailboxes.map((mailbox) => folders.put(mailbox, 'Folder', 'id')));
    await Promise.all(mailboxes.map((mailbox) => folders.get(mailbox, 'Folder')));

    expect(counts.queries).toBeLessThanOrEqual(64);
    expect(counts.transactions).toBeLessThanOrEqual(64);
    expect(written).toHaveLength(500);
  });

  it('asks for and stores 1,000 addresses, 15 at a time, in fewer than 400 requests', async () => {
    const { counts, table } = countingTable();
    const directory = createDirectoryCache(table);
    const addresses = Array.from({ length: 1000 }, (_, number) => `p${number}@example.com`);

    await directory.get(addresses);
    for (let start = 0; start < 1000; start += 15) {
      const batch = addresses.slice(start, start + 15);
      await directory.put(
        new Map(
          batch.map((address): [string, CachedResolution] => [
            address,
            { reason: 'notFound', at: 1 },
          ]),
        ),
      );
    }

    expect(counts.queries + counts.transactions).toBeLessThan(400);
  });

  it('tells whoever wrote that the write failed, and goes on with the next', async () => {
    const { written, table } = countingTable(true);
    const folders = createFolderCache(table);
    const first = folders.put('m', 'a', '1');
    await expect(first).rejects.toThrow('unreachable');
    await expect(folders.put('m', 'b', '2')).rejects.toThrow('unreachable');
    expect(written).toEqual([]);
  });

  it('cuts rows into transactions by number and by size', () => {
    const row = (text: string): Entity => ({ partitionKey: 'p', rowKey: 'r', text });
    const small = Array.from({ length: 250 }, () => row('x'));
    const large = Array.from({ length: 100 }, () => row('x'.repeat(30_000)));

    expect(groupsOf(small).map((group) => group.length)).toEqual([100, 100, 50]);
    expect(groupsOf(large).flat()).toHaveLength(100);
    for (const group of groupsOf(large)) {
      expect(JSON.stringify(group).length).toBeLessThan(4 * 1024 * 1024);
    }
  });
});
