import pLimit from 'p-limit';
import type { ExceptionRow } from '../../domain/records.ts';
import { runNameOf } from '../../domain/run-id.ts';
import type { ExceptionFilter, Ledger } from '../../ports.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { CONNECTORS_PARTITION } from './connectors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { all, compare } from './filter.ts';
import { runKey } from './run-key.ts';
import { PAGE_ROWS, type Table } from './table.ts';

const codec = createCodec<ExceptionRow>({ rowKey: 'key', json: ['parties', 'raw', 'staged'] });
const TRANSACTIONS_AT_ONCE = 8;

/** A place in the list: newest run first, then by connector, then by key. */
type Place = readonly [run: string, connectorId: string, key: string];

/** One partition a run, `{connectorId}|{run key}`, so that a connector's exceptions stand newest run first. */
export function createExceptions(
  table: Table,
  connectors: Table,
): Pick<Ledger, 'putExceptions' | 'exceptions' | 'listExceptions'> {
  async function* rowsAfter(
    connectorId: string,
    filter: ExceptionFilter,
    pageRows: number,
    after?: Place,
  ) {
    for (const place of placesAfter(connectorId, filter.runId, after)) {
      const conditions = all(
        place,
        filter.cause === undefined ? undefined : compare('cause', 'eq', filter.cause),
        filter.state === undefined ? undefined : compare('state', 'eq', filter.state),
      );
      for await (const page of table.pages(conditions, { pageRows })) yield* page;
    }
  }

  async function connectorIds(filter: ExceptionFilter): Promise<string[]> {
    const named = filter.runId === undefined ? undefined : runNameOf(filter.runId).connectorId;
    if (filter.connectorId !== undefined) {
      return named === undefined || named === filter.connectorId ? [filter.connectorId] : [];
    }
    if (named !== undefined) return [named];
    const rows = await connectors.query(compare('PartitionKey', 'eq', CONNECTORS_PARTITION), {
      select: ['rowKey'],
    });
    return rows.map((row) => row.rowKey);
  }

  return {
    putExceptions: async (rows) => {
      const limit = pLimit(TRANSACTIONS_AT_ONCE);
      const entities = new Map(
        rows.map((row) => {
          const entity = codec.encode(partitionOf(row.runId), row.key, row);
          return [`${entity.partitionKey}|${entity.rowKey}`, entity];
        }),
      );
      const runs = Object.groupBy(entities.values(), (entity) => entity.partitionKey);
      await Promise.all(
        Object.values(runs).map((group = []) => limit(() => table.upsertAll(group))),
      );
    },
    exceptions: async function* (runId) {
      const filter = compare('PartitionKey', 'eq', partitionOf(runId));
      for await (const page of table.pages(filter)) yield page.map((row) => codec.decode(row));
    },
    listExceptions: async (filter, limit, cursor) => {
      const after =
        cursor === undefined ? undefined : (decodeCursor(cursor, 3) as unknown as Place);
      const ids = await connectorIds(filter);
      const lists = await Promise.all(
        ids.map((id) =>
          take(rowsAfter(id, filter, Math.min(limit + 1, PAGE_ROWS), after), limit + 1),
        ),
      );
      const rows = lists.flat().sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: shown.map((row) => codec.decode(row)),
        ...(rows.length > limit && last && { nextCursor: encodeCursor(placeOf(last)) }),
      };
    },
  };
}

/** Filters that together, in this order, find what stands behind a place among a connector's exceptions. */
function placesAfter(connectorId: string, runId: string | undefined, after?: Place): string[] {
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

async function take<T>(rows: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const row of rows) if (taken.push(row) === count) break;
  return taken;
}

function partitionOf(runId: string): string {
  const name = runNameOf(runId);
  return `${name.connectorId}|${runKey(name)}`;
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
