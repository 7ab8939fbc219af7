import { AppError } from '../../domain/errors.ts';
import type { DeliveryRow } from '../../domain/records.ts';
import type { ClaimRow, DeliveryPartition, Ledger } from '../../ports.ts';
import type { Operation } from './batch.ts';
import { createCodec, type Entity, type StoredEntity } from './codec.ts';
import { isCode } from './errors.ts';
import { compare, rowsFilter } from './filter.ts';
import { insertAbsent } from './insert-absent.ts';
import { insertedRows } from './inserted-rows.ts';
import type { Table } from './table.ts';

const codec = createCodec<DeliveryRow>({
  rowKey: 'key',
  json: ['staged'],
  cleared: ['messageId', 'cause'],
});
const claimCodec = createCodec<ClaimRow>({ json: ['keys'] });

/** Sorts behind every delivery, whose keys begin with a hex digit. */
const CLAIM_PREFIX = '~claim|';

/** Delivery rows and the claims upon them share a partition, so that one transaction covers both. */
export function createDeliveries(
  table: Table,
): Pick<Ledger, 'insertDeliveries' | 'deliveries' | 'claim' | 'settle'> {
  return {
    insertDeliveries: async (partition, rows) => {
      const entities = entitiesOf(partition, rows);
      return insertedRows(codec, await insertAbsent(table, entities));
    },
    deliveries: async function* (partition, runId) {
      const wanted = `${compare('runId', 'eq', runId)} or ${compare('RowKey', 'ge', CLAIM_PREFIX)}`;
      const filter = `${compare('PartitionKey', 'eq', partitionKeyOf(partition))} and (${wanted})`;
      for await (const page of table.pages(filter)) {
        const claims = page.filter(isClaim);
        const rows = claims.length > 0 ? page.filter((entity) => !isClaim(entity)) : page;
        yield {
          rows: rows.map((entity) => codec.decode(entity)),
          claims: claims.map((entity) => claimCodec.decode(entity)),
        };
      }
    },
    claim: async (partition, claim) => {
      try {
        await table.insert(
          claimCodec.encode(partitionKeyOf(partition), CLAIM_PREFIX + claim.id, claim),
        );
      } catch (error) {
        // Ids are unique: what stands there is this claim, whose first answer never came.
        if (!isCode(error, 'conflict')) throw error;
      }
    },
    settle: async (partition, rows, claimId) => {
      const entities = entitiesOf(partition, rows);
      try {
        await table.transact([...merges(entities), ...removal(partition, claimId)]);
      } catch (error) {
        if (!isCode(error, 'not_found')) throw error;
        if (!(await isSettled(table, entities))) throw claimGone();
      }
    },
  };
}

function merges(entities: readonly Entity[]): Operation[] {
  return entities.map((entity) => ({ kind: 'merge', entity }));
}

function removal(partition: DeliveryPartition, claimId: string | undefined): Operation[] {
  if (claimId === undefined) return [];
  const entity = { partitionKey: partitionKeyOf(partition), rowKey: CLAIM_PREFIX + claimId };
  return [{ kind: 'delete', entity }];
}

/** The claim is gone. Harmless when it went with these very rows, and only the answer was lost. */
async function isSettled(table: Table, entities: readonly Entity[]): Promise<boolean> {
  const [first] = entities;
  if (!first) return true;
  const keys = entities.map(({ rowKey }) => rowKey);
  const stored = await table.query(rowsFilter(first.partitionKey, keys));
  const byKey = new Map(stored.map((entity) => [entity.rowKey, entity]));
  return entities.every((entity) => {
    const found = byKey.get(entity.rowKey);
    return found !== undefined && found.state === entity.state && found.at === entity.at;
  });
}

function claimGone(): AppError {
  return new AppError('conflict', 'the claim has been settled by somebody else', {
    retry: 'never',
  });
}

function isClaim(entity: StoredEntity): boolean {
  return entity.rowKey.startsWith(CLAIM_PREFIX);
}

function entitiesOf(partition: DeliveryPartition, rows: readonly DeliveryRow[]): Entity[] {
  const partitionKey = partitionKeyOf(partition);
  return rows.map((row) => codec.encode(partitionKey, row.key, row));
}

function partitionKeyOf({ connectorId, day, bucket }: DeliveryPartition): string {
  return `${connectorId}|${day}|${bucket.toString(16).padStart(2, '0')}`;
}
