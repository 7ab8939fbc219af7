import { z } from 'zod';

/** Where an account's blobs and tables are, and how to sign in to it. */
type StorageAddress = { connectionString: string } | { accountName: string };

/** Everything the app is told by its surroundings, checked. Never logged as a whole: it holds secrets. */
export interface Config {
  storage: StorageAddress;
  /** Base address of the archive pull interface, without a trailing slash. `http:` only to loopback. */
  telemessageUrl: string;
  /** Without a trailing slash and version; https://graph.microsoft.com unless set. `http:` only to loopback. */
  graphUrl: string;
  identity: {
    tenantId?: string;
    clientId?: string;
    /** Outside Azure only. */
    clientSecret?: string;
    authorityHost?: string;
  };
  /** Key Vault in Azure; a file of the machine's owner elsewhere. */
  secrets: { vaultUrl: string } | { folder: string };
  /** Right-hand side of generated Message-IDs and synthetic addresses. */
  archiveDomain: string;
  /** Whether the app runs in Azure: a managed identity signs in, a vault is required. */
  inAzure: boolean;
  /** Whether the platform authenticates callers and sets the principal's header. Without it nobody is trusted. */
  platformAuth: boolean;
  /** How long things are kept; see `docs/operations.md`. */
  retention: {
    /** Stops every deletion. */
    legalHold: boolean;
    /** Days; 0 keeps for ever. Raw pages, e-mails and their media. */
    rawDays: number;
    /** Days; 0 keeps for ever. What was prepared for writing. */
    stagedDays: number;
    /** Days; 0 keeps for ever. Runs, items, deliveries, exceptions. */
    ledgerDays: number;
  };
  /** The daily letter; written to nobody unless somebody is named. */
  digest: { to: readonly string[]; page?: string };
  /** No orchestration is begun and none taken up again; what runs goes on to its end. */
  draining: boolean;
}

/** Settings that are missing or wrong, all of them at once, each with its remedy. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The archiver cannot start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,190}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;
const TRUE = /^(1|true)$/i;
const BOOLEAN = /^(0|1|true|false)$/i;
const DEFAULT_GRAPH_URL = 'https://graph.microsoft.com';
const DEFAULT_ARCHIVE_DOMAIN = 'archive.invalid';
const DEFAULT_SECRETS_FOLDER = '.data/secrets';

/** A catch-up looks back a week, and a person wants the time to mend what it could not import. */
const FEWEST_DAYS = 30;
/** A hundred years. */
const MOST_DAYS = 36_500;

type Environment = Readonly<Record<string, string | undefined>>;

const serviceUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!isSafe || url.search || url.hash || url.username || url.password) {
    context.addIssue({
      code: 'custom',
      message:
        'must be a plain https address (http only to this machine), e.g. https://archive.example/api/v1',
    });
    return z.NEVER;
  }
  return url.href.replace(/\/+$/, '');
});
const guid = z.string().regex(GUID, 'must be a GUID such as 11111111-2222-3333-4444-555555555555');
const accountName = z.string().regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account');

const flag = z.string().regex(BOOLEAN, 'must be true or false').default('false');
const addresses = z
  .string()
  .default('')
  .transform((text) => text.split(/[,;\s]+/).filter((address) => address !== ''))
  .pipe(z.array(z.email('must hold addresses such as ann@example.com, separated by commas')));
/** @param usual days kept when nothing is said */
function keepDays(usual: string) {
  return z
    .string()
    .default(usual)
    .transform(Number)
    .refine(
      (days) =>
        Number.isInteger(days) && (days === 0 || (days >= FEWEST_DAYS && days <= MOST_DAYS)),
      `must be a number of days from ${FEWEST_DAYS} to ${MOST_DAYS}, or 0 to keep for ever`,
    );
}

const Settings = z.object({
  ARCHIVE_STORAGE: z.string().optional(),
  ARCHIVE_STORAGE__accountName: accountName.optional(),
  AzureWebJobsStorage: z.string().optional(),
  AzureWebJobsStorage__accountName: accountName.optional(),
  TELEMESSAGE_URL: serviceUrl.optional(),
  GRAPH_URL: serviceUrl.default(DEFAULT_GRAPH_URL),
  AZURE_TENANT_ID: guid.optional(),
  AZURE_CLIENT_ID: guid.optional(),
  AZURE_CLIENT_SECRET: z.string().optional(),
  AZURE_AUTHORITY_HOST: serviceUrl.optional(),
  KEY_VAULT_URL: serviceUrl.optional(),
  ARCHIVE_SECRETS_FOLDER: z.string().default(DEFAULT_SECRETS_FOLDER),
  ARCHIVE_DOMAIN: z.string().regex(DOMAIN, 'must be a domain name').default(DEFAULT_ARCHIVE_DOMAIN),
  ARCHIVE_LEGAL_HOLD: flag,
  ARCHIVE_KEEP_RAW_DAYS: keepDays('0'),
  ARCHIVE_KEEP_STAGED_DAYS: keepDays('90'),
  ARCHIVE_KEEP_LEDGER_DAYS: keepDays('0'),
  ARCHIVE_DRAIN: flag,
  ARCHIVE_DIGEST_TO: addresses,
  WEBSITE_HOSTNAME: z.string().optional(),
  WEBSITE_INSTANCE_ID: z.string().optional(),
  WEBSITE_AUTH_ENABLED: z.string().optional(),
  WEBSITE_SITE_NAME: z.string().optional(),
});

