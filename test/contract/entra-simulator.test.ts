import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';

const ENTRA = join(process.cwd(), 'local/simulators/entra/main.ts');
const GRAPH = join(process.cwd(), 'local/simulators/graph/main.ts');
const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const SECRET = 'right';
const SCOPE = 'https://graph.microsoft.com/.default';

/** Run in a process of its own, because a trusted authority is read only when Node starts. */
const SIGN_IN = `
  const { ClientSecretCredential } = require('@azure/identity');
  const [authorityHost, tenant, client, secret, scope] = process.argv.slice(1);
  const options = { authorityHost, disableInstanceDiscovery: true, retryOptions: { maxRetries: 0 } };
  new ClientSecretCredential(tenant, client, secret, options).getToken(scope).then(
    (token) => console.log(JSON.stringify(token)),
    (error) => console.log(JSON.stringify({ error: String(error.message) })),
  );
`;

interface Outcome {
  token?: string;
  expiresOnTimestamp?: number;
  error?: string;
}

interface Reply {
  status: number;
  location: string;
  body: Record<string, unknown>;
}

let dir: string;
let entra: SpawnedSimulator;
let graph: SpawnedSimulator;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'entra-simulator-'));
  const names = ['--tenant', TENANT, '--client-id', CLIENT, '--client-secret', SECRET];
  entra = await spawnSimulator(ENTRA, ['--tls-dir', dir, ...names, '--control']);
  const { ca, cert, key, jwks } = entra.ready;
  const tls = ['--tls-cert', String(cert), '--tls-key', String(key)];
  graph = await spawnSimulator(GRAPH, ['--users', '1', ...tls, '--entra-keys', String(jwks)], {
    NODE_EXTRA_CA_CERTS: String(ca),
  });
});

afterEach(async () => {
  const roles = ['Mail.ReadWrite', 'User.Read.All'];
  await call('POST', '/_control/state', {
    refuseConsent: false,
    tokenLifetimeSeconds: 3599,
    roles,
  });
  await call('DELETE', '/_control/faults');
});

afterAll(async () => {
  await graph.stop();
  await entra.stop();
  rmSync(dir, { recursive: true, force: true });
});

function call(
  method: string,
  target: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const url = target.startsWith('https:') ? target : `${entra.url}${target}`;
  const ca = readFileSync(String(entra.ready.ca));
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => {
        const body = text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : { text };
        const location = response.headers.location ?? '';
        resolve({ status: response.statusCode ?? 0, location, body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(json instanceof URLSearchParams ? json.toString() : JSON.stringify(json));
  });
}

function signIn(
  changes: { tenant?: string; client?: string; secret?: string; scope?: string } = {},
) {
  const { tenant = TENANT, client = CLIENT, secret = SECRET, scope = SCOPE } = changes;
  const args = ['-e', SIGN_IN, entra.url, tenant, client, secret, scope];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: String(entra.ready.ca) };
  return new Promise<Outcome>((resolve, reject) => {
    execFile(process.execPath, args, { env }, (error, stdout) => {
      if (error instanceof Error) reject(error);
      else resolve(JSON.parse(stdout) as Outcome);
    });
  });
}

function claimsOf(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

function askGraph(token: string): Promise<Reply> {
  return call('GET', `${graph.url}/v1.0/users`, undefined, { Authorization: `Bearer ${token}` });
}

describe('entra simulator: with the real credential', () => {
  it('signs in, and Graph accepts the token after looking up the key', async () => {
    const { token = '', expiresOnTimestamp = 0 } = await signIn();
    expect(claimsOf(token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      tid: TENANT,
      appid: CLIENT,
      roles: expect.arrayContaining(['Mail.ReadWrite', 'User.Read.All']),
    });
    expect(expiresOnTimestamp - Date.now()).toBeGreaterThan(3_500_000);
    const { status, body } = await askGraph(token);
    expect([status, body.value]).toEqual([200, [expect.any(Object)]]);
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }, 'AADSTS7000215'],
    ['an unknown application', { client: TENANT }, 'AADSTS700016'],
    ['an unknown tenant', { tenant: CLIENT }, 'endpoints_resolution_error'],
    [
      'a scope of another kind',
      { scope: 'https://graph.microsoft.com/Mail.Read' },
      'AADSTS1002012',
    ],
    ['an unknown resource', { scope: 'https://other.example/.default' }, 'AADSTS500011'],
  ])('refuses %s', async (_, changes, code) => {
    expect((await signIn(changes)).error).toContain(code);
  });

  it('grants short-lived tokens and fewer roles on request', async () => {
    await call('POST', '/_control/state', { tokenLifetimeSeconds: 0, roles: [] });
    const { token = '' } = await signIn();
    expect(claimsOf(token)).toMatchObject({ roles: [] });
    const { status, body } = await askGraph(token);
    expect(status).toBe(401);
    expect(JSON.stringify(body)).toContain('the token is expired');
  });
});

