import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../domain/errors.ts';
import type { MappingEntry, MappingVersion } from '../../domain/records.ts';
import type { Blobs, Mappings } from '../../ports/storage.ts';
import { createCodec } from './codec.ts';
import { compare } from './filter.ts';
import type { Table } from './table.ts';

/** Parsed versions kept in the process: 50,000 rows take some 10 MB. */
const REMEMBERED_VERSIONS = 8;

/** A version's row, with the name of its blobs. */
interface StoredVersion extends MappingVersion {
  content: string;
}

const codec = createCodec<StoredVersion>({});
const compress = promisify(gzip);
const decompress = promisify(gunzip);

export function createMappings(table: Table, blobs: Blobs): Mappings {
  const parsed = new LRUCache<string, Promise<readonly MappingEntry[]>>({
    max: REMEMBERED_VERSIONS,
  });

  async function find(connectorId: string, version: number): Promise<StoredVersion | undefined> {
    const entity = await table.get(connectorId, keyOf(version));
    return entity && codec.decode(entity);
  }

  async function read(connectorId: string, version: number): Promise<readonly MappingEntry[]> {
    const stored = await find(connectorId, version);
    if (!stored) throw new AppError('not_found', 'there is no such mapping', { retry: 'never' });
    const packed = await blobs.read('mappings', `${stored.content}.json.gz`);
    return JSON.parse((await decompress(packed)).toString()) as MappingEntry[];
  }

  return {
    save: async (version, csv, entries) => {
      const json = JSON.stringify(entries);
      // Two people saving the same version at a time write different blobs, and only one of them the row.
      const hash = createHash('sha256').update(csv).update(json).digest('hex').slice(0, 16);
      const content = `${version.connectorId}/${version.version}-${hash}`;
      await blobs.put('mappings', `${content}.csv`, csv, 'text/csv');
      await blobs.put('mappings', `${content}.json.gz`, await compress(json), 'application/gzip');
      const row = { ...version, content };
      await table.insert(codec.encode(version.connectorId, keyOf(version.version), row));
    },
    load: (connectorId, version) => {
      const key = `${connectorId}|${version}`;
      let entries = parsed.get(key);
      if (!entries) {
        entries = read(connectorId, version);
        parsed.set(key, entries);
        entries.catch(() => parsed.delete(key));
      }
      return entries;
    },
    csv: async (connectorId, version) => {
      const stored = await find(connectorId, version);
      return stored && blobs.read('mappings', `${stored.content}.csv`);
    },
    versions: async (connectorId) => {
      const entities = await table.query(compare('PartitionKey', 'eq', connectorId));
      return entities.map((entity) => {
        const { content: _, ...version } = codec.decode(entity);
        return version;
      });
    },
  };
}

function keyOf(version: number): string {
  return String(version).padStart(6, '0');
}
