import { beforeEach, describe, expect, it } from '@jest/globals';
import { newRun } from '../../../../src/api/timers/tick.ts';
import { certify } from '../../../../src/domain/certificate.ts';
import type { RunChange } from '../../../../src/domain/records.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import { createHarness, type Harness } from '../harness.ts';

const NINTH = Date.parse('2026-03-09T00:00:00Z');

describe('api/days', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.active();
  });

  const addRun = async (from: number, days: number, change: RunChange) => {
    const { runs } = harness.ports;
    const run = newRun(id, { from, to: from + days * DAY_MS }, 1, 'schedule', from);
    await runs.create(run);
    const stored = await runs.get(run.id);
    await runs.update(run.id, stored?.etag ?? '', change);
    return run.id;
  };
  const items = {
    delivered: 90,
    unmapped: 4,
    tooLarge: 3,
    malformed: 2,
    deliveries: 100,
    duplicates: 5,
  };
  const buckets = [{ bucket: 1, imported: 94, partial: 0, failed: 1, open: 0 }];
  const certificate = certify({ slices: [], items, buckets, sourceCount: 99, now: NINTH });

  it('shows the numbers of a settled day', async () => {
    const runId = await addRun(NINTH, 1, { state: 'succeededWithExceptions', certificate });
    const got = await harness.send('GET', `/connectors/${id}/days?from=2026-03-08&to=2026-03-11`, {
      as: 'reader',
    });
    const none = { runId: null, runState: null, items: null, deliveries: null, exceptions: null };
    expect(got).toMatchObject({ status: 200 });
    expect(got.body).toEqual({
      items: [
        { day: '2026-03-08', state: 'notDue', ...none },
        {
          day: '2026-03-09',
          state: 'withExceptions',
          runId,
          runState: 'succeededWithExceptions',
          items: 99,
          deliveries: 100,
          exceptions: 10,
        },
        { day: '2026-03-10', state: 'notDue', ...none },
      ],
    });
  });

  it('finds a run that began long before, and shows no numbers that are not of the day alone', async () => {
    const runId = await addRun(NINTH - 30 * DAY_MS, 31, { state: 'succeeded', certificate });
    const { body } = await harness.send(
      'GET',
      `/connectors/${id}/days?from=2026-03-09&to=2026-03-10`,
    );
    expect(body.items).toMatchObject([{ state: 'complete', runId, items: null }]);
  });

  it('shows no numbers of a day that is being run again', async () => {
    await addRun(NINTH, 1, { state: 'running', certificate });
    const { body } = await harness.send(
      'GET',
      `/connectors/${id}/days?from=2026-03-09&to=2026-03-10`,
    );
    expect(body.items).toMatchObject([{ state: 'running', runState: 'running', items: null }]);
  });

  it.each([
    'from=2026-03-09',
    'from=2026-03-09&to=2026-03-09',
    'from=2026-03-10&to=2026-03-09',
    'from=2025-01-01&to=2026-02-06',
    'from=2026-02-30&to=2026-03-02',
    'from=2026-03-09T00:00:00Z&to=2026-03-10',
  ])('refuses %s', async (query) => {
    const got = await harness.send('GET', `/connectors/${id}/days?${query}`);
    expect(got).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
  });

  it('takes four hundred days, and knows no days of a connector that is not there', async () => {
    const query = 'from=2025-01-01&to=2026-02-05';
    const year = await harness.send('GET', `/connectors/${id}/days?${query}`);
    expect(year.body.items).toHaveLength(400);
    const nobodys = await harness.send('GET', `/connectors/aaaaaaaaaaaa/days?${query}`);
    expect(nobodys.status).toBe(404);
  });
});
