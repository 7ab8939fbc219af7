/**
 * Records histories of runs of every shape into test/fixtures/histories, for the replay suite. To be run again when
 * an orchestrator was changed on purpose; the old files show what the change does to runs that are under way.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, type AdminClient } from '../local/admin-client.ts';
import { readHistory } from '../local/host-process.ts';
import { setUpConnector, settled, startRun, type RunView } from '../local/set-up.ts';
import { buildDemoWorld } from '../local/simulators/world/index.ts';
import { startSystem, type System } from '../local/system.ts';

const OUTPUT = join(import.meta.dirname, '../test/fixtures/histories');
const DATE = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString().slice(0, 10);
const SETTLED_WITHIN_MS = 60_000;

interface Recorded {
  name: string;
  instanceId: string;
  attempt: number;
  runId: string;
}

async function connect(
  admin: AdminClient,
  world: Awaited<ReturnType<typeof buildDemoWorld>>,
  product: keyof (typeof world)['products'],
): Promise<string> {
  const account = world.accounts.find(({ products }) => products.includes(product));
  const { username = '', password = '' } = account ?? {};
  const mappingCsv = world.mappingCsv[product];
  return setUpConnector(admin, { product, name: product, username, password, mappingCsv });
}

async function plan(system: System, which: 'graph' | 'telemessage', faults: object[]) {
  const url = new URL('/_control/faults', system[which]?.url);
  await fetch(url, { method: 'DELETE' });
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(faults) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function record(system: System, admin: AdminClient): Promise<Recorded[]> {
  const world = await buildDemoWorld({ date: DATE, seed: 1 });
  const finish = (runId: string): Promise<RunView> => settled(admin, runId, SETTLED_WITHIN_MS);
  const android = await connect(admin, world, 'android');
  const complete = await startRun(admin, android, world.window);
  await finish(complete);
  await admin.must('POST', `/runs/${complete}/reprocess`, {});
  await finish(complete);

  const o2 = await connect(admin, world, 'o2-network');
  const list = { operation: 'listItems', product: 'o2-network' };
  await plan(system, 'telemessage', [
    { match: list, times: 500, action: { type: 'delay', ms: 100 } },
  ]);
  const cancelled = await startRun(admin, o2, world.window);
  await admin.must('POST', `/runs/${cancelled}/cancel`, {});
  await finish(cancelled);

  const starhub = await connect(admin, world, 'starhub-network');
  await plan(system, 'graph', [
    {
      match: { method: 'POST', path: '/messages$' },
      times: 3,
      action: { type: 'afterCommit', status: 503 },
    },
  ]);
  const waiting = await startRun(admin, starhub, world.window);
  await settled(admin, waiting, 4 * SETTLED_WITHIN_MS);
  return [
    { name: 'complete', runId: complete, instanceId: complete, attempt: 1 },
    { name: 'reprocessed', runId: complete, instanceId: `${complete}-a2`, attempt: 2 },
    { name: 'cancelled', runId: cancelled, instanceId: cancelled, attempt: 1 },
    { name: 'waiting', runId: waiting, instanceId: waiting, attempt: 1 },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-histories-'));
try {
  const { directory } = await buildDemoWorld({ date: DATE, seed: 1 });
  const system = await startSystem({
    folder,
    inMemory: true,
    port: 0,
    telemessage: ['--world', 'demo', '--date', DATE, '--seed', '1'],
    graph: [],
    directory,
    given: { PATH: process.env.PATH },
  });
  const ca = readFileSync(String(system.entra?.ready.ca), 'utf8');
  const recorded = await record(system, await signIn(system.host.url, 'admin', ca)).finally(() =>
    system.stop(),
  );
  for (const { name, instanceId, runId, attempt } of recorded) {
    const history = readHistory(join(folder, 'host'), instanceId);
    const text = JSON.stringify({ input: { runId, attempt }, history });
    writeFileSync(join(OUTPUT, `${name}.json`), `${text}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
