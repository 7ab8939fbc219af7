/** Azure Storage on this machine: Azurite's three services in one child process, on free ports. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** Azurite's account and key are public and the same everywhere. */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Loading takes one to three seconds; anything slower than this on a busy machine is broken. */
const READY_WITHIN_MS = 60_000;
/** Time for writing its files out; after that it is ended the hard way. */
const STOP_WITHIN_MS = 10_000;

/** Ends the child in good order when its standard input closes, which also happens when the parent is killed. */
const END_WITH_PARENT = `data:text/javascript,process.stdin.resume().on('close',()=>process.kill(process.pid,'SIGTERM'))`;

export type AzuriteOptions = (
  | { /** Where its data stands; kept between starts. */ dir: string; inMemory?: false }
  | { dir?: undefined; inMemory: true }
) & {
  /** Receives what it prints, line by line. */
  log?: (line: string) => void;
};

export interface Azurite {
  connectionString: string;
  pid: number;
  stop(): Promise<void>;
}

type Service = 'blob' | 'queue' | 'table';

/** Resolves when all three services listen. */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const place = options.inMemory ? ['--inMemoryPersistence'] : ['--location', options.dir];
  const ports = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];
  const quiet = ['--skipApiVersionCheck', '--silent', '--disableTelemetry'];
  const child = spawn(
    process.execPath,
    ['--import', END_WITH_PARENT, main, ...place, ...ports, ...quiet],
    // Ctrl-C at the terminal is the parent's to act on: storage stays up while the host drains.
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const addresses = await listening(child, options.log);
  return {
    connectionString: connectionString(addresses),
    pid: child.pid ?? 0,
    stop: () => stop(child, options.inMemory === true),
  };
}

function listening(
  child: ChildProcess,
  log: AzuriteOptions['log'],
): Promise<Record<Service, string>> {
  return new Promise((resolve, reject) => {
    const addresses: Partial<Record<string, string>> = {};
    const printed: string[] = [];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
    }, READY_WITHIN_MS);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`Azurite did not start\n${printed.join('\n')}`));
    });
    const onLine = (line: string): void => {
      log?.(line);
      const { blob, queue, table } = addresses;
      if (blob && queue && table) return;
      printed.push(line);
      const match = /^Azurite (\w+) service is successfully listening at (\S+)/.exec(line);
      if (match?.[1] && match[2]) addresses[match[1].toLowerCase()] = match[2];
      if (!addresses.blob || !addresses.queue || !addresses.table) return;
      clearTimeout(timer);
      resolve(addresses as Record<Service, string>);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
  });
}

function connectionString(addresses: Record<Service, string>): string {
  const endpoint = (name: string, address: string): string =>
    `${name}Endpoint=${address}/${ACCOUNT}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    endpoint('Blob', addresses.blob),
    endpoint('Queue', addresses.queue),
    endpoint('Table', addresses.table),
    '',
  ].join(';');
}

async function stop(child: ChildProcess, disposable: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (disposable) child.kill('SIGKILL');
  else child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(timer);
}
