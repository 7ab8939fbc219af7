import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import { AppError } from '../../domain/errors.ts';
import type { Run } from '../../domain/records.ts';
import { runNameOf } from '../../domain/run-id.ts';
import type { Runs, Tagged } from '../../ports/storage.ts';
import type { Clock } from '../../ports/system.ts';
import { createActiveRuns } from './active-runs.ts';
import { createCodec, type Entity, type StoredEntity } from './codec.ts';
import { decodeCursor, pageOf, take } from './cursor.ts';
import { all, compare } from './filter.ts';
import { runKey, windowKey } from './run-key.ts';
import { createRunProgress } from './run-progress.ts';
import { PAGE_ROWS, type Table } from './table.ts';

const codec = createCodec<Run>({ json: ['window', 'snapshot', 'certificate', 'error'] });

export function createRuns(table: Table, clock: Clock): Runs {
  const active = createActiveRuns(table, clock);

  async function get(runId: string): Promise<Tagged<Run> | undefined> {
    const [partitionKey, rowKey] = keysOf(runId);
    const entity = await table.get(partitionKey, rowKey);
    return entity && decode(entity);
  }

  return {
    ...createRunProgress(table),
    get,
    create: async (run) => {
      if (isActive(run)) await active.enter(run.id);
      await table.insert(encode(run));
    },
    list: async (connectorId, limit, cursor) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
      const found = await take(newestFirst(table, connectorId, limit + 1, after), limit + 1);
      return pageOf(found, limit, decode, ({ rowKey }) => [rowKey]);
    },
    between: async (connectorId, from, to) => {
      const filter = all(
        compare('PartitionKey', 'eq', connectorId),
        compare('RowKey', 'ge', windowKey(to - 1)),
        // One further back in time is one higher: everything under `from` itself sorts before it.
        compare('RowKey', 'lt', windowKey(from - 1)),
      );
      return (await table.query(filter)).map(decode);
    },
    active: async () => {
      const runs = await active.list(get);
      return runs.filter(isActive);
    },
    update: async (runId, etag, change) => {
      const before = await get(runId);
      if (!before) throw new AppError('not_found', 'there is no such run', { retry: 'never' });
      const { etag: _, ...run } = before;
      const changed = { ...run, ...change } as Run;
      const entity = encode(changed);
      if (isActive(changed) && !isActive(before)) await active.enter(runId);
      const leaving = !isActive(changed) && isActive(before) ? await active.find(runId) : undefined;
      const tag = await table.replace(entity, etag);
      if (leaving) await active.leave(leaving);
      return decode({ ...entity, etag: tag });
    },
  };
}

async function* newestFirst(
  table: Table,
  connectorId: string,
  count: number,
  after: string | undefined,
): AsyncIterable<StoredEntity> {
  const filter = all(
    compare('PartitionKey', 'eq', connectorId),
    after === undefined ? undefined : compare('RowKey', 'gt', after),
  );
  const pageRows = Math.min(count, PAGE_ROWS);
  for await (const page of table.pages(filter, { pageRows })) yield* page;
}

function isActive(run: Run): boolean {
  return ACTIVE_RUN_STATES.has(run.state);
}

function keysOf(runId: string): [string, string] {
  const name = runNameOf(runId);
  return [name.connectorId, runKey(name)];
}

function encode(run: Run): Entity {
  return codec.encode(...keysOf(run.id), run);
}

function decode(entity: StoredEntity): Tagged<Run> {
  return { ...codec.decode(entity), etag: entity.etag };
}
