/** The whole product on one machine: storage, simulators and host, each a process of its own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAzurite } from './azurite.ts';
import { spawnHost, type RunningHost } from './host-process.ts';
import { spawnSimulator, type SpawnedSimulator } from './simulators/kit/spawn.ts';

const ROOT = join(import.meta.dirname, '..');
const SIMULATORS = join(import.meta.dirname, 'simulators');

export interface SystemOptions {
  /** Where everything that is kept lies. */
  folder: string;
  /** The app to run instead of the one built from these sources. */
  app?: string;
  /** Forget storage and mailboxes at the end; faster. */
  inMemory: boolean;
  /** 0 picks a free one. */
  port: number;
  /** Arguments of the simulators beyond the usual: which world they show. */
  telemessage: readonly string[];
  graph: readonly string[];
  /** The directory of the simulated tenant, as JSON. */
  directory?: unknown;
  env?: NodeJS.ProcessEnv;
  adversarial?: number | string;
  /** What the user has set: a service whose address stands here is not simulated. */
  given: Readonly<Record<string, string | undefined>>;
  /** Receives the host's log, line by line. */
  onLog?: (line: string) => void;
}

export interface System {
  host: RunningHost;
  /** The settings the host runs with. */
  env: NodeJS.ProcessEnv;
  graph: SpawnedSimulator | undefined;
  telemessage: SpawnedSimulator | undefined;
  entra: SpawnedSimulator | undefined;
  /** Starts the host again, after it ended or was killed, on the same data and port. */
  restartHost(): Promise<RunningHost>;
  /** Resolves when the host has ended by itself. */
  hostEnded(): Promise<void>;
  stop(): Promise<void>;
}

/** Where a person looks into the mailboxes of a simulated tenant that was started with `--viewer`. */
export function mailboxPages(graphUrl: string): string {
  return `${graphUrl}/_mailboxes`;
}

interface Stoppable {
  stop(): Promise<void>;
}

/** Settings of `local.settings.json`, under those of the environment. */
export function givenSettings(): Record<string, string | undefined> {
  const file = join(ROOT, 'local.settings.json');
  const values = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { Values?: Record<string, string> }).Values
    : {};
  return { ...values, ...process.env };
}

export async function startSystem(options: SystemOptions): Promise<System> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const started: Stoppable[] = [];
  const stopAll = async (): Promise<void> => {
    for (const part of started.reverse()) await part.stop();
  };
  try {
    return await startParts(options, started, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startParts(
  options: SystemOptions,
  started: Stoppable[],
  stopAll: () => Promise<void>,
): Promise<System> {
  const { given, folder } = options;
  const [storage, entra, telemessage] = await Promise.all([
    storageSettings(options, started),
    given.AZURE_TENANT_ID ? undefined : startEntra(options, started),
    given.TELEMESSAGE_URL ? undefined : startTelemessage(options, started),
  ]);
  const graph = given.GRAPH_URL ? undefined : await startGraph(options, entra, started);
  const env: NodeJS.ProcessEnv = {
    ...given,
    ...options.env,
    ...storage,
    ARCHIVE_SECRETS_FOLDER: given.ARCHIVE_SECRETS_FOLDER ?? join(folder, 'secrets'),
    ...(telemessage && { TELEMESSAGE_URL: telemessage.url }),
    ...(graph && { GRAPH_URL: graph.url }),
    ...(entra && entraSettings(entra)),
  };
  const launch = (port: number): Promise<RunningHost> =>
    spawnHost({
      app: options.app ?? ROOT,
      data: join(folder, 'host'),
      port,
      auth: true,
      env,
      ...(options.adversarial !== undefined && { adversarial: options.adversarial }),
      ...(options.onLog && { onLog: options.onLog }),
    });
  const system: System = {
    host: await launch(options.port),
    env,
    graph,
    telemessage,
    entra,
    async restartHost() {
      system.host = await launch(Number(new URL(system.host.url).port));
      return system.host;
    },
    async hostEnded() {
      await system.host.exited;
    },
    stop: stopAll,
  };
  // Pushed last, so that the host is the first to end: the rest stays up while it drains.
  started.push({ stop: () => system.host.stop() });
  return system;
}

async function storageSettings(
  { given, folder, inMemory }: SystemOptions,
  started: Stoppable[],
): Promise<Record<string, string>> {
  const names = ['ARCHIVE_STORAGE', 'ARCHIVE_STORAGE__accountName'];
  if (names.some((name) => given[name])) return {};
  const azurite = await startAzurite(inMemory ? { inMemory } : { dir: join(folder, 'storage') });
  started.push(azurite);
  return { ARCHIVE_STORAGE: azurite.connectionString };
}

async function startEntra(
  { folder }: SystemOptions,
  started: Stoppable[],
): Promise<SpawnedSimulator> {
  const entra = await spawnSimulator(join(SIMULATORS, 'entra/main.ts'), [
    ...['--port', '0', '--control', '--tls-dir', join(folder, 'tls')],
  ]);
  started.push(entra);
  return entra;
}

/** The secret is the simulator's own, known to everybody: it opens nothing else. */
function entraSettings(entra: SpawnedSimulator): Record<string, string> {
  return {
    AZURE_AUTHORITY_HOST: entra.url,
    AZURE_TENANT_ID: String(entra.ready.tenantId),
    AZURE_CLIENT_ID: String(entra.ready.clientId),
    AZURE_CLIENT_SECRET: 'simulated-secret',
    NODE_EXTRA_CA_CERTS: String(entra.ready.ca),
  };
}

async function startTelemessage(
  { telemessage }: SystemOptions,
  started: Stoppable[],
): Promise<SpawnedSimulator> {
  const simulator = await spawnSimulator(join(SIMULATORS, 'telemessage/main.ts'), [
    ...['--port', '0', '--control', ...telemessage],
  ]);
  started.push(simulator);
  return simulator;
}

async function startGraph(
  options: SystemOptions,
  entra: SpawnedSimulator | undefined,
  started: Stoppable[],
): Promise<SpawnedSimulator> {
  const { folder, inMemory, directory } = options;
  const args = ['--port', '0', '--control', ...options.graph];
  if (directory !== undefined) {
    const file = join(folder, 'directory.json');
    writeFileSync(file, JSON.stringify(directory));
    args.push('--directory', file);
  }
  if (!inMemory) {
    const kept = join(folder, 'mailboxes');
    mkdirSync(kept, { recursive: true });
    args.push('--data', join(kept, 'journal.ndjson'));
  }
  if (entra) args.push('--entra-keys', String(entra.ready.jwksFile));
  const simulator = await spawnSimulator(join(SIMULATORS, 'graph/main.ts'), args);
  started.push(simulator);
  return simulator;
}
