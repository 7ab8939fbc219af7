/** The local host seen from outside: a child process, and the file it leaves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { HistoryEvent } from './host/history.ts';

export interface HostOptions {
  app: string;
  data: string;
  /** 0, the default, picks a free one. */
  port?: number;
  /** Lets people sign in: as `sign-in.ts` has it, or another module. */
  auth?: boolean | string;
  env?: NodeJS.ProcessEnv;
  adversarial?: number | string;
  /** Receives every line of the log as it comes. */
  onLog?: (line: string) => void;
}

export interface RunningHost {
  url: string;
  pid: number;
  /** Opens the management routes, as `code` in the query. */
  key: string;
  /** Calls a timer function now; resolves when the host has taken it on, not when it has ended. */
  trigger(name: string): Promise<void>;
  /** The newest lines of the log, each a JSON object. */
  log: string[];
  /** Resolves with the exit code; null after a signal. */
  exited: Promise<number | null>;
  stop(): Promise<void>;
  /** Ends the process without warning. */
  kill(): void;
}

/** A host that has not gone this long after a polite request is killed, in milliseconds. */
const stopLimit = 15_000;

/** Lines of the log kept for whoever asks; a host may run for weeks. */
const linesKept = 5_000;

/**
 * Megabytes. Left alone, Node lets the heap grow by the memory of the machine; these are the bounds for an instance of
 * 2 GB, where a worker shares it with the platform's own host.
 */
const heap = ['--max-semi-space-size=32', '--max-old-space-size=512'];

/** Ends the host in good order when its standard input closes, which also happens when the parent is killed. */
const endWithParent = `data:text/javascript,process.stdin.on('end',()=>process.kill(process.pid,'SIGTERM')).resume().unref()`;

/** Starts the host as a child process; rejects with its last words if it does not get ready. */
export async function spawnHost(options: HostOptions): Promise<RunningHost> {
  const args = ['--app', options.app, '--data', options.data, '--port', String(options.port ?? 0)];
  const signIn = options.auth === true ? join(import.meta.dirname, 'sign-in.ts') : options.auth;
  if (signIn) args.push('--sign-in', signIn);
  if (options.adversarial !== undefined) args.push('--adversarial', String(options.adversarial));
  const main = join(import.meta.dirname, 'host/main.ts');
  const child = spawn(process.execPath, [...heap, '--import', endWithParent, main, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C at the terminal is the parent's to act on.
    detached: true,
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > linesKept) log.shift();
    options.onLog?.(line);
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const ready = once(createInterface({ input: child.stdout }), 'line').then(
    ([line]) => line as string,
  );
  const first = await Promise.race([ready, exited]);
  if (typeof first !== 'string') throw new Error(`The host did not start: ${wordsOf(log)}`);
  const { url, pid, key } = JSON.parse(first) as Pick<RunningHost, 'url' | 'pid' | 'key'>;
  const trigger = async (name: string) => {
    const init = { method: 'POST', headers: { 'x-functions-key': key }, body: '{"input":""}' };
    const { status } = await fetch(`${url}/admin/functions/${encodeURIComponent(name)}`, init);
    if (status !== 202) throw new Error(`The host answered ${status} to a call of ${name}`);
  };
  const stop = async () => {
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), stopLimit);
    await exited;
    clearTimeout(limit);
  };
  const kill = () => {
    child.kill('SIGKILL');
  };
  return { url, pid, key, trigger, log, exited, stop, kill };
}

/** The reason it gave, without the log's wrapping; all it said where it gave none. */
function wordsOf(lines: readonly string[]): string {
  const critical = lines.filter((line) => line.startsWith('{"level":"critical"'));
  if (critical.length === 0) return lines.join('\n');
  return critical.map((line) => (JSON.parse(line) as { message: string }).message).join('\n');
}

/** What a host has written of an orchestration; for the time when none runs on the data folder. */
export function readHistory(data: string, instanceId: string): HistoryEvent[] {
  const database = new DatabaseSync(join(data, 'host.sqlite'), { readOnly: true });
  try {
    const select = database.prepare('SELECT event FROM history WHERE id = ? ORDER BY seq');
    return select.all(instanceId).map(({ event }) => JSON.parse(String(event)) as HistoryEvent);
  } finally {
    database.close();
  }
}