describe('entra simulator: protocol', () => {
  const form = (changes: Record<string, string>): URLSearchParams =>
    new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: CLIENT, client_secret: SECRET },
      scope: SCOPE,
      ...changes,
    });

  it.each([
    ['another grant', TENANT, { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['no scope', TENANT, { scope: '' }, 400, 'invalid_request', 900144],
    ['no secret', TENANT, { client_secret: '' }, 401, 'invalid_client', 7000218],
    ['a wrong secret', TENANT, { client_secret: 'x' }, 401, 'invalid_client', 7000215],
    ['another tenant', CLIENT, {}, 400, 'invalid_request', 90002],
  ])('refuses %s', async (_, tenant, changes, status, error, code) => {
    const reply = await call('POST', `/${tenant}/oauth2/v2.0/token`, form(changes));
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({
      error,
      error_codes: [code],
      error_description: expect.stringMatching(`^AADSTS${code}: .*Trace ID: .*Correlation ID: `),
      trace_id: expect.any(String),
    });
  });

  it('describes itself', async () => {
    const { body } = await call('GET', `/${TENANT}/v2.0/.well-known/openid-configuration`);
    expect(body).toMatchObject({
      token_endpoint: `${entra.url}/${TENANT}/oauth2/v2.0/token`,
      jwks_uri: entra.ready.jwks,
    });
    const unknown = await call('GET', `/${CLIENT}/v2.0/.well-known/openid-configuration`);
    expect([unknown.status, unknown.body.error_codes]).toEqual([400, [90002]]);
    expect((await call('GET', '/common/discovery/instance')).body).toHaveProperty('metadata');
    expect((await call('GET', '/nothing/at/all')).status).toBe(404);
  });

  it('fails as planned', async () => {
    const action = { type: 'status', status: 503 };
    const plan = { match: { path: '/oauth2/v2.0/token$' }, times: 1, action };
    await call('POST', '/_control/faults', [plan]);
    const post = (): Promise<Reply> => call('POST', `/${TENANT}/oauth2/v2.0/token`, form({}));
    expect((await post()).status).toBe(503);
    expect((await post()).status).toBe(200);
  });

  it('signs tokens Graph refuses when a byte of them was changed or the key is another', async () => {
    const { body } = await call('POST', `/${TENANT}/oauth2/v2.0/token`, form({}));
    const [head = '', , signature = ''] = String(body.access_token).split('.');
    const claims = { ...claimsOf(String(body.access_token)), appid: 'other' };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect((await askGraph(`${head}.${payload}.${signature}`)).status).toBe(401);
    const unsigned = Buffer.from('{"alg":"none","kid":"x"}').toString('base64url');
    expect((await askGraph(`${unsigned}.${payload}.${signature}`)).status).toBe(401);
  });
});

describe('entra simulator: consent', () => {
  const visit = (
    changes: Record<string, string> = {},
    tenant = 'organizations',
  ): Promise<Reply> => {
    const query = new URLSearchParams({
      ...{
        client_id: CLIENT,
        redirect_uri: 'https://app.example/back',
        state: 's 1',
        scope: SCOPE,
      },
      ...changes,
    });
    return call('GET', `/${tenant}/v2.0/adminconsent?${query.toString()}`);
  };
  const back = ({ location }: Reply): Record<string, string> =>
    Object.fromEntries(new URL(location).searchParams);

  it('returns with the tenant when granted', async () => {
    const reply = await visit();
    expect(reply.status).toBe(302);
    expect(back(reply)).toEqual({
      admin_consent: 'True',
      tenant: TENANT,
      scope: SCOPE,
      state: 's 1',
    });
  });

  it('returns with an error when declined, and says admin_consent all the same', async () => {
    await call('POST', '/_control/state', { refuseConsent: true });
    const declined = back(await visit());
    expect(declined).toMatchObject({ admin_consent: 'True', error: 'access_denied', state: 's 1' });
    expect(declined.error_description).toContain('AADSTS65004');
    expect(declined).not.toHaveProperty('tenant');
  });

  it('returns with an error for a scope application permissions do not have', async () => {
    expect(back(await visit({ scope: 'openid' }))).toMatchObject({ error: 'invalid_scope' });
  });

  it.each([
    ['the common tenant', {}, 'common'],
    ['an unknown application', { client_id: TENANT }, TENANT],
    ['no address to return to', { redirect_uri: '' }, TENANT],
  ])('shows a page for %s', async (_, changes, tenant) => {
    expect((await visit(changes, tenant)).status).toBe(400);
  });

  it('returns only to registered addresses once there are any', async () => {
    await call('POST', '/_control/state', { redirectUris: ['https://app.example/other'] });
    expect((await visit()).status).toBe(400);
    expect((await visit({ redirect_uri: 'https://app.example/other' })).status).toBe(302);
    await call('POST', '/_control/state', { redirectUris: [] });
  });
});

describe('simulators', () => {
  it('use their certificates and keys again after a restart', async () => {
    const before = readFileSync(join(dir, 'jwks.json'), 'utf8');
    writeFileSync(join(dir, 'jwks.json'), '');
    const again = await spawnSimulator(ENTRA, ['--tls-dir', dir]);
    await again.stop();
    expect(readFileSync(join(dir, 'jwks.json'), 'utf8')).toBe(before);
  });

  it('end when the process that started them is gone', async () => {
    const child = spawn(process.execPath, [GRAPH, '--die-with-parent'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const exited = once(child, 'exit');
    child.stdin.destroy();
    expect(await exited).toEqual([0, null]);
  });

  it('say what is wrong with their command line', async () => {
    await expect(spawnSimulator(ENTRA, [])).rejects.toThrow('--tls-dir DIR is required');
    await expect(spawnSimulator(GRAPH, ['--prot', '1'])).rejects.toThrow("Unknown option '--prot'");
    await expect(spawnSimulator(GRAPH, ['--limits', '{"x":1}'])).rejects.toThrow(
      "'x' is not a limit",
    );
  });
});
