import { describe, expect, it } from '@jest/globals';
import type { SliceRow } from '../../../src/domain/records.ts';
import { DAY_MS } from '../../../src/domain/window.ts';
import { useAzurite } from '../../support/azurite.ts';
import { FakeClock } from '../../support/fakes/system.ts';
import { DAY, run } from './rows.ts';

const azurite = useAzurite();

function slice(index: number, change: Partial<SliceRow> = {}): SliceRow {
  return {
    index,
    window: { from: DAY, to: DAY + 1 },
    done: false,
    generation: 0,
    listed: 0,
    repeated: 0,
    items: 0,
    unmapped: 0,
    tooLarge: 0,
    malformed: 0,
    planned: 0,
    duplicate: 0,
    parts: {},
    ...change,
  };
}

describe('adapters/storage runs', () => {
  it('keeps what was counted of the exceptions, however many numbers, the last time', async () => {
    const { runs } = azurite.open();
    const runId = 'run-con-t-20261119';
    const parties = Array.from({ length: 5_000 }, (_, number) => ({
      party: `+4477009${String(number).padStart(5, '0')}`,
      open: number,
      resolved: 0,
    }));
    const tally = {
      groups: [{ cause: 'unmapped' as const, reason: 'noMailbox', open: 3, resolved: 1 }],
      parties,
    };
    expect(await runs.exceptionTally(runId)).toBeUndefined();
    await runs.putExceptionTally(runId, { groups: [], parties: [] });
    await runs.putExceptionTally(runId, tally);
    expect(await runs.exceptionTally(runId)).toEqual(tally);
    expect(await runs.slices(runId)).toEqual([]);
    expect(await runs.buckets(runId)).toEqual([]);
  });

  it('creates a run once', async () => {
    const { runs } = azurite.open();
    const row = run('con-a', DAY, 1, {
      state: 'succeeded',
      error: { code: 'internal', message: 'x' },
    });
    await runs.create(row);

    await expect(runs.create(row)).rejects.toMatchObject({ code: 'conflict' });
    expect(await runs.get(row.id)).toEqual({ ...row, etag: expect.any(String) });
    expect(await runs.get('run-con-a-20200101')).toBeUndefined();
  });

  it('changes a run under its tag only, and drops what is changed to undefined', async () => {
    const { runs } = azurite.open();
    const row = run('con-b', DAY, 1, { error: { code: 'internal', message: 'x' } });
    await runs.create(row);
    const before = await runs.get(row.id);
    const tag = before?.etag ?? '';

    const after = await runs.update(row.id, tag, { state: 'running', error: undefined });

    const { error: _, ...rest } = row;
    expect(after).toEqual({ ...rest, state: 'running', etag: expect.any(String) });
    expect(await runs.get(row.id)).toEqual(after);
    await expect(runs.update(row.id, tag, { round: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(runs.update('run-none-20261119', tag, {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('lists the newest window first, with cursors that stay when runs are added', async () => {
    const { runs } = azurite.open();
    for (const day of [0, 1, 2, 3]) {
      await runs.create(run('con-c', DAY + day * DAY_MS, 1, { state: 'succeeded' }));
    }
    await runs.create(run('con-c', DAY + 3 * DAY_MS, 2, { state: 'succeeded' }));

    const first = await runs.list('con-c', 3);
    await runs.create(run('con-c', DAY + 9 * DAY_MS, 1, { state: 'succeeded' }));
    const second = await runs.list('con-c', 3, first.nextCursor);

    expect([first, second].map((page) => page.rows.map(({ id }) => id))).toEqual([
      ['run-con-c-20261122-r2', 'run-con-c-20261122', 'run-con-c-20261121'],
      ['run-con-c-20261120', 'run-con-c-20261119'],
    ]);
    expect(second.nextCursor).toBeUndefined();
    await expect(runs.list('con-c', 3, '~')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('finds runs whose window begins in a half-open time', async () => {
    const { runs } = azurite.open();
    for (const day of [0, 1, 2]) await runs.create(run('con-d', DAY + day * DAY_MS));

    const found = await runs.between('con-d', DAY, DAY + 2 * DAY_MS);

    expect(found.map(({ id }) => id).sort()).toEqual(['run-con-d-20261119', 'run-con-d-20261120']);
  });

  it('knows the active runs of every connector, through every change', async () => {
    const { runs } = azurite.open();
    const active = async () =>
      (await runs.active()).map(({ id }) => id).filter((id) => /con-[ef]/.test(id));
    const [first, second] = [run('con-e', DAY), run('con-f', DAY)];
    await runs.create(first);
    await runs.create(second);
    await runs.create(run('con-f', DAY + DAY_MS, 1, { state: 'succeeded' }));
    expect((await active()).sort()).toEqual([first.id, second.id]);

    const failed = await runs.update(first.id, (await runs.get(first.id))?.etag ?? '', {
      state: 'failed',
    });
    expect(await active()).toEqual([second.id]);

    await runs.update(first.id, failed.etag, { state: 'queued', round: 2 });
    expect((await active()).sort()).toEqual([first.id, second.id]);
  });

  it('keeps a run active that is retried while its end is being noted', async () => {
    const { runs } = azurite.open();
    const row = run('con-g', DAY, 1, { state: 'settling' });
    await runs.create(row);
    const tag = (await runs.get(row.id))?.etag ?? '';

    const ended = runs.update(row.id, tag, { state: 'failed' });
    const retried = ended.then((run) =>
      azurite.open().runs.update(row.id, run.etag, { state: 'queued' }),
    );
    await Promise.all([ended, retried]);

    expect((await runs.active()).map(({ id }) => id)).toContain(row.id);
  });

  it('sees through an entry whose run was never written', async () => {
    const clock = new FakeClock(DAY);
    const { runs } = azurite.open({ clock });
    const row = run('con-h', DAY, 1, { state: 'succeeded' });
    await runs.create(row);
    // A run of the same id that is active leaves its entry behind when it meets the row.
    await expect(runs.create({ ...row, state: 'queued' })).rejects.toMatchObject({
      code: 'conflict',
    });

    expect((await runs.active()).map(({ id }) => id)).not.toContain(row.id);
  });
});

describe('adapters/storage slices and buckets', () => {
  it('cuts a run once, whoever does it, and gives slices in order', async () => {
    const copies = [azurite.open().runs, azurite.open().runs];
    const slices = [0, 1, 2, 10].map((index) => slice(index));

    await Promise.all(copies.map((runs) => runs.createSlices('run-con-i-20261119', slices)));

    const found = await azurite.open().runs.slices('run-con-i-20261119');
    expect(found).toEqual(slices.map((row) => ({ ...row, etag: expect.any(String) })));
  });

  it('lets one of two copies commit a slice under the same tag', async () => {
    const { runs } = azurite.open();
    await runs.createSlices('run-con-j-20261119', [slice(0)]);
    const [before] = await runs.slices('run-con-j-20261119');
    const commit = (cursor: string) =>
      azurite.open().runs.updateSlice('run-con-j-20261119', before?.etag ?? '', {
        ...slice(0),
        cursor,
        parts: { '20261119': 'ffffffffffffffff' },
      });

    const results = await Promise.allSettled([commit('a'), commit('b')]);

    const winners = results.filter((result) => result.status === 'fulfilled');
    const losers = results.filter((result) => result.status === 'rejected');
    expect(winners).toHaveLength(1);
    expect(losers.map(({ reason }) => reason as unknown)).toEqual([
      expect.objectContaining({ code: 'conflict' }),
    ]);
    expect(await runs.slices('run-con-j-20261119')).toEqual([winners[0]?.value]);
  });

  it('takes a slice that was read, with its tag, for an update', async () => {
    const { runs } = azurite.open();
    const parts = Object.fromEntries(
      Array.from({ length: 2000 }, (_, day) => [String(20_200_000 + day), 'ffffffffffffffff']),
    );
    await runs.createSlices('run-con-k-20261119', [slice(0)]);
    const [before] = await runs.slices('run-con-k-20261119');
    if (!before) throw new Error('no slice');

    const once = await runs.updateSlice('run-con-k-20261119', before.etag, { ...before, parts });
    await runs.updateSlice('run-con-k-20261119', once.etag, { ...once, done: true });

    const [after] = await runs.slices('run-con-k-20261119');
    expect(after).toMatchObject({ parts, done: true });
  });

  it('keeps the last count of each bucket', async () => {
    const { runs } = azurite.open();
    const bucket = { bucket: 63, imported: 1, partial: 2, failed: 3, open: 4 };
    await runs.putBucket('run-con-l-20261119', { ...bucket, open: 9 });
    await runs.putBucket('run-con-l-20261119', bucket);
    await runs.createSlices('run-con-l-20261119', [slice(0)]);

    expect(await runs.buckets('run-con-l-20261119')).toEqual([bucket]);
  });
});
