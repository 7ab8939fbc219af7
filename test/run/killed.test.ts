import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { signIn, type AdminClient } from '../../local/admin-client.ts';
import { setUpConnector, settled, startRun, type RunView } from '../../local/set-up.ts';
import {
  BENCH_PRODUCT,
  benchAccount,
  benchDirectory,
  buildBenchWorld,
} from '../../local/simulators/world/bench.ts';
import { DAY, useSystem, type Person } from '../support/system.ts';

const ITEMS = 3_000;
const MAILBOXES = 20;
const SEED = 1;
/** A lease of a minute and a second look a minute after the claim stand between the kill and the end. */
const SETTLED_WITHIN_MS = 200_000;
const TEST_MS = 280_000;
const LOOK_MS = 30;

const world = buildBenchWorld({ date: DAY, seed: SEED, items: ITEMS, mailboxes: MAILBOXES });
const tested = useSystem({
  people: benchDirectory(MAILBOXES) as unknown as Person[],
  telemessage: [
    ...['--world', 'bench', '--date', DAY, '--seed', String(SEED)],
    ...['--items', String(ITEMS), '--mailboxes', String(MAILBOXES), '--latency-ms', '30'],
  ],
  graph: ['--latency-ms', '5'],
  persistent: true,
});

interface Folder {
  user: string;
  folder: string;
  messages: number;
}

async function delivered(): Promise<Folder[]> {
  const response = await fetch(new URL('/_control/mailboxes', tested.system.graph?.url));
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Folder);
}

async function killWhen(isTime: () => Promise<boolean>): Promise<AdminClient> {
  while (!(await isTime())) await delay(LOOK_MS);
  tested.system.host.kill();
  await tested.system.host.exited;
  const host = await tested.system.restartHost();
  return signIn(host.url, 'admin', readFileSync(String(tested.system.entra?.ready.ca), 'utf8'));
}

describe('a host that is killed in the middle of a run', () => {
  it(
    'finishes the run when it is started again, with nothing lost and nothing doubled',
    async () => {
      const { username, password } = benchAccount(SEED);
      const plan = { product: BENCH_PRODUCT, name: 'killed', username, password };
      const connector = await setUpConnector(tested.admin, plan);
      const runId = await startRun(tested.admin, connector, world.window);

      let admin = tested.admin;
      const look = (): Promise<RunView> => admin.must('GET', `/runs/${runId}`);
      const total = async (): Promise<number> =>
        (await delivered()).reduce((sum, { messages }) => sum + messages, 0);
      admin = await killWhen(async () => (await look()).counters.listed !== 0);
      admin = await killWhen(async () => (await total()) > ITEMS / 3);

      const run = await settled(admin, runId, SETTLED_WITHIN_MS);
      expect(run).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(run.counters).toMatchObject({ items: ITEMS, deliveries: ITEMS, imported: ITEMS });

      const expected = new Map<string, number>();
      for (let place = 0; place < ITEMS; place++) {
        const mail = /user\d+@bench\.example/.exec(world.item(place))?.[0] ?? '';
        expected.set(mail, (expected.get(mail) ?? 0) + 1);
      }
      const found = (await delivered()).filter(({ messages }) => messages > 0);
      expect(new Map(found.map(({ user, messages }) => [user, messages]))).toEqual(expected);
      expect(new Set(found.map(({ folder }) => folder))).toEqual(new Set(['Android Archiver']));
      const keys = (await tested.mailboxes()).map(
        ({ user, internetMessageId }) => `${user} ${internetMessageId}`,
      );
      expect(new Set(keys).size).toBe(ITEMS);
    },
    TEST_MS,
  );
});
