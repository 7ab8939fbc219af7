import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiDeps } from '../../../../src/api/ports.ts';
import { AppError, type ErrorCode } from '../../../../src/domain/errors.ts';
import { createHarness, type Harness } from '../harness.ts';

const CSV = { 'content-type': 'text/csv' };
const healthy: Partial<ApiDeps> = { health: [{ name: 'storage', check: () => Promise.resolve() }] };

function fault(code: ErrorCode, details = {}): AppError {
  return new AppError(code, 'no', { retry: 'never', details });
}

describe('api/preflight', () => {
  let harness: Harness;
  let id: string;
  const begin = async (overrides: Partial<ApiDeps> = {}): Promise<void> => {
    harness = createHarness({ ...healthy, ...overrides });
    harness.ports.directory.add('admin@example.test', 'mailbox-of-admin');
    id = await harness.connector();
  };
  beforeEach(() => begin());
  const look = async () => (await harness.send('GET', `/connectors/${id}/preflight`)).body;
  const found = async (name: string) => (await look()).checks.find((check) => check.name === name);

  it('passes where nothing is missing, and names every check', async () => {
    const seen = await look();
    expect(seen).toMatchObject({ ready: true });
    expect(seen.checks.map(({ name, ok, remedy }) => [name, ok, remedy])).toEqual(
      ['source', 'directory', 'mailbox', 'storage', 'secretStore', 'mapping'].map((name) => [
        name,
        true,
        '',
      ]),
    );
  });

  it('is for administrators', async () => {
    const refused = await harness.send('GET', `/connectors/${id}/preflight`, { as: 'reader' });
    expect(refused.status).toBe(403);
  });

  it.each<[string, string, string, (at: Harness) => void]>([
    [
      'source',
      'no TeleMessage account',
      'step "credentials"',
      ({ ports }) => {
        ports.secrets.kept.clear();
      },
    ],
    [
      'source',
      'user name and password',
      'step "credentials"',
      ({ ports }) => {
        const account = ports.source.accounts.get('archive-user');
        if (account) account.password = 'changed';
      },
    ],
    [
      'source',
      'licence',
      'Order O2 Network',
      ({ ports }) => {
        const account = ports.source.accounts.get('archive-user');
        if (account) account.products = ['android'];
      },
    ],
    [
      'directory',
      'lacks a permission',
      'User.Read.All',
      ({ ports }) => {
        ports.directory.failure = fault('graph_unauthorized', { kind: 'accessDenied' });
      },
    ],
    [
      'directory',
      'does not accept the sign-in',
      'AZURE_CLIENT_SECRET',
      ({ ports }) => {
        ports.directory.failure = fault('graph_unauthorized', { kind: 'unauthorized' });
      },
    ],
    [
      'directory',
      'cannot be reached',
      'servicehealth',
      ({ ports }) => {
        ports.directory.failure = fault('graph_unavailable');
      },
    ],
    [
      'mailbox',
      'may not open',
      'New-ManagementRoleAssignment',
      ({ ports }) => {
        ports.mailboxes.looks = 'accessDenied';
      },
    ],
    [
      'mailbox',
      'may not open',
      'Mail.ReadWrite',
      ({ ports }) => {
        ports.directory.users.set('admin@example.test', { reason: 'accessDenied' });
      },
    ],
    [
      'mailbox',
      'not in Exchange Online',
      'licence',
      ({ ports }) => {
        ports.mailboxes.looks = 'noMailbox';
      },
    ],
    [
      'mailbox',
      'your own sign-in name',
      'Map a number',
      ({ ports }) => {
        ports.directory.users.clear();
      },
    ],
    [
      'secretStore',
      'holds no TeleMessage password',
      'step "credentials"',
      ({ ports }) => {
        ports.secrets.kept.clear();
      },
    ],
    [
      'secretStore',
      'refuses access',
      'Key Vault Secrets Officer',
      ({ ports }) => {
        ports.secrets.get = () => Promise.reject(fault('storage_unavailable'));
      },
    ],
  ])('names what is wrong with the %s: %s', async (name, detail, remedy, spoil) => {
    spoil(harness);
    const check = await found(name);
    expect(check?.ok).toBe(false);
    expect(check?.detail.toLowerCase()).toContain(detail.toLowerCase());
    expect(check?.remedy).toContain(remedy);
    expect(await look()).toMatchObject({ ready: false });
  });

  it('names the roles where the storage refuses', async () => {
    const check = () => Promise.reject(fault('storage_unavailable'));
    await begin({ health: [{ name: 'storage', check }] });
    expect((await found('storage'))?.remedy).toContain('Storage Table Data Contributor');
  });

  it('gives a managed identity its permission by command', async () => {
    await begin({ options: { platformAuth: true, managedIdentity: true } });
    harness.ports.directory.failure = fault('graph_unauthorized', { kind: 'accessDenied' });
    const remedy = (await found('directory'))?.remedy;
    expect(remedy).toContain('New-MgServicePrincipalAppRoleAssignment');
    expect(remedy).not.toContain('entra.microsoft.com');
  });

  it('looks into the mailbox of somebody mapped, and wants a file where the rule is on', async () => {
    harness = createHarness(healthy);
    id = await harness.connector('o2-network', ['mapping']);
    expect((await found('mapping'))?.detail).toContain('No mapping rule');
    const json = { automatic: false, custom: true };
    await harness.send('PUT', `/connectors/${id}/mapping-rules`, { json });
    expect((await found('mapping'))?.remedy).toContain('Upload');
    const text =
      'Mobile,Email\n447700900123,gone@contoso.example\n447700900124,anna@contoso.example\n';
    await harness.send('PUT', `/connectors/${id}/mapping`, { text, headers: CSV });
    harness.ports.directory.add('anna@contoso.example', 'mailbox-of-anna');
    harness.ports.mailboxes.looks = 'absent';
    expect(await found('mailbox')).toMatchObject({ ok: true });
    expect((await found('mailbox'))?.detail).toContain('made with the first item');
    expect(await found('mapping')).toMatchObject({ ok: true });
  });

  it('does not lock the account by looking often', async () => {
    const account = harness.ports.source.accounts.get('archive-user');
    if (account) account.password = 'changed';
    const details: string[] = [];
    for (let n = 0; n < 6; n++) details.push(String((await found('source'))?.detail));
    expect(details[0]).toContain('user name and password');
    expect(details.at(-1)).toContain('Too many sign-ins failed');
  });

  it('says of a check that takes too long, or fails in a way of its own, that it was not made', async () => {
    harness.ports.directory.ping = () => new Promise(() => undefined);
    harness.ports.source.verify = () => Promise.reject(new Error('secret inner words'));
    const answer = look();
    await harness.ports.clock.advance(20_000);
    const { checks } = await answer;
    const [source, directory, ...rest] = checks;
    expect(source).toMatchObject({ ok: false, detail: 'It could not be carried out (internal).' });
    expect(directory).toMatchObject({ ok: false, detail: 'No answer within 20 seconds.' });
    expect(rest.every(({ ok }) => ok)).toBe(true);
    expect(JSON.stringify(checks)).not.toContain('inner words');
  });
});
