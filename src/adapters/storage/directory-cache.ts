import { createHash } from 'node:crypto';
import { groupBy } from '../../domain/group-by.ts';
import type { CachedResolution, DirectoryCache } from '../../ports/microsoft365.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { POINTS, rowsFilter } from './filter.ts';
import { createGroupedWriter } from './grouped-writer.ts';
import type { Table } from './table.ts';

const codec = createCodec<CachedResolution>({});
/** Few, because many addresses are then few requests; enough for several thousand rows a second. */
const PARTITIONS = 4;
/** A shard is asked for single rows in so many filters at most; beyond that its range is cheaper. */
const POINT_QUERIES = 4;

/** What addresses resolved to, spread over a few partitions by their hash. */
export function createDirectoryCache(table: Table): DirectoryCache {
  const write = createGroupedWriter(table);

  async function find(partitionKey: string, rowKeys: readonly string[]): Promise<StoredEntity[]> {
    if (rowKeys.length > POINTS * POINT_QUERIES) {
      return table.query(rowsFilter(partitionKey, rowKeys));
    }
    const groups = Array.from({ length: Math.ceil(rowKeys.length / POINTS) }, (_, index) =>
      rowKeys.slice(index * POINTS, (index + 1) * POINTS),
    );
    const found = await Promise.all(
      groups.map((group) => table.query(rowsFilter(partitionKey, group))),
    );
    return found.flat();
  }

  return {
    get: async (addresses) => {
      const byKey = new Map(addresses.map((address) => [keyOf(address), address]));
      const shards = groupBy(byKey.keys(), partitionOf);
      const found = await Promise.all(
        [...shards].map(([partition, keys]) => find(partition, keys)),
      );
      const resolutions = new Map<string, CachedResolution>();
      for (const entity of found.flat()) {
        const address = byKey.get(entity.rowKey);
        if (address !== undefined) resolutions.set(address, codec.decode(entity));
      }
      return resolutions;
    },
    put: async (entries) => {
      const writes = [...entries].map(([address, resolution]) => {
        const key = keyOf(address);
        return write(codec.encode(partitionOf(key), key, resolution));
      });
      await Promise.all(writes);
    },
  };
}

/** Addresses may hold characters that keys may not. */
function keyOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 40);
}

function partitionOf(key: string): string {
  return String(parseInt(key.slice(0, 2), 16) % PARTITIONS);
}
