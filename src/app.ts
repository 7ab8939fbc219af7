/** The only place that builds adapters, once per process. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import { createConsent } from './adapters/consent/consent.ts';
import { createDirectory } from './adapters/directory/directory.ts';
import { createGraph } from './adapters/graph/graph.ts';
import { createLog, type LogScope, type LogSink } from './adapters/log/log.ts';
import { createEmailReader } from './adapters/mime/email-reader.ts';
import { createPageFiles } from './adapters/portal/page-files.ts';
import { createFileSecrets } from './adapters/secrets/file-secrets.ts';
import { createKeyVaultSecrets } from './adapters/secrets/key-vault-secrets.ts';
import { createStorage } from './adapters/storage/create-storage.ts';
import { createClock, createRandom } from './adapters/system/system.ts';
import { createSource } from './adapters/telemessage/source.ts';
import { readConfig, type Config } from './config.ts';
import type { Ports } from './ports/ports.ts';
import type { Consent, PendingConsents, Secrets } from './ports/setup.ts';

const MICROSOFT_AUTHORITIES = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
]);

const invocation = new AsyncLocalStorage<LogScope>();

/** Settings of this process; a fault stops the start with a message that names it and its remedy. */
export const config: Config = readConfig(process.env);

const built = build(config);

export const ports: Ports = built.ports;

/** Creates tables and containers that are not there; to be awaited before the first invocation. */
export const prepareStorage = built.prepare;
export const pingStorage = built.ping;
export const consent: Consent | undefined = built.consent;

/** The built page lies beside the compiled code. */
export const pageFiles = createPageFiles(join(import.meta.dirname, '../portal'));

/** Ties what a handler logs to its invocation, and to the run it works for. The context is its last argument. */
export function withInvocation<A extends unknown[], R>(
  handler: (...args: A) => R,
): (...args: A) => R {
  return (...args) => {
    const { runId } = (args[0] ?? {}) as { runId?: unknown };
    const facts = typeof runId === 'string' ? { runId } : {};
    return invocation.run({ sink: args.at(-1) as LogSink, facts }, () => handler(...args));
  };
}

interface Built {
  ports: Ports;
  /** Absent where no application is named that anybody could consent to. */
  consent: Consent | undefined;
  prepare: () => Promise<void>;
  ping: () => Promise<void>;
}

function build(from: Config): Built {
  const clock = createClock();
  const random = createRandom();
  const log = createLog(() => invocation.getStore());
  const credential = credentialOf(from);
  const common = { clock, random, log };
  const storage = createStorage(
    'accountName' in from.storage ? { ...from.storage, credential } : from.storage,
    common,
  );
  const secrets = secretsOf(from, credential, common);
  const { blobs } = storage;
  const graph = createGraph({
    ...common,
    url: from.graphUrl,
    credential,
    folders: storage.folders,
    blobs,
  });
  const ports: Ports = {
    ...common,
    source: createSource({ ...common, url: from.telemessageUrl, secrets }),
    directory: createDirectory({ users: graph.users, cache: storage.directory, clock, log }),
    mailboxes: graph.mailboxes,
    blobs,
    leases: storage.leases,
    connectors: storage.connectors,
    mappings: storage.mappings,
    runs: storage.runs,
    ledger: storage.ledger,
    audit: storage.audit,
    signIns: storage.signIns,
    retention: storage.retention,
    secrets,
    emails: createEmailReader(),
    archiveDomain: from.archiveDomain,
  };
  return {
    ports,
    consent: consentOf(from, storage.consents),
    prepare: () => storage.prepare(),
    ping: () => storage.ping(),
  };
}

function consentOf(from: Config, pending: PendingConsents): Consent | undefined {
  if (from.identity.clientId === undefined && !from.inAzure) return undefined;
  return createConsent({
    ...from.identity,
    managedIdentity: from.inAzure,
    graphUrl: from.graphUrl,
    freshCredential: () => credentialOf(from),
    pending,
  });
}

function credentialOf({ identity, inAzure }: Config): TokenCredential {
  const { tenantId, clientId, clientSecret, authorityHost } = identity;
  const authority = authorityHost === undefined ? {} : { authorityHost };
  if (inAzure) return new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined) {
    return new DefaultAzureCredential(authority);
  }
  // The library refuses an unknown authority unless told not to look it up, and insists on looking up its own.
  const disableInstanceDiscovery =
    authorityHost !== undefined && !MICROSOFT_AUTHORITIES.has(new URL(authorityHost).hostname);
  return new ClientSecretCredential(tenantId, clientId, clientSecret, {
    ...authority,
    disableInstanceDiscovery,
  });
}

function secretsOf(
  { secrets }: Config,
  credential: TokenCredential,
  { random }: Pick<Ports, 'random'>,
): Secrets {
  if ('vaultUrl' in secrets) return createKeyVaultSecrets({ url: secrets.vaultUrl, credential });
  return createFileSecrets({
    file: join(secrets.folder, 'credentials.json'),
    keyFile: join(secrets.folder, 'key'),
    random,
  });
}
