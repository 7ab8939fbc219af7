import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureCertificates } from '../../local/simulators/kit/certificate.ts';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { accountFor, clientOf, DATE, DAY, expectError, MAIN, query } from './telemessage-client.ts';
import type { Client } from './telemessage-client.ts';

const HOUR_MS = 3_600_000;

describe('TeleMessage simulator: sign-in', () => {
  let simulator: SpawnedSimulator;
  let client: Client;
  const account = accountFor('android');
  beforeEach(async () => {
    simulator = await spawnSimulator(MAIN, ['--world', 'empty', '--control']);
    client = clientOf(simulator);
  });
  afterEach(() => simulator.stop());

  it('answers with a session, the company and the licensed products', async () => {
    const answer = await client.login(account);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      accessToken: expect.any(String),
      expiresIn: 3600,
      company: { id: expect.any(String), name: expect.any(String) },
      products: ['android'],
    });
  });

  it.each([
    ['no user name', { password: 'x' }],
    ['an empty password', { username: 'x', password: '' }],
    ['a password that is no text', { username: 'x', password: 1 }],
    ['null', null],
    ['no JSON', '{"username":'],
  ])('refuses a body with %s', async (_what, body) => {
    await expectError(await client.login(body), 400, 'invalid_request');
  });

  it('knows neither a wrong password nor an unknown user', async () => {
    const wrong = { ...account, password: 'wrong' };
    await expectError(await client.login(wrong), 401, 'invalid_credentials');
    const unknown = { username: 'nobody', password: 'x' };
    await expectError(await client.login(unknown), 401, 'invalid_credentials');
  });

  it('locks an account after five wrong passwords, for a while', async () => {
    const wrong = { ...account, password: 'wrong' };
    for (let i = 0; i < 5; i += 1) {
      await expectError(await client.login(wrong), 401, 'invalid_credentials');
    }
    await expectError(await client.login(account), 423, 'account_locked');
    await client.control('advance-clock', { ms: HOUR_MS });
    expect((await client.login(account)).status).toBe(200);
  });

  it('forgets wrong passwords after a right one', async () => {
    const wrong = { ...account, password: 'wrong' };
    for (let i = 0; i < 4; i += 1) await client.login(wrong);
    expect((await client.login(account)).status).toBe(200);
    for (let i = 0; i < 4; i += 1) await client.login(wrong);
    expect((await client.login(account)).status).toBe(200);
  });

  it('throttles an account that signs in all the time', async () => {
    for (let i = 0; i < 60; i += 1) expect((await client.login(account)).status).toBe(200);
    const answer = await client.login(account);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectError(answer, 429, 'throttled');
  });

  it('asks for a new sign-in when there is no session, or it is over', async () => {
    const path = `/archive/android/items?${query(DAY)}`;
    await expectError(await client.get(path, 'never-issued'), 401, 'token_expired');
    const token = await client.signIn(account);
    expect((await client.get(path, token)).status).toBe(200);
    await client.control('advance-clock', { ms: HOUR_MS });
    await expectError(await client.get(path, token), 401, 'token_expired');
    const next = await client.signIn(account);
    await client.control('expire-sessions');
    await expectError(await client.get(path, next), 401, 'token_expired');
  });
});

