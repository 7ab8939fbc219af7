import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { signIn, type AdminClient } from '../../local/admin-client.ts';
import { startRun, type RunView } from '../../local/set-up.ts';
import { person, sms, useSystem, WINDOW } from '../support/system.ts';

const ITEMS = 400;
/** What the first build had leased lapses after a minute, and its claims are looked at after another. */
const SETTLED_WITHIN_MS = 240_000;
const TEST_MS = 280_000;
const LOOK_MS = 100;
const PACKAGE = join(import.meta.dirname, '../../dist/package');
/** Slices pulled at a time: with another number, the history of a run that is under way fits the code no more. */
const WIDTH = /(stage:\{activity:[^,}]+,width:)4\}/;

const people = Array.from({ length: 12 }, (_, n) => person(n + 1));
/** The build that is deployed at the moment; the tests put the next one in its place. */
const deployed = mkdtempSync(join(tmpdir(), 'mobile-archiver-upgrade-'));
cpSync(PACKAGE, deployed, { recursive: true });
const tested = useSystem({
  people,
  app: deployed,
  persistent: true,
  telemessage: ['--world', 'empty', '--latency-ms', '400'],
});
afterAll(() => {
  rmSync(deployed, { recursive: true, force: true });
});

function deployNext(): void {
  const file = join(deployed, 'app/functions.js');
  const code = readFileSync(file, 'utf8');
  const next = code.replace(WIDTH, '$13}');
  expect(next).not.toBe(code);
  writeFileSync(file, next);
}

async function signInAgain(): Promise<AdminClient> {
  const { url } = await tested.system.restartHost();
  return signIn(url, 'admin', readFileSync(String(tested.system.entra?.ready.ca), 'utf8'));
}

describe('a run that was begun by the previous build', () => {
  it(
    'is finished by the next one, though its orchestration decides otherwise',
    async () => {
      const items = Array.from({ length: ITEMS }, (_, n) =>
        sms(`upgrade-${String(n)}`, people[n % people.length] ?? person(1)),
      );
      await tested.list('android', items);
      const runId = await startRun(tested.admin, await tested.connect('android'), WINDOW);
      const until = Date.now() + SETTLED_WITHIN_MS;
      let admin = tested.admin;
      const look = (): Promise<RunView> => admin.must<RunView>('GET', `/runs/${runId}`);
      // A wave of four stands in the history by then.
      while ((await look()).counters.listed === 0) await delay(LOOK_MS);

      tested.system.host.kill();
      await tested.system.host.exited;
      deployNext();
      admin = await signInAgain();

      let run = await look();
      while (run.state !== 'succeeded' && Date.now() < until) {
        await tested.system.host.trigger('tick');
        await delay(LOOK_MS);
        run = await look();
      }
      expect(run).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(run.counters).toMatchObject({ items: ITEMS, imported: ITEMS });
      expect(run.attempt).toBeGreaterThan(1);
      const found = (await tested.mailboxes()).map(({ body }) => body?.content ?? '');
      expect(found).toHaveLength(ITEMS);
      expect(new Set(found.map((text) => /upgrade-\d+/.exec(text)?.[0])).size).toBe(ITEMS);
    },
    TEST_MS,
  );
});
