import { describe, expect, it } from '@jest/globals';
import type { ExceptionRow } from '../../../src/domain/records.ts';
import { runIdOf } from '../../../src/domain/run-id.ts';
import { DAY_MS } from '../../../src/domain/window.ts';
import type { ExceptionFilter, Ledger } from '../../../src/ports.ts';
import { collect, useAzurite } from '../../support/azurite.ts';
import { connector, DAY, exceptionRow } from './rows.ts';

const azurite = useAzurite();

function exceptionsOf(connectorId: string, day: number, count: number): ExceptionRow[] {
  const runId = runIdOf({ connectorId, from: DAY + day * DAY_MS, number: 1 });
  return Array.from({ length: count }, (_, number) => exceptionRow(number, { connectorId, runId }));
}

/** Page by page, with something done in between. */
async function listAll(
  ledger: Ledger,
  filter: ExceptionFilter,
  limit: number,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<ExceptionRow[]> {
  const rows: ExceptionRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.listExceptions(filter, limit, cursor);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    cursor = page.nextCursor;
    await between();
  } while (cursor !== undefined);
  return rows;
}

function daysOf(rows: readonly ExceptionRow[]): string[] {
  return [...new Set(rows.map(({ runId }) => runId))];
}

describe('adapters/storage exceptions', () => {
  it('reads back those of a run, the last written of each', async () => {
    const { ledger } = azurite.open();
    const rows = exceptionsOf('con-a', 0, 120);
    const resolved = rows.map((row) => ({ ...row, state: 'resolved' as const, resolvedAt: DAY }));
    await ledger.putExceptions(rows);
    await ledger.putExceptions(resolved);
    await ledger.putExceptions(exceptionsOf('con-a', 1, 1));

    const found = (await collect(ledger.exceptions(rows[0]?.runId ?? ''))).flat();

    expect(found).toHaveLength(120);
    expect(found).toEqual(expect.arrayContaining(resolved));
  });

  it('lists the newest run first, across connectors, every row once', async () => {
    const { ledger, connectors } = azurite.open();
    const ids = ['con-b', 'con-c', 'con-c2'];
    for (const id of ids) await connectors.create(connector(id));
    for (const id of ids) {
      for (const day of [0, 1, 2]) await ledger.putExceptions(exceptionsOf(id, day, 7));
    }

    const rows = await listAll(ledger, {}, 5);

    expect(rows).toHaveLength(63);
    expect(new Set(rows.map(({ runId, key }) => runId + key)).size).toBe(63);
    expect(daysOf(rows)).toEqual(
      [2, 1, 0].flatMap((day) =>
        ids.map((connectorId) => runIdOf({ connectorId, from: DAY + day * DAY_MS, number: 1 })),
      ),
    );
    expect(daysOf(await listAll(ledger, { connectorId: 'con-c' }, 4))).toEqual([
      'run-con-c-20261121',
      'run-con-c-20261120',
      'run-con-c-20261119',
    ]);
  });

  it('filters by run, cause and state', async () => {
    const { ledger } = azurite.open();
    const rows = exceptionsOf('con-d', 0, 6).map((row, number) => ({
      ...row,
      cause: number % 2 ? ('failed' as const) : ('unmapped' as const),
      state: number < 4 ? ('open' as const) : ('resolved' as const),
    }));
    await ledger.putExceptions([...rows, ...exceptionsOf('con-d', 1, 3)]);
    const runId = rows[0]?.runId ?? '';

    const count = async (filter: ExceptionFilter) => (await listAll(ledger, filter, 2)).length;

    expect(await count({ connectorId: 'con-d' })).toBe(9);
    expect(await count({ runId })).toBe(6);
    expect(await count({ connectorId: 'con-d', runId, cause: 'failed' })).toBe(3);
    expect(await count({ connectorId: 'con-d', cause: 'failed', state: 'open' })).toBe(2);
    expect(await count({ connectorId: 'con-e', runId })).toBe(0);
  });

  it('loses and repeats nothing when rows are added between pages', async () => {
    const { ledger } = azurite.open();
    const rows = exceptionsOf('con-f', 0, 20);
    await ledger.putExceptions(rows);
    let day = 0;

    const listed = await listAll(ledger, { connectorId: 'con-f' }, 3, async () => {
      await ledger.putExceptions(exceptionsOf('con-f', ++day, 2));
    });

    expect(listed).toHaveLength(20);
    expect(listed).toEqual(expect.arrayContaining(rows));
  });

  it('refuses a cursor it never gave out', async () => {
    const list = azurite.open().ledger.listExceptions({}, 10, 'made-up');
    await expect(list).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