describe('TeleMessage simulator: requests', () => {
  let simulator: SpawnedSimulator;
  let client: Client;
  let token: string;
  beforeAll(async () => {
    simulator = await spawnSimulator(MAIN, ['--world', 'empty', '--control']);
    client = clientOf(simulator);
    token = await client.signIn(accountFor('android'));
  });
  afterAll(() => simulator.stop());

  const items = '/archive/android/items';
  it.each([
    [
      'a product not licensed',
      `/archive/whatsapp/items?${query(DAY)}`,
      403,
      'product_not_licensed',
    ],
    ['a product nobody sells', `/archive/carrier-pigeon/items?${query(DAY)}`, 404, 'not_found'],
    ['an unknown path', '/archive/android/secrets', 404, 'not_found'],
    ['a path below a path', `/archive/android/items/1/content/2`, 404, 'not_found'],
    [
      'an unknown parameter',
      `${items}?${query({ ...DAY, order: 'desc' })}`,
      400,
      'invalid_request',
    ],
    ['a parameter given twice', `${items}?${query(DAY)}&from=x`, 400, 'invalid_request'],
    ['a window without an end', `${items}?${query({ from: DAY.from })}`, 400, 'invalid_window'],
    ['a time in words', `${items}?${query({ ...DAY, from: 'today' })}`, 400, 'invalid_window'],
    [
      'a time of no zone',
      `${items}?${query({ ...DAY, from: `${DATE}T00:00:00` })}`,
      400,
      'invalid_window',
    ],
    [
      'a day that does not exist',
      `${items}?${query({ ...DAY, from: '2026-02-30T00:00:00Z' })}`,
      400,
      'invalid_window',
    ],
    ['an empty window', `${items}?${query({ from: DAY.to, to: DAY.to })}`, 400, 'invalid_window'],
    [
      'a window that ends first',
      `${items}?${query({ from: DAY.to, to: DAY.from })}`,
      400,
      'invalid_window',
    ],
    ['a summary of no window', '/archive/android/summary', 400, 'invalid_window'],
    ['a limit of 0', `${items}?${query({ ...DAY, limit: 0 })}`, 400, 'invalid_request'],
    ['a limit over 1000', `${items}?${query({ ...DAY, limit: 1001 })}`, 400, 'invalid_request'],
    [
      'a limit that is no number',
      `${items}?${query({ ...DAY, limit: 'all' })}`,
      400,
      'invalid_request',
    ],
    [
      'a cursor nobody issued',
      `${items}?${query({ ...DAY, cursor: 'WzEsMSwxXQ.x' })}`,
      400,
      'invalid_cursor',
    ],
    [
      'a cursor longer than any',
      `${items}?${query({ ...DAY, cursor: 'x'.repeat(513) })}`,
      400,
      'invalid_request',
    ],
    ['a message that is not there', `${items}/nothing/content`, 404, 'not_found'],
    ['a path that is not well encoded', `${items}/%E0%A4%A/content`, 400, 'invalid_request'],
    ['an attachment that is not there', `${items}/nothing/attachments/1`, 404, 'not_found'],
  ])('refuses %s', async (_what, path, status, code) => {
    await expectError(await client.get(path, token), status, code);
  });

  it('refuses another method and names the one it understands', async () => {
    const answer = await fetch(`${simulator.url}${items}`, { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET');
    await expectError(answer, 405, 'method_not_allowed');
    await expectError(await fetch(`${simulator.url}/login`), 405, 'method_not_allowed');
  });

  it('lists nothing for a window in which nothing became available', async () => {
    const page = await (await client.get(`${items}?${query(DAY)}`, token)).json();
    expect(page).toEqual({ items: [], nextCursor: null });
  });

  it('speaks TLS with a certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telemessage-tls-'));
    const { caFile, certFile, keyFile } = await ensureCertificates(folder);
    const tls = ['--tls-cert', certFile, '--tls-key', keyFile];
    const secure = await spawnSimulator(MAIN, ['--world', 'empty', ...tls]);
    try {
      expect(secure.url).toMatch(/^https:\/\/localhost:\d+\/api\/v1$/);
      const ca = await readFile(caFile);
      const status = await new Promise((resolve, reject) => {
        request(`${secure.url}/login`, { ca }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(405);
    } finally {
      await secure.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('has no control paths unless it is asked to', async () => {
    const plain = await spawnSimulator(MAIN, ['--world', 'empty']);
    try {
      const answer = await fetch(new URL('/_control/stats', plain.url));
      await expectError(answer, 404, 'not_found');
    } finally {
      await plain.stop();
    }
  });

  it.each([
    ['an unknown world', ['--world', 'atlantis'], /--world/],
    ['an unknown option', ['--frobnicate'], /frobnicate/],
    ['half a certificate', ['--world', 'empty', '--tls-cert', 'x.pem'], /--tls-cert/],
  ])('does not start with %s', async (_what, args, complaint) => {
    await expect(spawnSimulator(MAIN, args)).rejects.toThrow(complaint);
  });
});

describe('TeleMessage simulator: faults', () => {
  let simulator: SpawnedSimulator;
  let client: Client;
  let token: string;
  const path = `/archive/android/items?${query(DAY)}`;
  beforeEach(async () => {
    simulator = await spawnSimulator(MAIN, ['--world', 'empty', '--control']);
    client = clientOf(simulator);
    token = await client.signIn(accountFor('android'));
  });
  afterEach(() => simulator.stop());

  const plan = (action: object, match: object = { operation: 'listItems' }) => [
    { match, times: 1, action },
  ];

  it.each([
    [429, 'throttled', '7'],
    [429, 'throttled', '0.25'],
    [503, 'unavailable', 'Thu, 19 Nov 2026 10:00:00 GMT'],
  ])('answers %d %s with Retry-After %s', async (status, code, wait) => {
    const headers = { 'Retry-After': wait };
    await client.control('faults', plan({ type: 'status', status, code, headers }));
    const answer = await client.get(path, token);
    expect(answer.headers.get('retry-after')).toBe(wait);
    await expectError(answer, status, code);
    expect((await client.get(path, token)).status).toBe(200);
  });

  it('resets connections before and after the work', async () => {
    for (const action of [{ type: 'reset' }, { type: 'afterCommit', status: 'reset' }]) {
      await client.control('faults', plan(action, { product: 'android' }));
      await expect(client.get(path, token)).rejects.toThrow();
      await fetch(new URL('/_control/faults', simulator.url), { method: 'DELETE' });
      expect((await client.get(path, token)).status).toBe(200);
    }
  });

  it('keeps a client waiting for ever', async () => {
    await client.control('faults', plan({ type: 'hang' }));
    const given = fetch(`${simulator.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(200),
    });
    await expect(given).rejects.toThrow();
  });

  it('counts what it answered', async () => {
    await client.get(path, token);
    await client.get(path, 'no session');
    const answer = await fetch(new URL('/_control/stats', simulator.url));
    expect(await answer.json()).toMatchObject({
      answers: { 'login 200': 1, 'listItems 200': 1, 'listItems 401': 1 },
      openSessions: 1,
    });
  });
});
