import { beforeEach, describe, expect, it } from '@jest/globals';
import { emptySlice } from '../../../../src/activities/open-run.ts';
import { certify } from '../../../../src/domain/certificate.ts';
import type { RunChange } from '../../../../src/domain/records.ts';
import { createHarness, type Harness } from '../harness.ts';

const WINDOW = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' };

describe('api/runs', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.active();
  });

  const begin = (json: object = WINDOW) => harness.send('POST', `/connectors/${id}/runs`, { json });
  const change = async (runId: string, to: RunChange) => {
    const run = await harness.ports.runs.get(runId);
    await harness.ports.runs.update(runId, run?.etag ?? '', to);
  };

  it('begins a run and says where it is', async () => {
    const begun = await begin();
    expect(begun).toMatchObject({
      status: 202,
      headers: { location: `/api/runs/run-${id}-20260309` },
      body: { state: 'queued', number: 1, createdBy: 'admin@example.test' },
    });
    expect(harness.starter.started).toMatchObject([
      { id: `run-${id}-20260309`, etag: expect.any(String) },
    ]);
  });

  it('refuses the same window while it is running, and numbers the next run', async () => {
    await begin();
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'already_running' } });
    await change(`run-${id}-20260309`, { state: 'succeeded' });
    expect((await begin()).body).toMatchObject({ id: `run-${id}-20260309-r2`, number: 2 });
  });

  it('lets one of two people who begin the same run at once have it', async () => {
    const both = await Promise.all([begin(), begin()]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(harness.starter.started).toHaveLength(1);
  });

  it('refuses a window that is not over', async () => {
    const json = { from: '2026-03-10T00:00:00Z', to: '2026-03-10T12:01:00Z' };
    expect(await begin(json)).toMatchObject({ status: 409, body: { code: 'window_not_over' } });
    expect((await begin({ ...json, to: '2026-03-10T12:00:00Z' })).status).toBe(202);
  });

  it.each([
    ['words', { from: 'yesterday', to: 'today' }, ['from', 'to']],
    ['seconds', { from: '2026-03-08T00:00:01Z', to: '2026-03-09T00:00:01Z' }, ['from', 'to']],
    ['an offset', { from: '2026-03-08T00:00:00+01:00', to: WINDOW.to }, ['from']],
    ['an empty window', { from: WINDOW.to, to: WINDOW.to }, ['to']],
    ['more than 31 days', { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:01:00Z' }, ['to']],
  ])('refuses %s', async (_what, json, paths) => {
    const refused = await begin(json);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ path }) => path)).toEqual(paths);
  });

  it('begins nothing for a connector that is not active', async () => {
    await harness.send('POST', `/connectors/${id}/pause`);
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });

  it('keeps a run that could not be started for the tick, and leaks nothing', async () => {
    harness.starter.fails = true;
    const begun = await begin();
    expect(begun).toMatchObject({ status: 202, body: { state: 'queued' } });
    expect(harness.ports.log.entries).toMatchObject([
      { level: 'warn', data: { code: 'internal' } },
    ]);
    expect(harness.ports.log.text).not.toContain('secret inner words');
  });

  it('cancels a run under way only', async () => {
    const runId = (await begin()).body.id;
    const cancelled = await harness.send('POST', `/runs/${runId}/cancel`);
    expect(cancelled).toMatchObject({ status: 202, body: { cancelRequested: true } });
    expect(harness.starter.cancelled).toMatchObject([{ id: runId }]);
    await change(runId, { state: 'cancelled' });
    const again = await harness.send('POST', `/runs/${runId}/cancel`);
    expect(again).toMatchObject({ status: 409, body: { code: 'run_settled' } });
  });

  it.each([
    ['retry', false],
    ['reprocess', true],
  ])('goes on with a settled run by %s', async (action, reprocess) => {
    const runId = (await begin()).body.id;
    const early = await harness.send('POST', `/runs/${runId}/${action}`);
    expect(early).toMatchObject({ status: 409, body: { code: 'already_running' } });
    await change(runId, { state: 'failed', cancelRequested: true, settledAt: 1 });
    const again = await harness.send('POST', `/runs/${runId}/${action}`);
    expect(again).toMatchObject({ status: 202, body: { state: 'queued', round: 2, error: null } });
    const row = harness.ports.runs.rows.get(runId);
    expect(row).toMatchObject({ reprocess, cancelRequested: false, phase: 'open' });
    expect(harness.starter.started).toHaveLength(2);
    expect(harness.starter.started[1]).toEqual(row);
  });

  it('shows progress while running and the certificate afterwards', async () => {
    const runId = (await begin()).body.id;
    const { runs } = harness.ports;
    const window = { from: 0, to: 1 };
    const staged = { listed: 10, repeated: 1, items: 9, unmapped: 2, planned: 12, duplicate: 1 };
    const slices = [
      { ...emptySlice(0, window), ...staged, done: true },
      { ...emptySlice(1, window), listed: 3, items: 3, planned: 3 },
    ];
    await runs.createSlices(runId, slices);
    const bucket = { bucket: 7, imported: 4, partial: 1, failed: 1, open: 6 };
    await runs.putBucket(runId, bucket);
    await change(runId, { state: 'running', phase: 'stage' });
    const running = (await harness.send('GET', `/runs/${runId}`, { as: 'reader' })).body;
    expect(running).toMatchObject({
      phase: 'stage',
      counters: { listed: 13, items: 12, delivered: 10, deliveries: 16, imported: 4, duplicate: 1 },
      progress: { slices: { done: 1, of: 2 }, deliveries: { done: 6, of: 15 } },
      certificate: null,
      sourceCount: null,
    });
    const [, last] = await runs.slices(runId);
    if (last) await runs.updateSlice(runId, last.etag, { ...last, done: true });
    const importing = (await harness.send('GET', `/runs/${runId}`)).body;
    expect(importing).toMatchObject({ phase: 'import', progress: { slices: { done: 2, of: 2 } } });
    const items = {
      delivered: 10,
      unmapped: 2,
      tooLarge: 0,
      malformed: 0,
      deliveries: 16,
      duplicates: 1,
    };
    const buckets = [{ ...bucket, imported: 13, open: 0 }];
    const certificate = certify({ slices, items, buckets, sourceCount: 12, now: 5_000 });
    await change(runId, { state: 'succeededWithExceptions', certificate });
    const settled = (await harness.send('GET', `/runs/${runId}`)).body;
    expect(settled).toMatchObject({
      counters: { imported: 13, items: 12 },
      sourceCount: 12,
      settledAt: '1970-01-01T00:00:05.000Z',
      certificate: { balanced: true },
    });
    expect(settled.certificate.equations).toHaveLength(4);
  });

  it('lists runs newest window first, in pages', async () => {
    for (const day of ['07', '09', '08']) {
      const next = String(Number(day) + 1).padStart(2, '0');
      await begin({ from: `2026-03-${day}T00:00:00Z`, to: `2026-03-${next}T00:00:00Z` });
    }
    const first = await harness.send('GET', `/connectors/${id}/runs?limit=2`);
    const more = `/connectors/${id}/runs?limit=2&cursor=${String(first.body.nextCursor)}`;
    const second = await harness.send('GET', more);
    const days = [...first.body.items, ...second.body.items].map(({ window }) =>
      window.from.slice(8, 10),
    );
    expect(days).toEqual(['09', '08', '07']);
    const shown = await harness.send('GET', `/connectors/${id}`);
    expect(shown.body.lastRun).toMatchObject({ id: `run-${id}-20260309`, state: 'queued' });
  });

  it.each(['/runs/nonsense', '/runs/run-abc-20260309', '/connectors/UPPER'])(
    'does not know %s',
    async (path) => {
      const got = await harness.send('GET', path);
      expect(got).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );
});
