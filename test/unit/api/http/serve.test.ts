import { describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../../../src/api/routes.ts';
import { endpointsOf } from '../../../../src/api/http/serve.ts';
import { AppError } from '../../../../src/domain/errors.ts';
import { createHarness, ORIGIN, principalOf, type Person } from '../harness.ts';

const ID = 'aaaaaaaaaaaa';
const RUN_ID = `run-${ID}-20260309`;

function pathOf(path: string): string {
  return `/${path}`.replace('{id}', ID).replace('{runId}', RUN_ID).replace('{version}', '1');
}

describe('api/serve', () => {
  it.each(ROUTES)('$method $path lets in only whom it should', async ({ method, path, access }) => {
    const people: Person[] = ['nobody', 'visitor', 'reader', 'admin'];
    const wanted = {
      anyone: [true, true, true, true],
      signedIn: [401, true, true, true],
      reader: [401, 403, true, true],
      admin: [401, 403, 403, true],
    }[access];
    const { send } = createHarness();
    for (const [index, as] of people.entries()) {
      const { status, body } = await send(method, pathOf(path), { as });
      const isIn = ![401, 403].includes(status) || body.code === 'consent_refused';
      expect([as, isIn || status]).toEqual([as, wanted[index]]);
    }
  });

  it.each(ROUTES)('$method $path sends the security headers', async ({ method, path }) => {
    for (const as of ['nobody', 'admin'] as const) {
      const { headers } = await createHarness().send(method, pathOf(path), { as });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });

  it('has no two routes of one name, one path and method, or overlapping paths', () => {
    expect(new Set(ROUTES.map(({ name }) => name)).size).toBe(ROUTES.length);
    expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
    const paths = endpointsOf(ROUTES).map(({ path }) => path.split('/'));
    const overlap = paths.flatMap((a, index) =>
      paths
        .slice(index + 1)
        .filter((b) => a.length === b.length && a.every((part, at) => meets(part, b[at] ?? ''))),
    );
    expect(overlap).toEqual([]);
  });

  it('trusts no principal unless the platform sets it', async () => {
    const off = createHarness({ options: { platformAuth: false } });
    expect((await off.send('GET', '/me')).status).toBe(401);
    expect((await off.send('GET', '/health')).status).toBe(200);
  });

  it.each([
    ['no base64 JSON', 'x'],
    ['another provider', principalOf('admin', 'github')],
    ['no claims', Buffer.from('{"auth_typ":"aad","claims":[]}').toString('base64')],
  ])('trusts no principal with %s', async (_what, header) => {
    const headers = { 'x-ms-client-principal': header };
    const got = await createHarness().send('GET', '/me', { as: 'nobody', headers });
    expect(got).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  });

  it('says who is signed in', async () => {
    const me = await createHarness().send('GET', '/me', { as: 'reader' });
    expect(me.body).toEqual({ name: 'reader@example.test', roles: ['Connector.Reader'] });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['another site, by its own word', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['this origin', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }, 404],
    ['a script without a body', { 'content-type': '', 'x-requested-with': 'fetch' }, 404],
  ])('answers a change from %s as it should', async (_what, headers, status) => {
    const got = await createHarness().send('POST', `/connectors/${ID}/pause`, { headers });
    expect(got.status).toBe(status);
    if (status === 403) expect(got.body.code).toBe('cross_origin');
  });

  it.each([
    ['no JSON', { text: '{' }, 400, 'invalid_json'],
    ['no body', {}, 400, 'invalid_json'],
    [
      'another type',
      { text: '{}', headers: { 'content-type': 'text/csv' } },
      415,
      'unsupported_media_type',
    ],
    ['too much', { text: `"${'x'.repeat(70_000)}"` }, 413, 'too_large'],
    ['an array', { json: [] }, 400, 'invalid_input'],
    ['no prototype', { text: '{"product":"x","name":"y","__proto__":{}}' }, 400, 'invalid_input'],
  ])('refuses a body with %s', async (_what, sent, status, code) => {
    const got = await createHarness().send('POST', '/connectors', sent);
    expect(got).toMatchObject({ status, body: { status, code, title: expect.any(String) } });
  });

  it('names the methods of an address', async () => {
    const got = await createHarness().send('DELETE', '/connectors');
    expect(got).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
  });

  it('tells nothing of an unexpected failure but where to look it up', async () => {
    const { ports, send } = createHarness();
    ports.connectors.list = () => Promise.reject(new Error('table at 10.0.0.1 key=abc'));
    const got = await send('GET', '/connectors');
    expect(got).toMatchObject({ status: 500, body: { code: 'internal', traceId: 'trace-1' } });
    expect(JSON.stringify([got, ports.log.entries])).not.toContain('10.0.0.1');
    expect(ports.log.entries).toMatchObject([
      { level: 'error', data: { route: 'listConnectors' } },
    ]);
  });

  it('says when the storage wants to be asked again', async () => {
    const { ports, send } = createHarness();
    const busy = new AppError('storage_unavailable', 'busy', {
      retry: 'later',
      retryAfterMs: 1_500,
    });
    ports.connectors.list = () => Promise.reject(busy);
    const got = await send('GET', '/connectors');
    expect(got).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  });
});

describe('api/health', () => {
  const well = { name: 'storage', check: () => Promise.resolve() };

  it('shows single checks to readers only', async () => {
    const { send } = createHarness({ health: [well] });
    expect((await send('GET', '/health', { as: 'visitor' })).body).toEqual({ status: 'healthy' });
    expect((await send('GET', '/health', { as: 'reader' })).body.checks).toEqual([
      { name: 'storage', ok: true },
    ]);
  });

  it('is unhealthy when a check fails', async () => {
    const failure = new AppError('storage_unavailable', 'down', { retry: 'later' });
    const { send } = createHarness({
      health: [well, { name: 'secrets', check: () => Promise.reject(failure) }],
    });
    const got = await send('GET', '/health', { as: 'admin' });
    expect(got).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
    expect(got.body.checks[1]).toEqual({ name: 'secrets', ok: false, code: 'storage_unavailable' });
  });

  it('does not wait for ever', async () => {
    const silent = { name: 'storage', check: () => new Promise<void>(() => undefined) };
    const harness = createHarness({ health: [silent] });
    const answer = harness.send('GET', '/health', { as: 'reader' });
    await harness.ports.clock.advance(5_000);
    expect((await answer).body.checks).toEqual([{ name: 'storage', ok: false, code: 'timed_out' }]);
    expect(harness.ports.clock.sleeping).toBe(0);
  });
});

function meets(part: string, other: string): boolean {
  return part === other || part.startsWith('{') || other.startsWith('{');
}
