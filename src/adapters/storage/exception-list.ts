import type { ExceptionRow } from '../../domain/records.ts';
import { runNameOf } from '../../domain/run-id.ts';
import type { ExceptionFilter, Ledger } from '../../ports.ts';
import type { StoredEntity } from './codec.ts';
import { CONNECTORS_PARTITION } from './connectors.ts';
import { decodeCursor, pageOf, take } from './cursor.ts';
import { all, compare } from './filter.ts';
import { runKey } from './run-key.ts';
import { PAGE_ROWS, type Table } from './table.ts';

/** A place in the list: newest run first, then by connector, then by key. */
type Place = readonly [run: string, connectorId: string, key: string];

/** Merges what stands in the partitions of one or all connectors. */
export function createExceptionList(
  table: Table,
  connectors: Table,
  decode: (entity: StoredEntity) => ExceptionRow,
): Ledger['listExceptions'] {
  async function* rowsAfter(
    connectorId: string,
    filter: ExceptionFilter,
    count: number,
    after: Place | undefined,
  ): AsyncIterable<StoredEntity> {
    const pageRows = Math.min(count, PAGE_ROWS);
    for (const place of placesAfter(connectorId, filter.runId, after)) {
      const conditions = all(
        place,
        filter.cause === undefined ? undefined : compare('cause', 'eq', filter.cause),
        filter.state === undefined ? undefined : compare('state', 'eq', filter.state),
      );
      for await (const page of table.pages(conditions, { pageRows })) yield* page;
    }
  }

  return async (filter, limit, cursor) => {
    const after = cursor === undefined ? undefined : placeIn(cursor);
    const ids = await connectorIds(connectors, filter);
    const lists = await Promise.all(
      ids.map((id) => take(rowsAfter(id, filter, limit + 1, after), limit + 1)),
    );
    const found = lists.flat().sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
    return pageOf(found, limit, decode, placeOf);
  };
}

export function partitionOf(runId: string): string {
  const name = runNameOf(runId);
  return `${name.connectorId}|${runKey(name)}`;
}

async function connectorIds(connectors: Table, filter: ExceptionFilter): Promise<string[]> {
  const named = filter.runId === undefined ? undefined : runNameOf(filter.runId).connectorId;
  if (filter.connectorId !== undefined) {
    return named === undefined || named === filter.connectorId ? [filter.connectorId] : [];
  }
  if (named !== undefined) return [named];
  const rows = await connectors.query(compare('PartitionKey', 'eq', CONNECTORS_PARTITION), {
    select: ['RowKey'],
  });
  return rows.map((row) => row.rowKey);
}

/** Filters that together, in this order, find what stands behind a place among a connector's exceptions. */
function placesAfter(
  connectorId: string,
  runId: string | undefined,
  after: Place | undefined,
): string[] {
  if (runId !== undefined) {
    const run = compare('PartitionKey', 'eq', partitionOf(runId));
    return [after ? all(run, compare('RowKey', 'gt', after[2])) : run];
  }
  const within = compare('PartitionKey', 'lt', `${connectorId}}`);
  if (!after) return [all(compare('PartitionKey', 'ge', `${connectorId}|`), within)];
  const [run, afterConnector, afterKey] = after;
  const same = compare('PartitionKey', 'eq', `${connectorId}|${run}`);
  const rest = all(compare('PartitionKey', 'gt', `${connectorId}|${run}`), within);
  if (connectorId < afterConnector) return [rest];
  const isHere = connectorId === afterConnector;
  return [isHere ? all(same, compare('RowKey', 'gt', afterKey)) : same, rest];
}

function placeIn(cursor: string): Place {
  const [run = '', connectorId = '', key = ''] = decodeCursor(cursor, 3);
  return [run, connectorId, key];
}

function placeOf(entity: StoredEntity): Place {
  const separator = entity.partitionKey.indexOf('|');
  return [
    entity.partitionKey.slice(separator + 1),
    entity.partitionKey.slice(0, separator),
    entity.rowKey,
  ];
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
