import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.ts';

const TENANT = '11111111-2222-3333-4444-555555555555';
const LOCAL = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  TELEMESSAGE_URL: 'https://archive.example/api/v1/',
};

function faultsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('config', () => {
  it('fills in what is not given', () => {
    expect(readConfig(LOCAL)).toEqual({
      storage: { connectionString: 'UseDevelopmentStorage=true' },
      telemessageUrl: 'https://archive.example/api/v1',
      graphUrl: 'https://graph.microsoft.com',
      identity: {},
      secrets: { folder: '.data/secrets' },
      archiveDomain: 'archive.invalid',
      inAzure: false,
      platformAuth: false,
      draining: false,
      digest: { to: [] },
      retention: { legalHold: false, rawDays: 0, stagedDays: 90, ledgerDays: 0 },
    });
  });

  it.each([
    [{ ARCHIVE_STORAGE: 'A' }, { connectionString: 'A' }],
    [{ ARCHIVE_STORAGE__accountName: 'archive1' }, { accountName: 'archive1' }],
    [
      { AzureWebJobsStorage: '', AzureWebJobsStorage__accountName: 'host1' },
      { accountName: 'host1' },
    ],
    [{ ARCHIVE_STORAGE: '' }, { connectionString: 'UseDevelopmentStorage=true' }],
  ])('takes the storage of %j', (change, storage) => {
    expect(readConfig({ ...LOCAL, ...change }).storage).toEqual(storage);
  });

  it('reads the rest', () => {
    const config = readConfig({
      ...LOCAL,
      GRAPH_URL: 'http://127.0.0.1:4000',
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: TENANT,
      AZURE_CLIENT_SECRET: 'secret',
      AZURE_AUTHORITY_HOST: 'https://localhost:4001',
      ARCHIVE_DOMAIN: 'Archive.Example',
      WEBSITE_AUTH_ENABLED: 'True',
      WEBSITE_SITE_NAME: '',
    });
    expect(config).toMatchObject({
      graphUrl: 'http://127.0.0.1:4000',
      identity: {
        tenantId: TENANT,
        clientId: TENANT,
        clientSecret: 'secret',
        authorityHost: 'https://localhost:4001',
      },
      archiveDomain: 'archive.example',
      platformAuth: true,
    });
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no storage', { AzureWebJobsStorage: undefined }, /^ARCHIVE_STORAGE is missing: set it/],
    ['no source', { TELEMESSAGE_URL: undefined }, /^TELEMESSAGE_URL is missing: set it/],
    [
      'a source in clear text',
      { TELEMESSAGE_URL: 'http://archive.example' },
      /^TELEMESSAGE_URL must be/,
    ],
    [
      'a term that is too short',
      { ARCHIVE_KEEP_RAW_DAYS: '7' },
      /^ARCHIVE_KEEP_RAW_DAYS must be a/,
    ],
    ['a term that is none', { ARCHIVE_KEEP_LEDGER_DAYS: 'long' }, /^ARCHIVE_KEEP_LEDGER_DAYS must/],
    [
      'an address that is none of a mailbox',
      { ARCHIVE_DIGEST_TO: 'ann@example.com, ben' },
      /^ARCHIVE_DIGEST_TO/,
    ],
    ['a switch that is none', { ARCHIVE_LEGAL_HOLD: 'on' }, /^ARCHIVE_LEGAL_HOLD must be true/],
    ['an address that is none', { GRAPH_URL: 'graph' }, /^GRAPH_URL must be/],
    [
      'an address with a password',
      { GRAPH_URL: 'https://a:b@graph.example' },
      /^GRAPH_URL must be/,
    ],
    ['a tenant that is no GUID', { AZURE_TENANT_ID: 'contoso' }, /^AZURE_TENANT_ID must be a GUID/],
    ['a secret without a client', { AZURE_CLIENT_SECRET: 's' }, /^AZURE_CLIENT_SECRET needs/],
    ['a domain that is none', { ARCHIVE_DOMAIN: 'not a domain' }, /^ARCHIVE_DOMAIN must be/],
    [
      'an account that is none',
      { ARCHIVE_STORAGE__accountName: 'No!' },
      /^ARCHIVE_STORAGE__accountName must/,
    ],
    ['Azure without a vault', { WEBSITE_SITE_NAME: 'site' }, /^KEY_VAULT_URL is missing/],
    [
      'Azure with a client secret',
      { WEBSITE_SITE_NAME: 'site', AZURE_CLIENT_SECRET: 's', KEY_VAULT_URL: 'https://v.example' },
      /^AZURE_CLIENT_SECRET is set in Azure/,
    ],
  ])('names the setting and the remedy for %s', (_, change, expected) => {
    expect(faultsOf({ ...LOCAL, ...change }).join('\n')).toMatch(expected);
  });

  it('names every fault at once, and no value of a secret', () => {
    const faults = faultsOf({ AZURE_CLIENT_SECRET: 'hunter2' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('hunter2');
  });
});
