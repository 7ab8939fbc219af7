import { describe, expect, it } from '@jest/globals';
import type { DurableClient } from 'durable-functions';
import { newRun } from '../../../src/api/timers/tick.ts';
import { createOrchestrations } from '../../../src/functions/orchestrations.ts';
import { purgeHistories } from '../../../src/functions/purge.ts';
import { DAY_MS } from '../../../src/domain/window.ts';
import { createFakePorts } from '../../support/fake-ports.ts';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const WINDOW = { from: NOON - DAY_MS, to: NOON };

type Client = Pick<
  DurableClient,
  'startNew' | 'raiseEvent' | 'getStatus' | 'purgeInstanceHistoryBy'
>;

interface Call {
  name: string;
  args: unknown[];
}

/** Notes what it is asked, and answers what it is given. */
function client(answers: Record<string, (...args: unknown[]) => unknown> = {}): {
  calls: Call[];
  client: Client;
} {
  const calls: Call[] = [];
  const method =
    (name: string) =>
    (...args: unknown[]): Promise<never> => {
      calls.push({ name, args });
      return Promise.resolve().then(() => answers[name]?.(...args) as never);
    };
  const names = ['startNew', 'raiseEvent', 'getStatus', 'purgeInstanceHistoryBy'];
  const methods = Object.fromEntries(names.map((name) => [name, method(name)]));
  return { calls, client: methods as unknown as Client };
}

describe('functions/orchestrations', () => {
  it('notes the attempt, then starts it under an id of its own', async () => {
    const ports = createFakePorts({ now: NOON });
    const run = newRun('c1', WINDOW, 1, 'somebody', NOON);
    await ports.runs.create(run);
    const durable = client();
    const runs = createOrchestrations(ports, durable.client);
    await runs.start((await ports.runs.get(run.id))!);
    await runs.start((await ports.runs.get(run.id))!);
    expect(durable.calls.map(({ args }) => args[1])).toEqual([
      { instanceId: run.id, input: { runId: run.id, attempt: 1 } },
      { instanceId: `${run.id}-a2`, input: { runId: run.id, attempt: 2 } },
    ]);
    expect(await ports.runs.get(run.id)).toMatchObject({ attempt: 2, instanceId: `${run.id}-a2` });
  });

  it('starts nothing while the app is drained, and leaves the run to be taken up', async () => {
    const ports = createFakePorts({ now: NOON });
    const run = newRun('c1', WINDOW, 1, 'somebody', NOON);
    await ports.runs.create(run);
    const durable = client();
    await createOrchestrations(ports, durable.client, true).start((await ports.runs.get(run.id))!);
    expect(durable.calls).toEqual([]);
    expect(await ports.runs.get(run.id)).toMatchObject({ state: 'queued', attempt: 0 });
  });

  it('starts nothing when somebody else was faster', async () => {
    const ports = createFakePorts({ now: NOON });
    const run = newRun('c1', WINDOW, 1, 'somebody', NOON);
    await ports.runs.create(run);
    const stale = (await ports.runs.get(run.id))!;
    const durable = client();
    const runs = createOrchestrations(ports, durable.client);
    await Promise.all([runs.start(stale), runs.start(stale)]);
    expect(durable.calls).toHaveLength(1);
  });

  it.each([
    ['Running', { kind: 'alive', lastSignAt: NOON }],
    ['Pending', { kind: 'alive', lastSignAt: NOON }],
    ['Completed', { kind: 'ended' }],
    ['Failed', { kind: 'ended' }],
    ['Terminated', { kind: 'ended' }],
  ])('reads %s', async (runtimeStatus, expected) => {
    const durable = client({
      getStatus: () => ({ runtimeStatus, lastUpdatedTime: new Date(NOON) }),
    });
    const runs = createOrchestrations(createFakePorts(), durable.client);
    const run = { ...newRun('c1', WINDOW, 1, 'somebody', NOON), instanceId: 'i' };
    expect(await runs.status(run)).toEqual(expected);
  });

  it('knows nothing of an instance that the client throws for, or of a run never started', async () => {
    const durable = client({
      getStatus: () => {
        throw new Error('404');
      },
    });
    const runs = createOrchestrations(createFakePorts(), durable.client);
    const run = newRun('c1', WINDOW, 1, 'somebody', NOON);
    expect(await runs.status({ ...run, instanceId: 'i' })).toEqual({ kind: 'unknown' });
    expect(await runs.status(run)).toEqual({ kind: 'unknown' });
  });
});

describe('functions/purge', () => {
  it('purges ended histories older than a month, a day at a time, never a running one', async () => {
    const durable = client({ purgeInstanceHistoryBy: () => ({ instancesDeleted: 2 }) });
    expect(await purgeHistories(durable.client, NOON)).toBe(28);
    const filters = durable.calls.map(
      ({ args }) =>
        args[0] as { createdTimeFrom: Date; createdTimeTo: Date; runtimeStatus: string[] },
    );
    expect(filters).toHaveLength(14);
    expect(filters.at(-1)?.createdTimeTo.getTime()).toBe(NOON - 30 * DAY_MS);
    for (const filter of filters) {
      expect(filter.createdTimeTo.getTime() - filter.createdTimeFrom.getTime()).toBe(DAY_MS);
      expect([...filter.runtimeStatus].sort()).toEqual(['Completed', 'Failed', 'Terminated']);
    }
  });
});
