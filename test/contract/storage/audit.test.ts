import { describe, expect, it } from '@jest/globals';
import { openAccount } from '../../../src/adapters/storage/account.ts';
import { createAudit } from '../../../src/adapters/storage/audit.ts';
import type { Table } from '../../../src/adapters/storage/table.ts';
import { createChainCheck, type AuditEntry, type AuditRow } from '../../../src/domain/audit.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { DAY_MS, isoTime } from '../../../src/domain/window.ts';
import type { Audit } from '../../../src/ports/audit.ts';
import { createClock, createRandom } from '../../../src/adapters/system/system.ts';
import { collect, useAzurite } from '../../support/azurite.ts';
import { FakeClock, FakeLog, settled } from '../../support/fakes/system.ts';
import { DAY } from './rows.ts';

const EVER = DAY + 400 * DAY_MS;

function entry(action: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return { who: 'ada', whoId: 'id-ada', action, outcome: 'done', status: 200, ...more };
}

async function rowsOf(audit: Audit, from = 0, to = EVER): Promise<AuditRow[]> {
  return (await collect(audit.rows(from, to))).flat();
}

describe('adapters/storage audit', () => {
  const azurite = useAzurite();
  const clock = new FakeClock(DAY);
  const open = () => azurite.open({ clock, random: createRandom() }).audit;

  it('begins with nothing', async () => {
    const audit = open();
    expect(await rowsOf(audit)).toEqual([]);
    expect(await audit.linkAt(DAY)).toBeUndefined();
    expect(await audit.rowBefore(EVER)).toBeUndefined();
    expect(await audit.list({}, 10)).toEqual({ rows: [] });
  });

  it('keeps one chain that several processes append to at the same moment', async () => {
    // No two of them ever look at their clocks in the same moment, so that only the end's tag keeps them in step.
    let now = DAY;
    const ticking = { ...createClock(), now: () => now++ };
    const processes = Array.from({ length: 3 }, () => azurite.open({ clock: ticking }).audit);
    const appends = processes.flatMap((audit, process) =>
      Array.from({ length: 8 }, (_, n) =>
        audit.append(
          entry(`act-${process}-${n}`, {
            before: { name: 'é\u0000\ud800' },
            after: { name: '', z: 1, a: [{ b: 1, a: null }] },
          }),
        ),
      ),
    );
    await Promise.all(appends);
    await clock.advance(now - DAY);

    const rows = await rowsOf(open());
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, n) => 24 - n));
    expect(new Set(rows.map(({ action }) => action)).size).toBe(24);
    const check = createChainCheck(await open().linkAt(EVER));
    for (const row of rows) check.add(row);
    expect(check.end(undefined)).toBeUndefined();
    expect(rows[0]).toMatchObject({ before: { name: 'é\u0000\ud800' }, after: { z: 1 } });
  });

  it('never goes back in time, whatever the clock of a process says', async () => {
    const late = new FakeClock(DAY - DAY_MS);
    await azurite.open({ clock: late }).audit.append(entry('late'));
    const [newest, before] = await rowsOf(open());
    expect(newest).toMatchObject({ action: 'late', at: before?.at });
  });

  it('replaces an intent by its row, and finds the ones that never ended', async () => {
    const audit = open();
    const ended = await audit.begin(entry('ended'));
    const left = await audit.begin(entry('left', { connectorId: 'c' }));
    const dropped = await audit.begin(entry('dropped'));
    await audit.append(entry('ended'), ended);
    await audit.forget(dropped);
    expect(await audit.unfinished(clock.now() + 1)).toEqual([
      { id: left, entry: entry('left', { connectorId: 'c' }), begunAt: clock.now() },
    ]);
    expect(await audit.unfinished(clock.now())).toEqual([]);

    await audit.append(entry('left'), left);
    const again = audit.append(entry('left after all'), left);
    while (!(await Promise.race([again.then(() => true), settled().then(() => false)]))) {
      await clock.advance(50);
    }
    expect((await rowsOf(audit)).slice(0, 2).map(({ action }) => action)).toEqual([
      'left after all',
      'left',
    ]);
  });

  it('writes a row once where the answer was lost and the repetition was refused', async () => {
    const table = openAccount({ connectionString: azurite.connectionString() }).table('audit');
    const transact = table.transact.bind(table);
    table.transact = async (operations) => {
      await transact(operations);
      await transact(operations);
    };
    const audit = createAudit(table, { clock, random: createRandom(), log: new FakeLog() });
    await audit.append(entry('lost'));
    await audit.append(entry('lost with intent'), await audit.begin(entry('lost with intent')));
    const newest = (await rowsOf(open())).slice(0, 3).map(({ action }) => action);
    expect(newest).toEqual(['lost with intent', 'lost', expect.not.stringContaining('lost')]);
  });

  it('lists the newest first, filtered, and right while rows are added', async () => {
    const audit = open();
    const start = clock.now() + DAY_MS;
    await clock.advance(DAY_MS);
    for (let n = 0; n < 7; n++) {
      const connectorId = n % 2 ? 'odd' : 'even';
      await audit.append(entry('listed', { connectorId, who: `o'p${n}`, whoId: `id-${n}` }));
      await clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await audit.list({ action: 'listed' }, 2, cursor);
      seen.push(...page.rows.map(({ who }) => who));
      cursor = page.nextCursor;
      await audit.append(entry('listed', { who: 'newer' }));
    } while (cursor !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `o'p${n}`));

    const find = async (filter: Parameters<Audit['list']>[0]) =>
      (await audit.list({ action: 'listed', ...filter }, 100)).rows.map(({ whoId }) => whoId);
    expect(await find({ connectorId: 'odd' })).toEqual(['id-5', 'id-3', 'id-1']);
    expect(await find({ who: "o'p3" })).toEqual(['id-3']);
    expect(await find({ who: 'id-4' })).toEqual(['id-4']);
    expect(await find({ from: start + 1_000, to: start + 3_000 })).toEqual(['id-2', 'id-1']);
    await expect(audit.list({}, 1, 'x')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('tells what stands behind a moment, over days without rows', async () => {
    const audit = open();
    const last = await audit.rowBefore(EVER);
    const between = clock.now() + 1;
    await clock.advance(20 * DAY_MS);
    await audit.append(entry('first of a day'));
    await audit.append(entry('second of a day'));
    const next = (last?.number ?? 0) + 1;
    const at = isoTime(clock.now());
    expect(await audit.linkAt(between)).toEqual({ number: next, at, names: last?.hash });
    expect(await audit.linkAt(EVER)).toMatchObject({ number: next + 1, at });
    expect(await audit.rowBefore(clock.now())).toEqual(last);
  });

  it('logs an act of its own that could not be recorded, and lets the work go on', async () => {
    const log = new FakeLog();
    const down = new AppError('storage_unavailable', 'down', { retry: 'later' });
    const table = { get: () => Promise.reject(down) } as unknown as Table;
    const audit = createAudit(table, { clock, random: createRandom(), log });
    await audit.automatic({ action: 'beginRun', runId: 'run-1' });
    expect(log.entries).toMatchObject([
      { level: 'error', data: { action: 'beginRun', runId: 'run-1', code: 'storage_unavailable' } },
    ]);
  });
});
