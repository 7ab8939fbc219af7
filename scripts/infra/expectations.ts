/** What the code needs of Azure, and why: every row must be found in infra/, and nothing besides. */

/** Settings that src/config.ts reads and infra/ must not give. */
export const NOT_IN_AZURE: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'a connection string holds a key; in Azure the identity signs in',
  ARCHIVE_STORAGE: 'a connection string holds a key; in Azure the identity signs in',
  AZURE_CLIENT_SECRET: 'refused in Azure, where a managed identity signs in',
  ARCHIVE_SECRETS_FOLDER: 'in Azure passwords are in the vault',
  WEBSITE_INSTANCE_ID: 'the platform sets it',
  WEBSITE_AUTH_ENABLED: 'the platform sets it when its sign-in is on',
  WEBSITE_SITE_NAME: 'the platform sets it',
  WEBSITE_HOSTNAME: 'the platform sets it',
};

/** Settings that infra/ gives and src/config.ts does not read. */
export const READ_BY_THE_PLATFORM: Readonly<Record<string, string>> = {
  AzureWebJobsStorage__credential: 'the host signs in with an identity',
  AzureWebJobsStorage__clientId: 'with which of the two',
  AzureWebJobsDisableHomepage: "the host's own page would stand at the root",
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'where telemetry goes',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'telemetry without a key',
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: 'no larger body is held in memory',
  languageWorkers__node__arguments: 'memory of the worker process',
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'no tokens of other tenants',
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'sign-in without a secret',
};

export interface Role {
  file: string;
  role: string;
  /** A dependency of package.json or the storage provider of host.json. Without it the role is too much. */
  neededBy: string;
  why: string;
}

export const ROLES: readonly Role[] = [
  {
    file: 'infra/app/host-storage.bicep',
    role: 'Storage Blob Data Owner',
    neededBy: 'azureStorage',
    why: "leases of the host and its timers, Durable's large messages, the deployed package",
  },
  {
    file: 'infra/app/host-storage.bicep',
    role: 'Storage Queue Data Contributor',
    neededBy: 'azureStorage',
    why: "Durable's control and work-item queues",
  },
  {
    file: 'infra/app/host-storage.bicep',
    role: 'Storage Table Data Contributor',
    neededBy: 'azureStorage',
    why: "Durable's histories, instances and partitions",
  },
  {
    file: 'infra/app/archive-storage.bicep',
    role: 'Storage Blob Data Contributor',
    neededBy: '@azure/storage-blob',
    why: 'raw bytes, media, staged items, mapping files, leases',
  },
  {
    file: 'infra/app/archive-storage.bicep',
    role: 'Storage Table Data Contributor',
    neededBy: '@azure/data-tables',
    why: 'the ledger, the setup, the caches',
  },
  {
    file: 'infra/app/vault.bicep',
    role: 'Key Vault Secrets Officer',
    neededBy: '@azure/keyvault-secrets',
    why: 'sets, reads, deletes and recovers TeleMessage passwords',
  },
  {
    file: 'infra/app/monitoring.bicep',
    role: 'Monitoring Metrics Publisher',
    neededBy: '@azure/functions',
    why: 'telemetry without a key',
  },
];

/** Permissions in Microsoft Graph that are granted in Entra, whatever the parameters. Mailboxes are named in Exchange. */
export const GRAPH_PERMISSIONS = ['User.Read.All'];
/** Granted only if `allMailboxes` is set, which it is not. */
export const GRAPH_PERMISSIONS_ON_REQUEST = ['Mail.ReadWrite'];

/** Paths that a caller reaches without signing in. */
export const OPEN_PATHS = ['/api/health'];
