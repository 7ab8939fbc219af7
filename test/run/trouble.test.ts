import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { settled, startRun, type RunView } from '../../local/set-up.ts';
import { DAY, person, sms, useSystem, WINDOW } from '../support/system.ts';

const SETTLED_WITHIN_MS = 60_000;
const TEST_MS = 120_000;
const LOOK_MS = 50;

/** In more buckets than one wave takes. */
const people = Array.from({ length: 60 }, (_, n) => person(n + 1));
const tested = useSystem({ people });

function items(prefix: string, count: number): object[] {
  return Array.from({ length: count }, (_, n) =>
    sms(`${prefix}-${String(n)}`, people[n % people.length] ?? person(1), {
      text: `${prefix} ${String(n)}`,
      archivedAt: `${DAY}T${String(n % 24).padStart(2, '0')}:30:00.000Z`,
    }),
  );
}

async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (Date.now() > end) throw new Error(`not so in time: ${JSON.stringify(answer)}`);
    await delay(LOOK_MS);
  }
}

function look(runId: string): Promise<RunView> {
  return tested.admin.must('GET', `/runs/${runId}`);
}

function end(runId: string): Promise<RunView> {
  return settled(tested.admin, runId, SETTLED_WITHIN_MS);
}

async function subjects(folder: string): Promise<string[]> {
  const found = await tested.mailboxes();
  return found
    .filter((message) => message.folder === folder)
    .map(({ user, body }) => `${user} ${/\S+ \d+/.exec(body?.content ?? '')?.[0] ?? ''}`);
}

/** Nobody else calls the source: a tick would begin the daily runs of every active connector. */
async function quietOthers(): Promise<void> {
  const { items: connectors } = await tested.admin.must<{ items: { id: string; state: string }[] }>(
    'GET',
    '/connectors',
  );
  for (const { id, state } of connectors) {
    if (state === 'active') await tested.admin.must('POST', `/connectors/${id}/pause`, {});
    const { items: runs } = await tested.admin.must<{ items: RunView[] }>(
      'GET',
      `/connectors/${id}/runs`,
    );
    for (const run of runs) await end(run.id);
  }
}

async function sourceAnswers(): Promise<number> {
  const { answers } = (await tested.control('telemessage', 'stats')) as {
    answers: Record<string, number>;
  };
  return Object.values(answers).reduce((sum, count) => sum + count, 0);
}

async function clearFaults(simulator: 'graph' | 'telemessage'): Promise<void> {
  await fetch(new URL('/_control/faults', tested.system[simulator]?.url), { method: 'DELETE' });
}

/** Slows every write down, so that a run can be met in its middle. */
async function slowWrites(times: number): Promise<void> {
  await clearFaults('graph');
  await tested.control('graph', 'faults', [
    { match: { method: 'POST', path: '/messages$' }, times, action: { type: 'delay', ms: 400 } },
  ]);
}

