import { describe, expect, it } from '@jest/globals';
import type { ExceptionRow } from '../../../src/domain/records.ts';
import { runIdOf } from '../../../src/domain/run-id.ts';
import { DAY_MS } from '../../../src/domain/window.ts';
import type { ExceptionFilter, Ledger } from '../../../src/ports/ledger.ts';
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

  it('finds those of one item, and of its deliveries', async () => {
    const { ledger } = azurite.open();
    const [row, other] = exceptionsOf('con-g', 0, 2);
    if (!row || !other) throw new Error('no rows');
    const failed = { ...row, key: `${row.itemKey}|mailbox-1`, cause: 'failed' as const };
    await ledger.putExceptions([row, other, failed, ...exceptionsOf('con-g', 1, 2)]);

    expect(await ledger.exceptionsOf(row.runId, row.itemKey)).toEqual([row, failed]);
    expect(await ledger.exceptionsOf(row.runId, 'f'.repeat(40))).toEqual([]);
  });

  it('finds those of a party, a reason and an item, every one once', async () => {
    const { ledger } = azurite.open();
    const rows = exceptionsOf('con-h', 0, 1_200).map((row, number) => ({
      ...row,
      parties: number % 2 ? ['+1', 'x'] : ['+12'],
    }));
    const failed = exceptionsOf('con-h', 1, 4).map((row) => ({
      ...row,
      cause: 'failed' as const,
      reason: 'quotaFull',
      parties: [],
    }));
    await ledger.putExceptions([...rows, ...failed]);
    const of = { connectorId: 'con-h' };

    const found = await listAll(ledger, { ...of, party: '+1' }, 100);
    expect(found).toHaveLength(600);
    expect(new Set(found.map(({ key }) => key)).size).toBe(600);
    expect(await listAll(ledger, { ...of, party: '+1', cause: 'failed' }, 10)).toEqual([]);
    expect(await listAll(ledger, { ...of, reason: 'quotaFull' }, 3)).toHaveLength(4);
    expect(await listAll(ledger, { ...of, itemId: 'item-3' }, 10)).toHaveLength(2);
  });

  it('ends a long search for a party with a place to go on from', async () => {
    const { ledger } = azurite.open();
    const rows = exceptionsOf('con-i', 0, 10_400).map((row) => ({ ...row, parties: ['+1'] }));
    const last = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1)).at(-1);
    if (last) last.parties = ['+2'];
    await ledger.putExceptions(rows);

    const first = await ledger.listExceptions({ connectorId: 'con-i', party: '+2' }, 10);
    expect(first.rows).toEqual([]);
    const next = await ledger.listExceptions(
      { connectorId: 'con-i', party: '+2' },
      10,
      first.nextCursor,
    );
    expect(next).toEqual({ rows: [last] });
  });

  it('tells what is counted of every one that a filter selects', async () => {
    const { ledger, connectors } = azurite.open();
    for (const id of ['con-j', 'con-k']) await connectors.create(connector(id));
    const rows = exceptionsOf('con-j', 0, 1_100);
    const others = exceptionsOf('con-k', 0, 3).map((row) => ({ ...row, parties: ['+3'] }));
    await ledger.putExceptions([...rows, ...others]);

    const facts = (await collect(ledger.exceptionFacts({ connectorId: 'con-j' }))).flat();
    expect(facts).toHaveLength(1_100);
    const { cause, reason, state, parties } = rows[0] ?? {};
    expect(facts[0]).toEqual({ cause, reason, state, parties });
    const ofParty = (await collect(ledger.exceptionFacts({ party: '+3' }))).flat();
    expect(ofParty).toHaveLength(3);
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
