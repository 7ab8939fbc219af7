/**
 * A day of small items, one mailbox each, through the whole product; then the wire floor on the same machine: the
 * same pages listed and the same bodies posted by a bare loop.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { signIn } from '../../local/admin-client.ts';
import { readHistory } from '../../local/host-process.ts';
import { setUpConnector, settled, startRun, type RunView } from '../../local/set-up.ts';
import {
  BENCH_PRODUCT,
  benchAccount,
  benchDirectory,
  buildBenchWorld,
} from '../../local/simulators/world/bench.ts';
import { startAzurite } from '../../local/azurite.ts';
import { givenSettings, startSystem, type System } from '../../local/system.ts';
import type { FloorInput, FloorOutput } from '../kit/floor.ts';
import { hostProbe, type HostProbe, type Sample } from '../kit/host-probe.ts';
import { rounded, type Figures } from '../kit/report.ts';
import { exportBodies } from '../kit/staged-bodies.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const RUN_LIMIT_MS = 60 * 60 * 1000;
/** Asking costs the host something too. */
const POLL_MS = 500;
const FLOOR_FOLDER = 'Wire floor';
/** The catalogue's folder of the product the bench world shows. */
const FOLDER = 'Android Archiver';

interface Options {
  items: number;
  mailboxes: number;
  seed: number;
  floor: boolean;
}

