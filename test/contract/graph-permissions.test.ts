import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { createConsent } from '../../src/adapters/consent/consent.ts';
import { createGraph } from '../../src/adapters/graph/graph.ts';
import { createHastyClock, createMemoryLog } from '../unit/adapters/http/fakes.ts';
import {
  createCredential,
  createMemoryFolders,
  createMemoryMedia,
} from '../unit/adapters/graph/fakes.ts';

const FOLDER = 'Android Archiver';
const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const CALLBACK = 'https://archiver.example/api/consent/callback';
const UNAUTHORIZED = { type: 'status', status: 401, code: 'InvalidAuthenticationToken' };
/** More than any caller tries. */
const ALWAYS = 100;

let simulator: SpawnedSimulator;

beforeAll(async () => {
  simulator = await spawnSimulator('local/simulators/graph/main.ts', ['--control', '--users', '2']);
});
afterAll(() => simulator.stop());
beforeEach(noFaults);

async function control(path: string, body: unknown): Promise<unknown> {
  const address = `${simulator.url}/_control/${path}`;
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === '' ? undefined : JSON.parse(text);
}

async function noFaults(): Promise<void> {
  await fetch(`${simulator.url}/_control/faults`, { method: 'DELETE' });
}

async function faultOn(path: string, action: Record<string, unknown>): Promise<unknown> {
  await noFaults();
  return control('faults', [{ match: { path }, times: ALWAYS, action }]);
}

function open(roles?: readonly string[]) {
  return createGraph({
    url: simulator.url,
    credential: createCredential({ roles }),
    clock: createHastyClock(),
    log: createMemoryLog(),
    random: { uuid: randomUUID, fraction: () => 0.5 },
    folders: createMemoryFolders(),
    blobs: createMemoryMedia().blobs,
  });
}

async function newMailbox(mailbox: string): Promise<string> {
  const userPrincipalName = `${randomUUID()}@bench.example`;
  const { id } = (await control('users', { userPrincipalName, mailbox })) as { id: string };
  return id;
}

describe('adapters/graph, what the application may do', () => {
  it('can read users, or says which it is: not signed in, or not permitted', async () => {
    const { users } = open();
    await expect(users.ping()).resolves.toBeUndefined();
    await expect(open(['Mail.ReadWrite']).users.ping()).rejects.toMatchObject({
      code: 'graph_unauthorized',
      details: { kind: 'accessDenied' },
    });
    await faultOn('/users', UNAUTHORIZED);
    await expect(open().users.ping()).rejects.toMatchObject({
      code: 'graph_unauthorized',
      details: { kind: 'unauthorized' },
    });
    await faultOn('/users', { type: 'status', status: 503 });
    await expect(open().users.ping()).rejects.toMatchObject({ code: 'graph_unavailable' });
  });

  it('looks for the folder of a mailbox, and makes none', async () => {
    const { mailboxes } = open();
    const id = await newMailbox('ok');
    expect(await mailboxes.look(id, FOLDER)).toBe('absent');
    expect(await mailboxes.look(id, FOLDER)).toBe('absent');
    const { token } = (await createCredential().getToken([])) ?? {};
    const headers = {
      authorization: `Bearer ${String(token)}`,
      'content-type': 'application/json',
    };
    const address = `${simulator.url}/v1.0/users/${id}/mailFolders`;
    const body = JSON.stringify({ displayName: FOLDER });
    expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(201);
    expect(await mailboxes.look(id, FOLDER)).toBe('found');
  });

  it.each([
    ['denied', 'accessDenied'],
    ['none', 'noMailbox'],
    ['invalid', 'noMailbox'],
  ])('says of a mailbox that is %s: %s', async (mailbox, answer) => {
    expect(await open().mailboxes.look(await newMailbox(mailbox), FOLDER)).toBe(answer);
  });

  it('may open no mailbox without the permission', async () => {
    const { mailboxes } = open(['User.Read.All']);
    expect(await mailboxes.look(await newMailbox('ok'), FOLDER)).toBe('accessDenied');
  });

  it('fails where Graph refuses the application as a whole, or does not answer', async () => {
    const id = await newMailbox('ok');
    await faultOn('/mailFolders', UNAUTHORIZED);
    await expect(open().mailboxes.look(id, FOLDER)).rejects.toMatchObject({
      code: 'graph_unauthorized',
    });
    await faultOn('/mailFolders', { type: 'status', status: 503 });
    await expect(open().mailboxes.look(id, FOLDER)).rejects.toMatchObject({
      code: 'graph_unavailable',
    });
  });
});

describe('adapters/consent', () => {
  const credentials: ReturnType<typeof createCredential>[] = [];
  const consentWith = (more = {}) =>
    createConsent({
      graphUrl: simulator.url,
      tenantId: TENANT,
      clientId: CLIENT,
      managedIdentity: false,
      freshCredential: () => {
        const credential = createCredential({ tid: TENANT });
        credentials.push(credential);
        return credential;
      },
      pending: { save: () => Promise.resolve(), take: () => Promise.resolve(undefined) },
      ...more,
    });
  const pageWith = (more = {}): URL => new URL(consentWith(more).pageUrl('state-1', CALLBACK));

  it('leads to the page of the tenant, for all permissions of the registration', () => {
    const url = pageWith();
    expect(url.origin + url.pathname).toBe(
      `https://login.microsoftonline.com/${TENANT}/v2.0/adminconsent`,
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: CALLBACK,
      state: 'state-1',
    });
  });

  it('leads to that of any organisation where the tenant is not known, never of anybody', () => {
    expect(pageWith({ tenantId: undefined }).pathname).toBe('/organizations/v2.0/adminconsent');
    const authorityHost = 'https://login.microsoftonline.us';
    expect(pageWith({ authorityHost }).host).toBe('login.microsoftonline.us');
  });

  it('leads straight to the proof where there is no page for the identity', () => {
    expect(pageWith({ managedIdentity: true }).href).toBe(`${CALLBACK}?state=state-1`);
  });

  it('proves the grant by a new token and a call each time', async () => {
    const consent = consentWith();
    expect(await consent.prove()).toEqual({ tenant: TENANT });
    expect(await consent.prove()).toEqual({ tenant: TENANT });
    expect(credentials.map(({ issued }) => issued.length)).toEqual([1, 1]);
  });

  it.each([
    ['a token that is not taken', UNAUTHORIZED, 'graph_unauthorized'],
    ['a failure', { type: 'status', status: 503 }, 'graph_unavailable'],
  ])('tells %s apart', async (_what, action, code) => {
    await faultOn('/users', action);
    await expect(consentWith().prove()).rejects.toMatchObject({ code });
  });

  it('takes a token without the permission for none', async () => {
    const freshCredential = () => createCredential({ tid: TENANT, roles: ['Mail.ReadWrite'] });
    await expect(consentWith({ freshCredential }).prove()).rejects.toMatchObject({
      code: 'graph_unauthorized',
    });
  });

  it('takes a refused sign-in for what it is', async () => {
    const getToken = () => Promise.reject(new Error('AADSTS7000215 with inner words'));
    const consent = consentWith({ freshCredential: () => ({ getToken }) });
    const error = (await consent.prove().catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'graph_unauthorized' });
    expect(error.message).not.toContain('inner words');
  });
});
