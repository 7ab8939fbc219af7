import type { Inserted } from '../../ports/ledger.ts';
import type { Codec } from './codec.ts';
import type { InsertedEntities } from './insert-absent.ts';

export function insertedRows<T>(codec: Codec<T>, result: InsertedEntities): Inserted<T> {
  const before: Inserted<T>['before'] = new Map();
  for (const [key, entity] of result.before) {
    before.set(key, { ...codec.decode(entity), etag: entity.etag });
  }
  return { inserted: result.inserted, before };
}
