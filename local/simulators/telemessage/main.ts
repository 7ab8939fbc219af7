import { createClock } from '../kit/clock.ts';
import { listen } from '../kit/http.ts';
import { announceReady, readOptions, stopOnSignal, wholeNumber } from '../kit/process.ts';
import { buildBenchWorld } from '../world/bench.ts';
import { buildAccounts } from '../world/directory.ts';
import { buildDemoWorld } from '../world/index.ts';
import { COMPANY } from '../world/people.ts';
import type { Account, Company } from '../world/types.ts';
import { BASE_PATH } from './routes.ts';
import { createHandler } from './server.ts';
import { createSessions } from './sessions.ts';
import { LIVELY_PAGES, openBenchStore, openListStore } from './store.ts';
import type { Store } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const options = readOptions({
  world: { type: 'string', default: 'demo' },
  date: { type: 'string', default: new Date(Date.now() - DAY_MS).toISOString().slice(0, 10) },
  seed: { type: 'string', default: '1' },
  items: { type: 'string', default: '1000' },
  mailboxes: { type: 'string', default: '100' },
  'latency-ms': { type: 'string', default: '0' },
  'session-seconds': { type: 'string', default: '3600' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
});

interface Scene {
  readonly store: Store;
  readonly accounts: readonly Account[];
  readonly company: Company;
}

async function openScene(): Promise<Scene> {
  const { date } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`--date is YYYY-MM-DD, got '${date}'`);
  const seed = wholeNumber('seed', options.seed);
  if (options.world === 'bench') {
    const items = wholeNumber('items', options.items);
    const mailboxes = wholeNumber('mailboxes', options.mailboxes);
    const world = buildBenchWorld({ date, seed, items, mailboxes });
    return { ...world, store: openBenchStore(world) };
  }
  if (options.world !== 'demo' && options.world !== 'empty') {
    throw new Error(`--world is demo, bench or empty, got '${options.world}'`);
  }
  if (options.world === 'empty') {
    return { accounts: buildAccounts(seed), company: COMPANY, store: openListStore() };
  }
  const world = await buildDemoWorld({ date, seed });
  const store = openListStore(LIVELY_PAGES);
  for (const [product, day] of Object.entries(world.products)) store.add(product, day.items);
  return { ...world, store };
}

function tlsFiles(): { certFile: string; keyFile: string } | undefined {
  const { 'tls-cert': certFile, 'tls-key': keyFile } = options;
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new Error('--tls-cert and --tls-key go together');
  }
  return { certFile, keyFile };
}

const clock = createClock();
const { store, accounts, company } = await openScene();
const sessionSeconds = wholeNumber('session-seconds', options['session-seconds']);
const sessions = createSessions(accounts, company, { clock, sessionSeconds });
const server = await listen(
  { host: options.host, port: wholeNumber('port', options.port), tls: tlsFiles() },
  createHandler({
    site: { store, sessions, clock },
    controllable: options.control,
    latencyMs: wholeNumber('latency-ms', options['latency-ms']),
  }),
);
stopOnSignal(() => server.close(), options);
announceReady(`${server.url}${BASE_PATH}`);
