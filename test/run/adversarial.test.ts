import { describe, expect, it } from '@jest/globals';
import { settled, startRun } from '../../local/set-up.ts';
import { person, sms, useSystem, WINDOW } from '../support/system.ts';

/** Each lease of a worker that died lapses after a minute, and its claims are looked at after another. */
const SETTLED_WITHIN_MS = 400_000;
const TEST_MS = 440_000;
const ITEMS = 200;

const people = Array.from({ length: 30 }, (_, n) => person(n + 1));
/** Activities run twice, messages split and late, timers early and late, workers that die, time-outs. */
const tested = useSystem({ people, adversarial: 7 });

describe('a run on a host that does its worst', () => {
  it(
    'ends complete, with each message once',
    async () => {
      const items = Array.from({ length: ITEMS }, (_, n) =>
        sms(`worst-${String(n)}`, people[n % people.length] ?? person(1), {
          text: `worst ${String(n)}`,
        }),
      );
      await tested.list('android', items);
      await tested.list('o2-network', items);
      const runs: string[] = [];
      for (const product of ['android', 'o2-network']) {
        runs.push(await startRun(tested.admin, await tested.connect(product), WINDOW));
      }
      const views = await Promise.all(
        runs.map((id) => settled(tested.admin, id, SETTLED_WITHIN_MS)),
      );
      for (const view of views) {
        expect(view).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
        expect(view.counters).toMatchObject({ items: ITEMS, deliveries: ITEMS, imported: ITEMS });
      }
      const found = (await tested.mailboxes()).map(
        ({ user, folder, body }) =>
          `${user} ${folder} ${/worst \d+/.exec(body?.content ?? '')?.[0] ?? ''}`,
      );
      expect(found).toHaveLength(2 * ITEMS);
      expect(new Set(found).size).toBe(2 * ITEMS);
    },
    TEST_MS,
  );
});