describe('a source that refuses', () => {
  it.each([
    [401, 'invalid_credentials', 'android'],
    [423, 'account_locked', 'o2-network'],
    [403, 'product_not_licensed', 'starhub-network'],
  ])(
    'with %i %s puts the connector in attention, is left alone, and goes on once mended',
    async (status, code, product) => {
      await quietOthers();
      await tested.list(product, items(code, 8));
      const connector = await tested.connect(product);
      const match = { operation: status === 403 ? 'listItems' : 'login', product };
      await tested.control('telemessage', 'faults', [
        {
          match: status === 403 ? match : { operation: 'login' },
          times: 1_000,
          action: { type: 'status', status, code },
        },
      ]);
      await tested.control('telemessage', 'expire-sessions', {});
      const runId = await startRun(tested.admin, connector, WINDOW);
      const failed = await end(runId);
      expect(failed).toMatchObject({ state: 'failed', error: { code } });
      const refused = await tested.admin.must<Record<string, unknown>>(
        'GET',
        `/connectors/${connector}`,
      );
      expect(refused).toMatchObject({ state: 'attention', attention: { code } });
      expect(String((refused.attention as Record<string, unknown>).remedy)).not.toBe('');

      const before = await sourceAnswers();
      await tested.system.host.trigger('tick');
      await delay(500);
      expect(await sourceAnswers()).toBe(before);

      await fetch(new URL('/_control/faults', tested.system.telemessage?.url), {
        method: 'DELETE',
      });
      await tested.admin.must('POST', `/connectors/${connector}/resume`, {});
      await tested.system.host.trigger('tick');
      const mended = await until(
        () => look(runId),
        ({ state }) => state === 'succeeded',
      );
      expect(mended.counters).toMatchObject({ items: 8, imported: 8 });
      expect(mended.certificate?.balanced).toBe(true);
    },
    TEST_MS,
  );

  it(
    'for a while delays the run, and nothing else',
    async () => {
      await tested.list('enterprise-number', items('while', 10));
      const connector = await tested.connect('enterprise-number');
      await tested.control('telemessage', 'faults', [
        {
          match: { operation: 'listItems', product: 'enterprise-number' },
          times: 4,
          action: {
            type: 'status',
            status: 503,
            code: 'unavailable',
            headers: { 'Retry-After': '0.2' },
          },
        },
        {
          match: { operation: 'summarizeWindow' },
          times: 2,
          action: { type: 'reset' },
        },
      ]);
      const run = await end(await startRun(tested.admin, connector, WINDOW));
      expect(run).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(run.counters).toMatchObject({ items: 10, imported: 10 });
    },
    TEST_MS,
  );
});

describe('an orchestration that is lost', () => {
  it(
    'is replaced by the tick, and the run completes with each message once',
    async () => {
      await tested.list('att-network', items('lost', 40));
      const connector = await tested.connect('att-network');
      await slowWrites(40);
      const runId = await startRun(tested.admin, connector, WINDOW);
      await until(
        () => subjects('AT&T SMS/MMS Network Archiver'),
        (found) => found.length > 0,
      );
      const { host } = tested.system;
      const terminated = await fetch(
        `${host.url}/runtime/webhooks/durabletask/instances/${runId}/terminate?reason=test&code=${host.key}`,
        { method: 'POST' },
      );
      expect(terminated.status).toBe(202);
      await until(
        async () => {
          await host.trigger('tick');
          return look(runId);
        },
        ({ state }) => state === 'succeeded',
      );
      const run = (await look(runId)) as RunView & { attempt: number };
      expect(run.attempt).toBe(2);
      expect(run.counters).toMatchObject({ items: 40, deliveries: 40, imported: 40 });
      expect(run.certificate?.balanced).toBe(true);
      const found = await subjects('AT&T SMS/MMS Network Archiver');
      expect(found).toHaveLength(40);
      expect(new Set(found).size).toBe(40);
    },
    TEST_MS,
  );
});

describe('a run that a person ends', () => {
  it(
    'stops after its wave, says so, and goes on where it was when it is retried',
    async () => {
      const connector = (
        await tested.admin.must<{ items: { id: string; product: string }[] }>('GET', '/connectors')
      ).items.find(({ product }) => product === 'enterprise-number');
      await tested.list('enterprise-number', items('cancel', 60));
      await slowWrites(60);
      const runId = await startRun(tested.admin, connector?.id ?? '', WINDOW);
      await until(
        () => look(runId),
        ({ phase }) => phase === 'import',
      );
      await tested.admin.must('POST', `/runs/${runId}/cancel`, {});
      const cancelled = await end(runId);
      expect(cancelled.state).toBe('cancelled');
      await tested.admin.must('POST', `/runs/${runId}/retry`, {});
      const whole = await end(runId);
      expect(whole).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(whole.counters).toMatchObject({ items: 70, imported: 60, duplicate: 10 });
      const found = await subjects('Enterprise Number Archiver');
      expect(found).toHaveLength(70);
      expect(new Set(found).size).toBe(70);
    },
    TEST_MS,
  );
});
