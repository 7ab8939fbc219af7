/** The product, kept running on this machine with its data in `.data/`; Ctrl-C ends it cleanly, and it resumes. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemoWorld } from './simulators/world/index.ts';
import { givenSettings, mailboxPages, startSystem } from './system.ts';

const FOLDER = join(import.meta.dirname, '..', '.data');
const LOCK = join(FOLDER, 'lock');
const DEFAULT_PORT = 7071;
const DAY_MS = 24 * 60 * 60 * 1000;

interface World {
  date: string;
  seed: number;
}

/** The invented day stays the same between starts, so that a run that was interrupted finds its source again. */
function rememberedWorld(): World {
  const file = join(FOLDER, 'world.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as World;
  const world = { date: new Date(Date.now() - DAY_MS).toISOString().slice(0, 10), seed: 1 };
  writeFileSync(file, JSON.stringify(world));
  return world;
}

/** One system per folder: two storages writing the same files would spoil both. */
function takeFolder(): void {
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
    const holder = existsSync(LOCK) ? Number(readFileSync(LOCK, 'utf8')) : 0;
    if (holder > 0 && isAlive(holder)) {
      throw new Error(
        `The archiver runs already, as process ${String(holder)}; end that one first.`,
      );
    }
    writeFileSync(LOCK, String(process.pid), { mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`The folder ${FOLDER} cannot be used (${code}): make it writable for you.`, {
      cause: error,
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the app itself said; the host's own chatter stays out. */
function progress(line: string): void {
  try {
    const { level, message } = JSON.parse(line) as { level: string; message: string };
    const { message: words, ...facts } = JSON.parse(message) as Record<string, unknown>;
    const details = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`);
    const time = new Date().toTimeString().slice(0, 8);
    say([time, level.toLowerCase(), String(words), ...details].join('  '));
  } catch {
    // Not one of the app's lines.
  }
}

async function main(): Promise<void> {
  takeFolder();
  const { date, seed } = rememberedWorld();
  const world = await buildDemoWorld({ date, seed });
  const given = givenSettings();
  const system = await startSystem({
    folder: FOLDER,
    inMemory: false,
    port: Number(given.PORT ?? DEFAULT_PORT),
    telemessage: ['--world', 'demo', '--date', date, '--seed', String(seed)],
    graph: ['--viewer'],
    directory: world.directory,
    given,
    onLog: progress,
  });
  const account = world.accounts[0];
  say('The archiver runs:');
  say(`  administration ${system.host.url}/`);
  if (system.graph) say(`  mailboxes      ${mailboxPages(system.graph.url)}`);
  say(`  interface      ${system.host.url}/api/catalog`);
  if (system.telemessage && account) {
    say(
      `  TeleMessage    simulated, day ${date}; user ${account.username}, password ${account.password}`,
    );
  }
  if (system.graph) say(`  Microsoft 365  simulated, ${String(world.directory.length)} users`);
  say('Ctrl-C ends it.');
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await Promise.race([ended, system.hostEnded()]);
  say('Stopping; runs go on with the next start.');
  await system.stop();
  rmSync(LOCK, { force: true });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