interface Measured {
  run: RunView;
  seconds: number;
  before: Sample;
  after: Sample;
}

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({
    args,
    options: {
      items: { type: 'string', default: '20000' },
      mailboxes: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      floor: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  const options: Options = {
    items: Number(values.items),
    mailboxes: Number(values.mailboxes),
    seed: Number(values.seed),
    floor: values.floor,
  };
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-bench-'));
  try {
    return await measure(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, options: Options): Promise<Figures> {
  const date = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const given = givenSettings();
  const storage = given.ARCHIVE_STORAGE ? undefined : await startAzurite({ inMemory: true });
  const connectionString = storage?.connectionString ?? given.ARCHIVE_STORAGE ?? '';
  const probe = hostProbe(folder, storageHosts(connectionString));
  try {
    const system = await startSystem({
      folder,
      inMemory: true,
      port: 0,
      ...worldArguments(date, options),
      directory: benchDirectory(options.mailboxes),
      env: probe.env,
      given: { ...given, ARCHIVE_STORAGE: connectionString },
    });
    try {
      const measured = await runProduct(system, date, options, probe);
      const stats = await controlOf(system, 'stats');
      const mismatches = await countMismatches(system, date, options);
      const floor = options.floor
        ? await runFloor(system, folder, date, options, connectionString)
        : undefined;
      await system.stop();
      const historyEvents = readHistory(join(folder, 'host'), measured.run.id).length;
      const throttled = system.graph ? Number(stats.throttled) : null;
      return figures(measured, options, floor, { historyEvents, throttled, mismatches });
    } finally {
      await system.stop();
    }
  } finally {
    await storage?.stop();
  }
}

function worldArguments(date: string, { items, mailboxes, seed }: Options) {
  const world = ['--world', 'bench', '--date', date, '--seed', String(seed)];
  return {
    telemessage: [...world, '--items', String(items), '--mailboxes', String(mailboxes)],
    graph: ['--lean'],
  };
}

function storageHosts(connectionString: string): string[] {
  return [...connectionString.matchAll(/Endpoint=https?:\/\/([^/;]+)/g)].map(
    (match) => match[1] ?? '',
  );
}

async function runProduct(
  system: System,
  date: string,
  options: Options,
  probe: HostProbe,
): Promise<Measured> {
  const ca = system.entra && readFileSync(String(system.entra.ready.ca), 'utf8');
  const admin = await signIn(system.host.url, 'admin', ca);
  const { username, password } = benchAccount(options.seed);
  const id = await setUpConnector(admin, {
    product: BENCH_PRODUCT,
    name: 'Bench',
    username,
    password,
  });
  const before = await probe.sample(system.host.pid);
  const begun = performance.now();
  const { window } = buildBenchWorld({ date, ...options });
  const runId = await startRun(admin, id, window);
  const run = await settled(admin, runId, RUN_LIMIT_MS, POLL_MS);
  const seconds = (performance.now() - begun) / 1000;
  const after = await probe.sample(system.host.pid);
  return { run, seconds, before, after };
}

async function controlOf(system: System, path: string): Promise<Record<string, unknown>> {
  if (!system.graph) return {};
  const response = await fetch(`${system.graph.url}/_control/${path}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Messages too many or too few, mailbox by mailbox; what stands in any other folder counts too. */
async function countMismatches(
  system: System,
  date: string,
  options: Options,
): Promise<number | null> {
  if (!system.graph) return null;
  const expected = new Map<string, number>();
  const world = buildBenchWorld({ date, ...options });
  for (let place = 0; place < world.count; place++) {
    const mail = /user\d+@bench\.example/.exec(world.item(place))?.[0] ?? '';
    expected.set(mail, (expected.get(mail) ?? 0) + 1);
  }
  const response = await fetch(`${system.graph.url}/_control/mailboxes`);
  let mismatches = 0;
  for (const line of (await response.text()).split('\n')) {
    if (line === '') continue;
    const { user, folder, messages } = JSON.parse(line) as {
      user: string;
      folder: string;
      messages: number;
    };
    const wanted = folder === FOLDER ? (expected.get(user) ?? 0) : 0;
    mismatches += Math.abs(wanted - messages);
    if (folder === FOLDER) expected.delete(user);
  }
  for (const count of expected.values()) mismatches += count;
  return mismatches;
}

async function runFloor(
  system: System,
  folder: string,
  date: string,
  options: Options,
  connectionString: string,
): Promise<FloorOutput> {
  const bodiesFile = join(folder, 'bodies');
  await exportBodies(connectionString, bodiesFile);
  const input: FloorInput = {
    telemessageUrl: String(system.env.TELEMESSAGE_URL),
    ...benchAccount(options.seed),
    product: BENCH_PRODUCT,
    window: buildBenchWorld({ date, ...options }).window,
    graphUrl: String(system.env.GRAPH_URL),
    token: await token(system),
    folder: FLOOR_FOLDER,
    bodiesFile,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, '../kit/floor.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(input));
  return JSON.parse(await text(child.stdout)) as FloorOutput;
}

async function token({ env, entra }: System): Promise<string> {
  const ca = entra && readFileSync(String(entra.ready.ca), 'utf8');
  const authority = env.AZURE_AUTHORITY_HOST ?? 'https://login.microsoftonline.com';
  const url = new URL(`/${String(env.AZURE_TENANT_ID)}/oauth2/v2.0/token`, authority);
  const response = await request(url, {
    method: 'POST',
    dispatcher: new Agent({ connect: { ca } }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: String(env.AZURE_CLIENT_ID),
      client_secret: String(env.AZURE_CLIENT_SECRET),
      scope: 'https://graph.microsoft.com/.default',
    }).toString(),
  });
  return ((await response.body.json()) as { access_token: string }).access_token;
}

function figures(
  { run, seconds, before, after }: Measured,
  options: Options,
  floor: FloorOutput | undefined,
  counted: { historyEvents: number; throttled: number | null; mismatches: number | null },
): Figures {
  const deliveries = run.counters.deliveries ?? 0;
  const perSecond = deliveries / seconds;
  const cpuMsPerDelivery = (after.cpuMs - before.cpuMs) / deliveries;
  const floorPerSecond = floor ? floor.posted / floor.seconds : Number.NaN;
  const floorCpuMsPerDelivery = floor ? floor.cpuMs / floor.posted : Number.NaN;
  const storageRequests = after.requests.storage - before.requests.storage;
  return {
    scenario: 'pipeline',
    items: options.items,
    deliveries,
    seconds: rounded(seconds),
    perSecond: rounded(perSecond, 1),
    floorPerSecond: rounded(floorPerSecond, 1),
    ratio: rounded(perSecond / floorPerSecond),
    cpuMsPerDelivery: rounded(cpuMsPerDelivery),
    floorCpuMsPerDelivery: rounded(floorCpuMsPerDelivery),
    cpuRatio: rounded(cpuMsPerDelivery / floorCpuMsPerDelivery),
    peakRssMb: rounded(after.peakRssMb, 1),
    storageTransactionsPerDelivery: rounded(storageRequests / deliveries, 4),
    ...counted,
    state: run.state,
  };
}
