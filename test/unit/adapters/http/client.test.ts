import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createHttpClient,
  networkCode,
  wasNeverSent,
} from '../../../../src/adapters/http/client.ts';
import type { HttpClient } from '../../../../src/adapters/http/client.ts';
import { createStubServer } from './stub-server.ts';
import type { StubServer } from './stub-server.ts';

let server: StubServer | undefined;
const clients: HttpClient[] = [];

afterEach(async () => {
  await server?.close();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

function createClient(): HttpClient {
  const client = createHttpClient({ connections: 2, silenceMs: 5000 });
  clients.push(client);
  return client;
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('adapters/http/client', () => {
  it('sends bodies as they are and follows no redirect', async () => {
    server = await createStubServer(() => ({ status: 302, headers: { location: '/elsewhere' } }));
    const { statusCode, body } = await createClient().request({
      method: 'POST',
      url: `${server.url}/path?a=b%20c`,
      headers: { 'x-test': 'yes' },
      body: Buffer.from([0, 255]),
    });
    await body.dump();

    expect(statusCode).toBe(302);
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/path?a=b%20c', headers: { 'x-test': 'yes' }, body: '\u0000ÿ' },
    ]);
  });

  it('knows that a refused connection sent nothing', async () => {
    server = await createStubServer(() => ({ status: 200 }));
    const { url } = server;
    await server.close();
    const error = await errorOf(createClient().request({ method: 'GET', url, headers: {} }));

    expect(networkCode(error)).toBe('ECONNREFUSED');
    expect(wasNeverSent(error)).toBe(true);
  });

  it('knows that a connection that was cut may have sent everything', async () => {
    server = await createStubServer(() => 'reset');
    const error = await errorOf(
      createClient().request({ method: 'POST', url: server.url, headers: {}, body: 'x' }),
    );

    expect(networkCode(error)).not.toBe('');
    expect(wasNeverSent(error)).toBe(false);
  });

  it('ends a request that is not answered in its time', async () => {
    server = await createStubServer(() => 'hang');
    const { url } = server;
    const error = await errorOf(
      createClient().request({ method: 'POST', url, headers: {}, timeoutMs: 50 }),
    );

    expect(networkCode(error)).toBe('ETIMEDOUT');
    expect(wasNeverSent(error)).toBe(false);
  });

  it('hands over an answer whole, whatever its status', async () => {
    const body = 'ä'.repeat(200_000);
    server = await createStubServer(() => ({ status: 503, headers: { 'x-a': 'b' }, body }));
    const answer = await createClient().exchange({
      method: 'POST',
      url: `${server.url}/path`,
      headers: {},
      body: 'x',
      timeoutMs: 5000,
    });

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'x-a': 'b' } });
    expect(answer.text === body).toBe(true);
  });

  it('bounds an exchange, also while it waits for a connection, and then does not send it', async () => {
    server = await createStubServer(() => 'hang');
    const { url, requests } = server;
    const client = createClient();
    const errors = await Promise.all(
      [1, 2, 3].map(() =>
        errorOf(client.exchange({ method: 'POST', url, headers: {}, timeoutMs: 50 })),
      ),
    );

    expect(errors.map(networkCode)).toEqual(['ETIMEDOUT', 'ETIMEDOUT', 'ETIMEDOUT']);
    expect(requests).toHaveLength(2);
  });

  it.each(['reset', { status: 200, body: 'half', cut: true }] as const)(
    'tells of an exchange that broke off (%j)',
    async (reply) => {
      server = await createStubServer(() => reply);
      const { url } = server;
      const error = await errorOf(createClient().exchange({ method: 'POST', url, headers: {} }));

      expect(networkCode(error)).not.toBe('');
      expect(wasNeverSent(error)).toBe(false);
    },
  );

  it.each([
    [new DOMException('too slow', 'TimeoutError'), 'ETIMEDOUT', false],
    [
      Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      'UND_ERR_CONNECT_TIMEOUT',
      true,
    ],
    [new Error('x', { cause: { code: 'ENOTFOUND' } }), 'ENOTFOUND', true],
    [new AggregateError([{ code: 'ECONNREFUSED' }]), 'ECONNREFUSED', true],
    [new Error('a bug'), '', false],
    [Object.assign(new Error('a bug'), { code: 'UND_ERR_INVALID_ARG' }), '', false],
    [undefined, '', false],
  ])('tells %s apart', (error, code, neverSent) => {
    expect(networkCode(error)).toBe(code);
    expect(wasNeverSent(error)).toBe(neverSent);
  });
});
