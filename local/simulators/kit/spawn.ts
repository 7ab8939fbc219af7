import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Certificates and keys are made at start; anything slower than this is broken. */
const READY_WITHIN_MS = 20_000;

export interface SpawnedSimulator {
  /** The whole ready line. */
  ready: Record<string, unknown>;
  url: string;
  pid: number;
  /** Asks the process to end and waits until it has. */
  stop(): Promise<void>;
  /** Ends it without a chance to clean up, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a simulator that ends with this process and resolves when it serves requests. */
export async function spawnSimulator(
  mainFile: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<SpawnedSimulator> {
  const child = spawn(process.execPath, [mainFile, ...args, '--die-with-parent'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C at the terminal is the parent's to act on: the simulators stay up while the host drains.
    detached: true,
    env: { ...process.env, ...env },
  });
  const ready = await readyLine(child, mainFile);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    ready,
    url: String(ready.url),
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function readyLine(child: ChildProcess, mainFile: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new Error(`${mainFile} ${reason}\n${stderr}`));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not become ready');
    }, READY_WITHIN_MS);
    child.once('error', (error) => {
      fail(error.message);
    });
    // Not `exit`: what the process had to say may still be on its way.
    child.once('close', (code) => {
      fail(`ended with code ${String(code)}`);
    });
    let isReady = false;
    child.stderr?.on('data', (chunk: Buffer) => {
      if (isReady) process.stderr.write(chunk);
      else stderr += chunk.toString();
    });
    if (child.stdout === null) {
      fail('has no standard output');
      return;
    }
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"ready":true')) return;
      clearTimeout(timer);
      isReady = true;
      resolve(JSON.parse(line) as Record<string, unknown>);
    });
  });
}
