import type { TokenCredential } from '@azure/core-auth';
import {
  decompressResponsePolicyName,
  formDataPolicyName,
  logPolicyName,
  multipartPolicyName,
  proxyPolicyName,
  redirectPolicyName,
  tracingPolicyName,
} from '@azure/core-rest-pipeline';
import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { AppError } from '../../domain/errors.ts';
import { isSafeEndpoint } from '../http/endpoint.ts';
import { createTableHttp } from './table-http.ts';
import { createTable, type Table } from './table.ts';

export type StorageAccount =
  { connectionString: string } | { accountName: string; credential: TokenCredential };

/** The opened account: its tables and containers by name. */
export interface Account {
  table(name: string): Table;
  container(name: string): ContainerClient;
}

/** Until the headers of an answer; a transaction of 100 rows or a block of 4 MiB takes far less. */
export const REQUEST_TIMEOUT_MS = 60_000;
/** Tries after the first, each after a longer pause; about ten seconds in all. */
const RETRIES = 3;

/**
 * Links of the SDK's chain that requests to tables have no use for, or must not go through: bodies are written and read
 * here, and nothing here unpacks compressed answers. What signs, retries and names requests stays.
 */
const UNUSED_POLICIES = [
  'serializationPolicy',
  'deserializationPolicy',
  decompressResponsePolicyName,
  formDataPolicyName,
  logPolicyName,
  multipartPolicyName,
  proxyPolicyName,
  redirectPolicyName,
  tracingPolicyName,
];

export function openAccount(account: StorageAccount): Account {
  // One pool of kept-alive connections for all tables; no request waits for ever.
  const http = createTableHttp(REQUEST_TIMEOUT_MS);
  const options: TableServiceClientOptions = {
    httpClient: http,
    allowInsecureConnection: true,
    retryOptions: { maxRetries: RETRIES },
  };
  const blobs = openBlobs(account);
  assertSafe(blobs.url);
  return {
    container: (name) => blobs.getContainerClient(name),
    table: (name) => {
      const client = openTable(account, name, options);
      assertSafe(client.url);
      for (const policy of UNUSED_POLICIES) client.pipeline.removePolicy({ name: policy });
      return createTable(client, http);
    },
  };
}

function openBlobs(account: StorageAccount): BlobServiceClient {
  const retryOptions = { maxTries: RETRIES + 1 };
  return 'connectionString' in account
    ? BlobServiceClient.fromConnectionString(account.connectionString, { retryOptions })
    : new BlobServiceClient(
        `https://${account.accountName}.blob.core.windows.net`,
        account.credential,
        { retryOptions },
      );
}

function openTable(
  account: StorageAccount,
  name: string,
  options: TableServiceClientOptions,
): TableClient {
  return 'connectionString' in account
    ? TableClient.fromConnectionString(account.connectionString, name, options)
    : new TableClient(
        `https://${account.accountName}.table.core.windows.net`,
        name,
        account.credential,
        options,
      );
}

function assertSafe(url: string): void {
  if (isSafeEndpoint(new URL(url))) return;
  throw new AppError(
    'invalid_input',
    'the storage account must be addressed by https:, or by http: on this machine only',
    { retry: 'never' },
  );
}
