import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { adversaryOf } from '../adversary.ts';
import { importFile, loadApp } from './app.ts';
import { clientData } from './client-data.ts';
import { applyLocalSettings, readHostConfig } from './config.ts';
import { provideCoreModule } from './core-module.ts';
import { Engine } from './engine.ts';
import { listen, serve, shut } from './http-server.ts';
import type { SignIn } from './host.ts';
import { invokerOf } from './invocation.ts';
import { log, messageOf, StartError } from './log.ts';
import { managementOf } from './management.ts';
import { Store } from './store.ts';
import { TimerTriggers } from './timer-triggers.ts';

const usage =
  'usage: node local/host/main.ts --app DIR --data DIR [--port 7071] [--sign-in FILE] [--adversarial SEED]';
const defaultPort = '7071';
/** How long running functions may go on after SIGINT or SIGTERM, in milliseconds. */
const drainLimit = 10_000;

async function main(): Promise<void> {
  const options = readOptions();
  applyLocalSettings(options.app);
  const config = readHostConfig(options.app);
  const store = new Store(options.data);
  const { server, origin } = await listen(options.port);
  prepareEnvironment(origin, options.signIn !== undefined);
  const app = await loadApp(options.app, provideCoreModule());
  const key = managementKey(store);
  const invoker = invokerOf(app, clientData(origin, config.extensions.durableTask.hubName, key));
  const adversary = options.seed === undefined ? undefined : adversaryOf(options.seed);
  const signIn = options.signIn === undefined ? undefined : await loadSignIn(options.signIn);
  const host = { app, config, store, invoker, adversary, key, origin, signIn };
  const engine = new Engine(host);
  const timers = new TimerTriggers(host);
  await invoker.runHooks('appStart');
  serve(server, host, managementOf(host, timers));
  engine.resume();
  timers.start();
  const told = new Promise((resolve) => process.on('SIGINT', resolve).on('SIGTERM', resolve));
  const { pid } = process;
  process.stdout.write(`${JSON.stringify({ ready: true, url: origin, pid, key })}\n`);
  await told;
  setTimeout(() => {
    log('warning', 'host', `Functions were still running after ${drainLimit} ms`);
    process.exit(0);
  }, drainLimit);
  await Promise.all([shut(server), timers.stop(), engine.stop()]);
  await invoker.runHooks('appTerminate');
  store.shut();
  process.exit(0);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: defaultPort },
      'sign-in': { type: 'string' },
      adversarial: { type: 'string' },
    },
  });
  const { app, data, 'sign-in': signIn, adversarial: seed } = values;
  if (!app || !data) throw new StartError(usage);
  return { app: resolve(app), data: resolve(data), port: Number(values.port), signIn, seed };
}

async function loadSignIn(file: string): Promise<SignIn> {
  const found: Partial<SignIn> = await importFile('sign-in', resolve(file));
  const { answer, principalHeaders } = found;
  if (answer && principalHeaders) return { answer, principalHeaders };
  throw new StartError(`The sign-in ${file} has to export answer and principalHeaders.`);
}

/** What Azure sets, or what keeps a developer's proxy from catching calls to this very process. */
function prepareEnvironment(origin: string, canSignIn: boolean): void {
  const NO_PROXY = ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(',');
  const WEBSITE_HOSTNAME = new URL(origin).host;
  Object.assign(process.env, { NO_PROXY, no_proxy: NO_PROXY, WEBSITE_HOSTNAME });
  if (canSignIn) process.env.WEBSITE_AUTH_ENABLED = 'True';
  // stdout carries one line for the caller; what the app prints belongs to the log.
  globalThis.console = new Console(process.stderr);
}

/** The key in management addresses; kept over restarts, so that handed-out addresses stay good. */
function managementKey(store: Store): string {
  const sql = "INSERT OR IGNORE INTO settings VALUES ('managementKey', ?)";
  void store.write(() => store.sql(sql).run(randomUUID().replaceAll('-', '')));
  return String(store.sql('SELECT value FROM settings').get()?.value);
}

// Unhandled rejections come here too. The Node worker of the real host exits likewise.
process.on('uncaughtException', (error) => {
  const stack = error instanceof StartError ? undefined : error.stack;
  log('critical', 'host', messageOf(error), { stack });
  process.exit(1);
});

await main();