/**
 * Reads and checks the settings. The only reader of the environment in the app.
 * @throws ConfigError naming every setting that is missing or wrong
 */
export function readConfig(environment: Environment): Config {
  const present = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const parsed = Settings.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    );
  }
  const settings = parsed.data;
  // Every plan sets the name of the site; Core Tools and the local host set neither.
  const inAzure = Boolean(settings.WEBSITE_SITE_NAME ?? settings.WEBSITE_INSTANCE_ID);
  const faults: string[] = [];
  const storage = storageOf(settings, faults);
  if (!settings.TELEMESSAGE_URL) {
    faults.push(
      'TELEMESSAGE_URL is missing: set it to the base address of the archive pull interface.',
    );
  }
  if (inAzure && !settings.KEY_VAULT_URL) {
    faults.push(
      'KEY_VAULT_URL is missing: in Azure, passwords are kept in a Key Vault; set its address.',
    );
  }
  if (inAzure && settings.AZURE_CLIENT_SECRET) {
    faults.push(
      'AZURE_CLIENT_SECRET is set in Azure: remove it; a managed identity signs in there.',
    );
  }
  if (settings.AZURE_CLIENT_SECRET && !(settings.AZURE_TENANT_ID && settings.AZURE_CLIENT_ID)) {
    faults.push(
      'AZURE_CLIENT_SECRET needs AZURE_TENANT_ID and AZURE_CLIENT_ID beside it: set both.',
    );
  }
  if (faults.length > 0 || !storage) throw new ConfigError(faults);
  return {
    storage,
    telemessageUrl: settings.TELEMESSAGE_URL ?? '',
    graphUrl: settings.GRAPH_URL,
    identity: identityOf(settings),
    secrets: settings.KEY_VAULT_URL
      ? { vaultUrl: settings.KEY_VAULT_URL }
      : { folder: settings.ARCHIVE_SECRETS_FOLDER },
    archiveDomain: settings.ARCHIVE_DOMAIN.toLowerCase(),
    inAzure,
    platformAuth: TRUE.test(settings.WEBSITE_AUTH_ENABLED ?? ''),
    retention: {
      legalHold: TRUE.test(settings.ARCHIVE_LEGAL_HOLD),
      rawDays: settings.ARCHIVE_KEEP_RAW_DAYS,
      stagedDays: settings.ARCHIVE_KEEP_STAGED_DAYS,
      ledgerDays: settings.ARCHIVE_KEEP_LEDGER_DAYS,
    },
    digest: {
      to: settings.ARCHIVE_DIGEST_TO,
      ...(settings.WEBSITE_HOSTNAME && { page: `https://${settings.WEBSITE_HOSTNAME}/` }),
    },
    draining: TRUE.test(settings.ARCHIVE_DRAIN),
  };
}

function storageOf(
  settings: z.infer<typeof Settings>,
  faults: string[],
): StorageAddress | undefined {
  const connectionString = settings.ARCHIVE_STORAGE;
  const account = settings.ARCHIVE_STORAGE__accountName;
  if (connectionString) return { connectionString };
  if (account) return { accountName: account };
  if (settings.AzureWebJobsStorage) return { connectionString: settings.AzureWebJobsStorage };
  if (settings.AzureWebJobsStorage__accountName) {
    return { accountName: settings.AzureWebJobsStorage__accountName };
  }
  faults.push(
    'ARCHIVE_STORAGE is missing: set it to a connection string, or ARCHIVE_STORAGE__accountName to an account.',
  );
  return undefined;
}

function identityOf(settings: z.infer<typeof Settings>): Config['identity'] {
  return {
    ...(settings.AZURE_TENANT_ID !== undefined && { tenantId: settings.AZURE_TENANT_ID }),
    ...(settings.AZURE_CLIENT_ID !== undefined && { clientId: settings.AZURE_CLIENT_ID }),
    ...(settings.AZURE_CLIENT_SECRET !== undefined && {
      clientSecret: settings.AZURE_CLIENT_SECRET,
    }),
    ...(settings.AZURE_AUTHORITY_HOST !== undefined && {
      authorityHost: settings.AZURE_AUTHORITY_HOST,
    }),
  };
}
