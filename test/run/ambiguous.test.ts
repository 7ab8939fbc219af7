import { describe, expect, it } from '@jest/globals';
import { settled, startRun } from '../../local/set-up.ts';
import { person, sms, useSystem, WINDOW, type Person } from '../support/system.ts';

const SETTLED_WITHIN_MS = 200_000;
const TEST_MS = 240_000;

const people: Person[] = Array.from({ length: 12 }, (_, n) => person(n + 1));
const tested = useSystem({ people });

/** The pattern of a write to one person's folder. */
function writesOf(one: Person): { method: string; path: string } {
  return { method: 'POST', path: `/users/${one.id}/mailFolders/.*/messages$` };
}

describe('answers of Graph that do not say what happened', () => {
  it(
    'never lose a message and never double one',
    async () => {
      const items = Array.from({ length: 120 }, (_, n) => {
        const one = people[n % people.length] ?? person(1);
        return sms(`ambiguous-${String(n)}`, one, { text: `ambiguous ${String(n)}` });
      });
      await tested.list('android', items);
      const connector = await tested.connect('android');
      const actions = [
        { type: 'afterCommit', status: 503 },
        { type: 'afterCommit', status: 504 },
        { type: 'afterCommit', status: 'reset' },
        { type: 'reset' },
        { type: 'status', status: 500 },
        {
          type: 'status',
          status: 429,
          code: 'ApplicationThrottled',
          headers: { 'Retry-After': '1.5' },
        },
        { type: 'status', status: 503, headers: { 'retry-after': '1' } },
        { type: 'status', status: 404, code: 'ErrorItemNotFound' },
      ];
      await tested.control(
        'graph',
        'faults',
        actions.map((action, n) => ({
          match: writesOf(people[n] ?? person(1)),
          skip: n % 3,
          times: 2,
          action,
        })),
      );
      const runId = await startRun(tested.admin, connector, WINDOW);
      const run = await settled(tested.admin, runId, SETTLED_WITHIN_MS);
      expect(run).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(run.counters).toMatchObject({ items: 120, imported: 120, failed: 0 });
      const found = (await tested.mailboxes()).map(
        ({ user, body }) => `${user} ${/ambiguous \d+/.exec(body?.content ?? '')?.[0] ?? ''}`,
      );
      expect(found).toHaveLength(120);
      expect(new Set(found).size).toBe(120);
      expect((await used()).every((count) => count > 0)).toBe(true);
    },
    TEST_MS,
  );
});

/** How often each planned fault struck: a plan that never did would prove nothing. */
async function used(): Promise<number[]> {
  const plans = (await tested.control('graph', 'faults')) as { used: number }[];
  return plans.map((plan) => plan.used);
}
