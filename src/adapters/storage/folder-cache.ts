import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { bucketOf, BUCKETS } from '../../domain/buckets.ts';
import type { FolderCache } from '../../ports/microsoft365.ts';
import { compare } from './filter.ts';
import { createGroupedWriter } from './grouped-writer.ts';
import type { Table } from './table.ts';

/** Folder ids kept in the process, a few hundred bytes each; a partition that is dropped is read again. */
const REMEMBERED_FOLDERS = 100_000;

/** Folder ids by mailbox and folder; a whole bucket's are read with the first of them, as an activity works on one. */
export function createFolderCache(table: Table): FolderCache {
  const write = createGroupedWriter(table);
  const partitions = new LRUCache<string, Map<string, string>>({
    max: BUCKETS,
    maxSize: REMEMBERED_FOLDERS,
    sizeCalculation: (folders) => folders.size + 1,
    fetchMethod: async (partition) => {
      const rows = await table.query(compare('PartitionKey', 'eq', partition), {
        select: ['RowKey', 'folderId'],
      });
      return new Map(rows.map((row) => [row.rowKey, String(row.folderId)]));
    },
  });

  return {
    get: async (mailboxId, folder) =>
      (await partitions.fetch(partitionOf(mailboxId)))?.get(rowKeyOf(mailboxId, folder)),
    put: async (mailboxId, folder, folderId) => {
      const partitionKey = partitionOf(mailboxId);
      const rowKey = rowKeyOf(mailboxId, folder);
      partitions.peek(partitionKey)?.set(rowKey, folderId);
      await write({ partitionKey, rowKey, folderId });
    },
    forget: async (mailboxId, folder) => {
      const partitionKey = partitionOf(mailboxId);
      const rowKey = rowKeyOf(mailboxId, folder);
      partitions.peek(partitionKey)?.delete(rowKey);
      await table.remove(partitionKey, rowKey);
    },
  };
}

function partitionOf(mailboxId: string): string {
  return bucketOf(mailboxId).toString(16).padStart(2, '0');
}

/** Folder names may hold characters that keys may not. */
function rowKeyOf(mailboxId: string, folder: string): string {
  return `${mailboxId}|${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
}
