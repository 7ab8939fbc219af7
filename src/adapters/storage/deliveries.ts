import { AppError, isCode } from '../../domain/errors.ts';
import type { DeliveryRow } from '../../domain/records.ts';
import type { DeliveryPartition, Ledger } from '../../ports/ledger.ts';
import type { Entity, StoredEntity } from './codec.ts';
import { deliveryCodec, partitionKeyOf, readJournal } from './delivery-rows.ts';

import { compare } from './filter.ts';
import { insertAbsent } from './insert-absent.ts';
import { insertedRows } from './inserted-rows.ts';
import { claimEntity, FIRST_DELIVERY, isJournal, Journal, settlementEntity } from './journal.ts';
import type { Table } from './table.ts';

/** Deliveries as they were planned, and the journal of what became of them, share a partition. */
export function createDeliveries(
  table: Table,
): Pick<Ledger, 'insertDeliveries' | 'takeOver' | 'deliveries' | 'claim' | 'settle'> {
  return {
    insertDeliveries: async (partition, rows) => {
      const entities = entitiesOf(partition, rows);
      const result = insertedRows(deliveryCodec, await insertAbsent(table, entities));
      const [first] = rows;
      const isForeign = (row: DeliveryRow): boolean => row.runId !== first?.runId;
      // The run itself asks only whether a row is its own.
      if (![...result.before.values()].some(isForeign)) return result;
      const { journal } = await readJournal(table, partitionKeyOf(partition));
      for (const [key, row] of result.before) {
        result.before.set(key, { ...journal.today(row), etag: row.etag });
      }
      return result;
    },
    takeOver: (partition, rows) => table.upsertAll(entitiesOf(partition, rows)),
    deliveries: async function* (partition, runId) {
      const wanted = `${compare('runId', 'eq', runId)} or ${compare('RowKey', 'lt', FIRST_DELIVERY)}`;
      const filter = `${compare('PartitionKey', 'eq', partitionKeyOf(partition))} and (${wanted})`;
      const journal = new Journal();
      for await (const page of table.pages(filter)) {
        // All of the journal comes first, by its keys.
        const claims = page.filter(isJournal).flatMap((entity) => journal.add(entity) ?? []);
        const rows = page.filter((entity) => !isJournal(entity));
        yield { rows: rows.map((entity) => journal.today(deliveryCodec.decode(entity))), claims };
      }
    },
    claim: async (partition, claim) => {
      const entity = claimEntity(partitionKeyOf(partition), claim);
      try {
        return { ...claim, etag: await table.insert(entity) };
      } catch (error) {
        if (!isCode(error, 'conflict')) throw error;
      }
      // Ids are unique: what stands there is this claim, whose first answer never came.
      return { ...claim, etag: (await standing(table, entity)).etag };
    },
    settle: async (partition, rows, claim) => {
      const entity = settlementEntity(partitionKeyOf(partition), claim, rows);
      try {
        await table.replace(entity, claim.etag);
      } catch (error) {
        if (!isCode(error, 'conflict')) throw error;
        // Harmless when it is this very settlement that stands there, and only the answer was lost.
        await standing(table, entity);
      }
    },
  };
}

/** The row, if it stands there just as given. */
async function standing(table: Table, entity: Entity): Promise<StoredEntity> {
  const stored = await table.get(entity.partitionKey, entity.rowKey);
  const columns = Object.keys(entity).filter((name) => !name.includes('@'));
  if (stored && columns.every((name) => stored[name] === entity[name])) return stored;
  throw new AppError('conflict', 'the claim has been settled by somebody else', {
    retry: 'never',
  });
}

function entitiesOf(partition: DeliveryPartition, rows: readonly DeliveryRow[]): Entity[] {
  const partitionKey = partitionKeyOf(partition);
  return rows.map((row) => deliveryCodec.encode(partitionKey, row.key, row));
}
