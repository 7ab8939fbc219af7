import { beforeEach, describe, expect, it } from '@jest/globals';
import { newRun } from '../../../../src/api/timers/tick.ts';
import type { ExceptionRow, RunState } from '../../../../src/domain/records.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import { createHarness, type Harness } from '../harness.ts';

const FIRST_DAY = Date.parse('2026-01-01');

describe('api/reprocess', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.active('o2-network');
  });

  const run = async (day: number, state: RunState = 'succeededWithExceptions'): Promise<string> => {
    const from = FIRST_DAY + day * DAY_MS;
    const row = newRun(id, { from, to: from + DAY_MS }, 1, 'schedule', from + DAY_MS);
    await harness.ports.runs.create({ ...row, state });
    return row.id;
  };
  const exception = (runId: string, key: string, change: Partial<ExceptionRow> = {}) => ({
    connectorId: id,
    runId,
    key,
    cause: 'unmapped' as const,
    reason: 'noMailbox',
    state: 'open' as const,
    itemId: `item-${key}`,
    itemKey: key,
    kind: 'sms' as const,
    occurredAt: 1_000,
    since: 2_000,
    parties: ['447700900123'],
    raw: { blob: 'b', index: 0 },
    ...change,
  });
  const post = (json: unknown) => harness.send('POST', `/connectors/${id}/reprocess`, { json });

  it('queues the runs in which items wait for one of the numbers, in any spelling', async () => {
    const { ledger } = harness.ports;
    const [one, two, other, solved, failed] = [
      await run(1),
      await run(2),
      await run(3),
      await run(4),
      await run(5),
    ];
    await ledger.putExceptions([
      exception(one, '1'),
      exception(one, '2', { parties: ['SHOP', '07700 900123'] }),
      exception(two, '3', { parties: ['+447700900123'] }),
      exception(other, '4', { parties: ['+447700900999'] }),
      exception(solved, '5', { state: 'resolved' }),
      exception(failed, '6', { cause: 'failed' }),
    ]);
    const answer = await post({ parties: ['+44 7700 900123'] });
    expect(answer).toMatchObject({ status: 202, body: { busy: [], items: 3 } });
    expect(answer.body).not.toHaveProperty('nextCursor');
    const { queued } = answer.body as unknown as { queued: string[] };
    expect(new Set(queued)).toEqual(new Set([one, two]));
    expect(new Set(harness.starter.started.map((begun) => begun.id))).toEqual(new Set([one, two]));
    expect(await harness.ports.runs.get(one)).toMatchObject({
      state: 'queued',
      reprocess: true,
      round: 2,
    });
    expect(await harness.ports.runs.get(other)).toMatchObject({ round: 1 });
  });

  it('takes every number where none is named, and leaves runs under way alone', async () => {
    const [settled, running] = [await run(1), await run(2, 'running')];
    await harness.ports.ledger.putExceptions([
      exception(settled, '1', { parties: ['SHOP'] }),
      exception(running, '2'),
    ]);
    expect((await post({})).body).toMatchObject({ queued: [settled], busy: [running], items: 2 });
  });

  it('goes on with its cursor, and begins no run twice', async () => {
    const days = Array.from({ length: 60 }, (_, day) => day);
    const runs = [];
    for (const day of days) runs.push(await run(day));
    await harness.ports.ledger.putExceptions(
      runs.flatMap((runId) =>
        Array.from({ length: 30 }, (_, n) => exception(runId, String(n).padStart(2, '0'))),
      ),
    );
    const queued: string[] = [];
    const busy: string[] = [];
    let items = 0;
    let calls = 0;
    let cursor: string | undefined;
    do {
      const { body } = await post(cursor === undefined ? {} : { cursor });
      const report = body as unknown as { queued: string[]; busy: string[]; items: number };
      queued.push(...report.queued);
      busy.push(...report.busy);
      items += report.items;
      cursor = body.nextCursor;
      calls++;
    } while (cursor !== undefined);
    expect(calls).toBeGreaterThan(1);
    expect(queued.sort()).toEqual(runs.sort());
    expect(busy).toEqual([]);
    expect(items).toBe(60 * 30);
  });

  it('is for active connectors, and takes no cursor that was not given out', async () => {
    expect(await post({ cursor: 'made-up' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
    await harness.send('POST', `/connectors/${id}/pause`);
    expect(await post({})).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });
});
