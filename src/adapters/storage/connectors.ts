import { AppError } from '../../domain/errors.ts';
import type { Connector } from '../../domain/records.ts';
import type { Connectors, Tagged } from '../../ports/storage.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { compare } from './filter.ts';
import type { Table } from './table.ts';

/** Few and small, so that one partition holds them all. */
export const CONNECTORS_PARTITION = 'connector';

const codec = createCodec<Connector>({
  rowKey: 'id',
  json: ['terms', 'credentials', 'rules', 'consent', 'settings', 'attention'],
});

export function createConnectors(table: Table): Connectors {
  return {
    create: async (connector) => {
      await table.insert(codec.encode(CONNECTORS_PARTITION, connector.id, connector));
    },
    get: async (id) => {
      const entity = await table.get(CONNECTORS_PARTITION, id);
      return entity && tagged(entity);
    },
    list: async () => {
      const entities = await table.query(compare('PartitionKey', 'eq', CONNECTORS_PARTITION));
      return entities.map(tagged);
    },
    update: async (id, etag, change) => {
      const entity = await table.get(CONNECTORS_PARTITION, id);
      if (!entity)
        throw new AppError('not_found', 'there is no such connector', { retry: 'never' });
      // A field changed to undefined is one that is gone, which `encode` leaves out.
      const changed = { ...codec.decode(entity), ...change } as Connector;
      const encoded = codec.encode(CONNECTORS_PARTITION, id, changed);
      const tag = await table.replace(encoded, etag);
      return tagged({ ...encoded, etag: tag });
    },
  };
}

function tagged(entity: StoredEntity): Tagged<Connector> {
  return { ...codec.decode(entity), etag: entity.etag };
}
