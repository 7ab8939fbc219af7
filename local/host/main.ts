import { randomUUID } from 'node:crypto';
import { Console } from 'node:console';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Adversary } from './adversary.ts';
import { functionsOf, loadApp } from './app.ts';
import { AuthGate } from './auth.ts';
import { clientData } from './client-data.ts';
import { applyLocalSettings, readHostConfig } from './config.ts';
import { provideCoreModule } from './core-module.ts';
import { Engine } from './engine.ts';
import type { Host } from './host.ts';
import { listen, serve, shut } from './http-server.ts';
import { Invoker } from './invocation.ts';
import { log } from './log.ts';
import { Management } from './management.ts';
import { Router } from './routes.ts';
import { messageOf, StartError } from './start-error.ts';
import { Store } from './store.ts';
import { TimerTriggers } from './timer-triggers.ts';

const usage =
  'usage: node local/host/main.ts --app DIR --data DIR [--port 7071] [--auth] [--adversarial SEED]';
const defaultPort = '7071';
/** How long running functions may go on after SIGINT or SIGTERM, in milliseconds. */
const drainLimit = 10_000;

async function main(): Promise<void> {
  const options = readOptions();
  applyLocalSettings(options.app);
  const config = readHostConfig(options.app);
  const store = new Store(options.data);
  const { server, origin } = await listen(options.port);
  prepareEnvironment(origin, options.auth);
  const app = await loadApp(options.app, provideCoreModule());
  const key = managementKey(store);
  const invoker = new Invoker(app, JSON.stringify(clientData(origin, config.hubName, key)));
  const adversary = options.seed === undefined ? undefined : new Adversary(options.seed);
  const host: Host = { app, config, store, invoker, adversary };
  const engine = new Engine(host);
  const timers = new TimerTriggers(host);
  const router = new Router(functionsOf(app, 'httpTrigger'), config.routePrefix);
  const management = new Management(host, engine, timers, key);
  await invoker.runHooks('appStart');
  serve(server, origin, { auth: new AuthGate(options.auth), management, router, invoker });
  engine.resume();
  timers.start();
  const stop = async () => {
    await Promise.all([shut(server), timers.stop(), engine.stop()]);
    await invoker.runHooks('appTerminate');
    store.shut();
  };
  let stopping: Promise<void> | undefined;
  const onSignal = () => {
    stopping ??= stopInTime(stop());
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  process.stdout.write(`${JSON.stringify({ ready: true, url: origin, pid: process.pid, key })}\n`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: defaultPort },
      auth: { type: 'boolean', default: false },
      adversarial: { type: 'string' },
    },
  });
  const { app, data, auth, adversarial: seed } = values;
  const port = Number(values.port);
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
  if (!app || !data || !isPort) throw new StartError(usage);
  return { app: resolve(app), data: resolve(data), port, auth, seed };
}

/** What Azure sets, or what keeps a developer's proxy from catching calls to this very process. */
function prepareEnvironment(origin: string, auth: boolean): void {
  const proxyExceptions = ['127.0.0.1', 'localhost', process.env.NO_PROXY]
    .filter(Boolean)
    .join(',');
  process.env.NO_PROXY = proxyExceptions;
  process.env.no_proxy = proxyExceptions;
  process.env.WEBSITE_HOSTNAME = new URL(origin).host;
  if (auth) process.env.WEBSITE_AUTH_ENABLED = 'True';
  // stdout carries one line for the caller; what the app prints belongs to the log.
  globalThis.console = new Console(process.stderr);
}

/** The key in management addresses; it stays the same over restarts, so that handed-out addresses stay good. */
function managementKey(store: Store): string {
  const name = 'managementKey';
  const row = store.get('SELECT value FROM settings WHERE name = ?', name);
  const value = (row as { value: string } | undefined)?.value ?? randomUUID().replaceAll('-', '');
  store.write(() => store.put('settings', { name, value }));
  return value;
}

async function stopInTime(stopped: Promise<void>): Promise<void> {
  setTimeout(() => {
    log('warning', 'host', `Functions were still running after ${drainLimit} ms`);
    process.exit(0);
  }, drainLimit);
  await stopped.catch((error: unknown) => {
    log('error', 'host', `Stopping failed: ${messageOf(error)}`);
  });
  process.exit(0);
}

process.on('unhandledRejection', (reason) => {
  log('error', 'host', `Unhandled rejection: ${messageOf(reason)}`);
});

main().catch((error: unknown) => {
  const stack = error instanceof Error && !(error instanceof StartError) ? error.stack : undefined;
  log('critical', 'host', messageOf(error), { stack });
  process.exit(1);
});
