import { describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../../../src/api/routes.ts';
import { createHarness, ORIGIN, principalOf, TENANT, type Harness } from '../harness.ts';

const ID = 'aaaaaaaaaaaa';
const PUBLIC = ROUTES.filter(({ access }) => access === 'anyone');
const GUARDED = ROUTES.filter(({ access }) => access !== 'anyone');
const CHANGING = ROUTES.filter(({ method }) => method !== 'GET');
const FORGED = { 'x-ms-client-principal': principalOf('admin') };

function pathOf(path: string): string {
  return `/${path}`
    .replace('{id}', ID)
    .replace('{runId}', `run-${ID}-20260309`)
    .replace('{version}', '1')
    .replace('{itemId}', 'x');
}

function principalWith(...claims: { typ: string; val: string }[]): string {
  const known = [
    { typ: 'name', val: 'ada@example.test' },
    { typ: 'oid', val: 'id-ada' },
    { typ: 'roles', val: 'Connector.Reader' },
  ];
  const principal = {
    auth_typ: 'aad',
    name_typ: 'name',
    role_typ: 'roles',
    claims: [...known, ...claims],
  };
  return Buffer.from(JSON.stringify(principal)).toString('base64');
}

/** Nothing was asked of what lies behind the interface. */
function untouched({ ports }: Harness): boolean {
  return ports.connectors.rows.all().length === 0 && ports.audit.intents.size === 0;
}

describe('access', () => {
  it('is open to anyone for what tells nothing, and for nothing else', () => {
    expect(PUBLIC.map(({ path }) => path).sort()).toEqual(['health', 'openapi.json']);
  });

  it.each(GUARDED)(
    '$method $path is closed to a principal header that nobody vouches for',
    async (row) => {
      const harness = createHarness({ options: { platformAuth: false } });
      const got = await harness.send(row.method, pathOf(row.path), { headers: FORGED });
      expect(got).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
      expect(untouched(harness)).toBe(true);
    },
  );

  it('shows a forged principal no more of the health than anybody', async () => {
    const harness = createHarness({ options: { platformAuth: false } });
    const got = await harness.send('GET', '/health', { headers: FORGED });
    expect(got.body).toEqual({ status: 'healthy' });
  });

  it.each(
    CHANGING.flatMap((row) =>
      [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `${ORIGIN}.evil.example` },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ].map((headers) => ({ ...row, headers: headers })),
    ),
  )('$method $path is closed to $headers', async ({ method, path, headers }) => {
    const harness = createHarness();
    const got = await harness.send(method, pathOf(path), {
      headers: { ...headers, 'x-requested-with': 'fetch' },
      json: {},
    });
    expect(got).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
    expect(untouched(harness)).toBe(true);
  });

  it.each(CHANGING.filter(({ method }) => method === 'POST'))(
    '$method $path wants what no form of another site can send',
    async ({ method, path }) => {
      for (const type of ['', 'text/plain', 'multipart/form-data; boundary=x']) {
        const headers = { 'content-type': type };
        const got = await createHarness().send(method, pathOf(path), { headers });
        expect(got).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
      }
      for (const headers of [
        { 'content-type': 'Application/JSON; charset=utf-8' },
        { 'x-requested-with': 'fetch' },
      ]) {
        const got = await createHarness().send(method, pathOf(path), { headers });
        expect(got.body.code).not.toBe('cross_origin');
      }
    },
  );

  it.each([
    ['of this tenant', { typ: 'tid', val: TENANT }, 200],
    [
      'of this tenant, by its long name',
      { typ: 'http://schemas.microsoft.com/identity/claims/tenantid', val: TENANT },
      200,
    ],
    ['of another tenant', { typ: 'tid', val: '22222222-2222-4222-8222-222222222222' }, 401],
  ])('treats a principal %s as it should', async (_what, claim, status) => {
    const { send } = createHarness({ options: { platformAuth: true, tenantId: TENANT } });
    const headers = { 'x-ms-client-principal': principalWith(claim) };
    expect((await send('GET', '/me', { headers })).status).toBe(status);
  });

  it('knows no role but its own two', async () => {
    const claim = { typ: 'roles', val: 'connector.admin' };
    const headers = { 'x-ms-client-principal': principalWith(claim) };
    const me = await createHarness().send('GET', '/me', { headers });
    expect(me.body).toMatchObject({ roles: ['Connector.Reader'] });
  });

  it.each([...PUBLIC, ...GUARDED])(
    '$method $path answers under a policy that runs nothing',
    async (row) => {
      for (const as of ['nobody', 'visitor', 'admin'] as const) {
        const { headers } = await createHarness().send(row.method, pathOf(row.path), { as });
        expect(headers).toMatchObject({
          'content-security-policy': expect.stringMatching(/^default-src 'none'/),
          'referrer-policy': 'no-referrer',
          'strict-transport-security': expect.stringContaining('includeSubDomains'),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'cache-control': 'no-store',
        });
      }
    },
  );
});
