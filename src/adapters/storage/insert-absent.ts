import pLimit from 'p-limit';
import { AppError, isCode } from '../../domain/errors.ts';
import type { Entity, StoredEntity } from './codec.ts';

import { rowsFilter } from './filter.ts';
import { groupsOf, type Table } from './table.ts';

/** Transactions on their way at the same time from one call; a partition takes about 20 full ones a second. */
const TRANSACTIONS_AT_ONCE = 8;
/** Each round some other copy has inserted a row of the group in between; rounds end because rows are finite. */
const MAX_ROUNDS = 20;

export interface InsertedEntities {
  /** Row keys. */
  inserted: Set<string>;
  /** What stood there, by row key. */
  before: Map<string, StoredEntity>;
}

/** Inserts the rows that are not there yet; of several with one key the first. Others may do the same meanwhile. */
export async function insertAbsent(
  table: Table,
  entities: readonly Entity[],
): Promise<InsertedEntities> {
  const result: InsertedEntities = { inserted: new Set(), before: new Map() };
  const limit = pLimit(TRANSACTIONS_AT_ONCE);
  const groups = [...byPartition(entities).values()].flatMap((rows) =>
    groupsOf([...rows.values()]),
  );
  await Promise.all(groups.map((group) => limit(() => insertGroup(table, group, result))));
  return result;
}

function byPartition(entities: readonly Entity[]): Map<string, Map<string, Entity>> {
  const partitions = new Map<string, Map<string, Entity>>();
  for (const entity of entities) {
    const rows = partitions.get(entity.partitionKey) ?? new Map<string, Entity>();
    partitions.set(entity.partitionKey, rows);
    if (!rows.has(entity.rowKey)) rows.set(entity.rowKey, entity);
  }
  return partitions;
}

async function insertGroup(
  table: Table,
  group: readonly Entity[],
  result: InsertedEntities,
): Promise<void> {
  let absent = group;
  for (let round = 0; absent.length > 0; round++) {
    if (round === MAX_ROUNDS) {
      throw new AppError('storage_unavailable', 'rows keep changing while they are inserted', {
        retry: 'later',
      });
    }
    if (await insertAll(table, absent)) {
      for (const { rowKey } of absent) result.inserted.add(rowKey);
      return;
    }
    await findStanding(table, absent, result.before);
    absent = absent.filter(({ rowKey }) => !result.before.has(rowKey));
  }
}

async function insertAll(table: Table, entities: readonly Entity[]): Promise<boolean> {
  try {
    await table.transact(entities.map((entity) => ({ kind: 'insert', entity })));
    return true;
  } catch (error) {
    if (isCode(error, 'conflict')) return false;
    throw error;
  }
}

async function findStanding(
  table: Table,
  entities: readonly Entity[],
  before: Map<string, StoredEntity>,
): Promise<void> {
  const wanted = new Set(entities.map(({ rowKey }) => rowKey));
  const filter = rowsFilter(entities[0]?.partitionKey ?? '', [...wanted]);
  for await (const page of table.pages(filter)) {
    for (const row of page) if (wanted.has(row.rowKey)) before.set(row.rowKey, row);
  }
}
