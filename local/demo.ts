/**
 * A day of all five products, captured, archived and checked, on one machine. Exit code 0 only if everything agrees.
 * With `--keep` it stays up afterwards, to be looked at, until Ctrl-C.
 */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, type AdminClient } from './admin-client.ts';
import { readMailboxes } from './demo/mailboxes.ts';
import { certificateLines, isMet, specialLines, type Exceptions } from './demo/report.ts';
import { verify } from './demo/verify.ts';
import { setUpConnector, settled, startRun, type RunView } from './set-up.ts';
import { buildDemoWorld } from './simulators/world/index.ts';
import { DEMO_PRODUCTS, type DemoWorld, type Product } from './simulators/world/types.ts';
import { mailboxPages, startSystem, type System } from './system.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The whole demo is to take less than a minute. */
const RUN_LIMIT_MS = 50_000;
const SEED = 1;
const KEEPS_RUNNING = process.argv.includes('--keep');

interface Finished {
  product: Product;
  title: string;
  run: RunView;
  seconds: number;
  exceptions: Exceptions;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function runProduct(system: System, world: DemoWorld, product: Product): Promise<Finished> {
  const ca = readFileSync(String(system.entra?.ready.ca), 'utf8');
  const admin = await signIn(system.host.url, 'admin', ca);
  const account = world.accounts.find(({ products }) => products.includes(product));
  if (!account) throw new Error(`the invented company has no account for ${product}`);
  const begun = Date.now();
  const id = await setUpConnector(admin, {
    product,
    name: `${world.company.name}: ${product}`,
    username: account.username,
    password: account.password,
    mappingCsv: world.mappingCsv[product],
  });
  const run = await settled(admin, await startRun(admin, id, world.window), RUN_LIMIT_MS);
  const seconds = (Date.now() - begun) / 1000;
  const { title } = await admin.must<{ title: string }>('GET', `/connectors/${id}`);
  return { product, title, run, seconds, exceptions: await openExceptions(admin, run.id) };
}

async function openExceptions(admin: AdminClient, runId: string): Promise<Exceptions> {
  const { items } = await admin.must<{ items: { itemId: string; cause: string }[] }>(
    'GET',
    `/exceptions?runId=${runId}&state=open&limit=500`,
  );
  return new Map(items.map(({ itemId, cause }) => [itemId, cause]));
}

async function demo(folder: string): Promise<boolean> {
  const date = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const world = await buildDemoWorld({ date, seed: SEED });
  say(`${world.company.name}, ${String(world.people.length)} people, ${date}. Starting …`);
  const system = await startSystem({
    folder,
    inMemory: true,
    port: Number(process.env.PORT ?? 0),
    telemessage: ['--world', 'demo', '--date', date, '--seed', String(SEED)],
    graph: KEEPS_RUNNING ? ['--viewer'] : [],
    directory: world.directory,
    // The demo shows the machine's own simulators, whatever this machine is set up for.
    given: { PATH: process.env.PATH },
    onLog: (line) => {
      if (process.env.DEMO_LOG) process.stderr.write(`${line}\n`);
    },
  });
  try {
    const finished = await Promise.all(
      DEMO_PRODUCTS.map((product) => runProduct(system, world, product)),
    );
    const verdict = verify(world, await readMailboxes(system.graph?.url ?? ''));
    let agrees = verdict.faults.length === 0;
    for (const { product, title, run, seconds, exceptions } of finished) {
      const day = world.products[product];
      const faults = counterFaults(run, day.totals);
      agrees &&= faults.length === 0 && run.certificate?.balanced === true;
      agrees &&= day.expectations.every((one) => isMet(one, verdict.unmet, exceptions));
      for (const line of certificateLines(title, run, seconds)) say(line);
      for (const line of faults) say(`   ✗ ${line}`);
      for (const line of specialLines(day, verdict.unmet, exceptions)) say(line);
    }
    for (const fault of verdict.faults.slice(0, 50)) say(`✗ ${fault}`);
    say(
      agrees
        ? `✓ Every mailbox holds exactly what it must: ${String(verdict.found)} messages, each once.`
        : `✗ NOT as it must be: ${String(verdict.faults.length)} faults in ${String(verdict.expected)} expected messages.`,
    );
    if (KEEPS_RUNNING) await lookedAt(system);
    return agrees;
  } finally {
    await system.stop();
  }
}

async function lookedAt(system: System): Promise<void> {
  say(`  administration ${system.host.url}/`);
  if (system.graph) say(`  mailboxes      ${mailboxPages(system.graph.url)}`);
  say('Ctrl-C ends it.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), system.hostEnded()]);
}

function counterFaults(run: RunView, totals: object): string[] {
  return Object.entries(totals as Record<string, number>)
    .filter(([name, value]) => run.counters[name] !== value)
    .map(([name, value]) => `${name} is ${String(run.counters[name])}, must be ${String(value)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-demo-'));
try {
  process.exitCode = (await demo(folder)) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
