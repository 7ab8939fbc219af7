import type { Audit } from '../../ports/audit.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { DirectoryCache, FolderCache } from '../../ports/microsoft365.ts';
import type { PendingConsents, SignIns } from '../../ports/setup.ts';
import type {
  Blobs,
  Connectors,
  Container,
  Leases,
  Mappings,
  Retention,
  Runs,
} from '../../ports/storage.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { openAccount, type StorageAccount } from './account.ts';
import { createAudit } from './audit.ts';
import { createBlobs } from './blobs.ts';
import { createConnectors } from './connectors.ts';
import { createDirectoryCache } from './directory-cache.ts';
import { guarded } from './errors.ts';
import { createFolderCache } from './folder-cache.ts';
import { createLeases } from './leases.ts';
import { bringForward, type Migration } from './ledger-version.ts';
import { createLedger } from './ledger.ts';
import { createMappings } from './mappings.ts';
import { createPendingConsents } from './pending-consents.ts';
import { createRetention } from './retention.ts';
import { createRuns } from './runs.ts';
import { createSignIns } from './sign-ins.ts';

const TABLES = [
  'connectors',
  'mappings',
  'directory',
  'folders',
  'runs',
  'items',
  'deliveries',
  'exceptions',
  'audit',
] as const;
const CONTAINERS = ['raw', 'media', 'staged', 'mappings', 'leases'] as const;

/** What the ledger went through since its first form. */
const MIGRATIONS: readonly Migration[] = [];

export interface Storage {
  blobs: Blobs;
  leases: Leases;
  connectors: Connectors;
  mappings: Mappings;
  runs: Runs;
  ledger: Ledger;
  audit: Audit;
  signIns: SignIns;
  retention: Retention;
  folders: FolderCache;
  directory: DirectoryCache;
  consents: PendingConsents;
  /** Makes the tables and containers that are not there yet, and brings the ledger to the form of this build. */
  prepare(): Promise<void>;
  /** Throws `storage_unavailable` unless tables and blobs both answer. */
  ping(): Promise<void>;
}

export interface StorageTools {
  clock: Clock;
  random: Random;
  log: Log;
}

/** The archive's own storage account. */
export function createStorage(options: StorageAccount, tools: StorageTools): Storage {
  const account = openAccount(options);
  const tables = Object.fromEntries(TABLES.map((name) => [name, account.table(name)])) as Record<
    (typeof TABLES)[number],
    ReturnType<typeof account.table>
  >;
  const container = (name: Container) => account.container(name);
  const blobs = createBlobs(container, tools.clock);
  const runs = createRuns(tables.runs, tools.clock);
  return {
    blobs,
    leases: createLeases(account.container('leases'), tools),
    connectors: createConnectors(tables.connectors),
    mappings: createMappings(tables.mappings, blobs),
    runs,
    ledger: createLedger(tables),
    audit: createAudit(tables.audit, tools),
    signIns: createSignIns(tables.connectors, tools),
    retention: createRetention({ container, tables, runs, clock: tools.clock }),
    folders: createFolderCache(tables.folders),
    directory: createDirectoryCache(tables.directory),
    consents: createPendingConsents(tables.connectors),
    prepare: async () => {
      await Promise.all([
        ...TABLES.map((name) => tables[name].create()),
        ...CONTAINERS.map((name) => guarded(() => account.container(name).createIfNotExists())),
      ]);
      await bringForward(tables.connectors, MIGRATIONS);
    },
    ping: async () => {
      await Promise.all([
        tables.connectors.get('ping', 'ping'),
        guarded(() => account.container('raw').exists()),
      ]);
    },
  };
}
