/** The described interface as it is met from outside: through the platform's part, the host and the storage. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signIn, type AdminClient } from '../../local/admin-client.ts';
import { redirectOf } from '../../local/set-up.ts';
import { buildAccounts } from '../../local/simulators/world/directory.ts';
import { bodies, files, queries } from '../contract/api/arbitrary.ts';
import {
  bodySchema,
  expectDocumented,
  isChange,
  OPERATIONS,
  parametersIn,
  usualStatus,
  type Operation,
} from '../contract/api/description.ts';
import { person, sms, useSystem, WINDOW } from '../support/system.ts';

const TEST_MS = 120_000;
const POLL_MS = 200;
const MAX_POLLS = 300;
const SETTLED = /^(succeeded|failed|cancelled)/;

const alice = person(1);
const tested = useSystem({ people: [alice] });
const account = buildAccounts(1).find(({ products }) => products.includes('android'));

interface Sent {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  by?: AdminClient;
}

interface Seen {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown> & { items: Record<string, unknown>[] };
}

const reached = new Set<string>();

function addressOf({ path }: Operation, { path: params = {}, query = {} }: Sent): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'aaaaaaaaaaaa');
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}

async function send(operation: Operation, sent: Sent = {}): Promise<Seen> {
  const { by = tested.admin, body, headers } = sent;
  const given = operation.method === 'GET' ? undefined : body;
  const got = await by.call(operation.method, addressOf(operation, sent), given, headers);
  const seen = { status: got.status, headers: Object.fromEntries(got.headers) };
  const bytes = typeof got.body === 'string' ? got.body : JSON.stringify(got.body);
  expectDocumented(operation, { ...seen, bytes, body: got.body as never });
  return { ...seen, body: got.body as Seen['body'] };
}

/** @param statuses any of them will do; the usual one unless given */
async function visit(name: string, sent: Sent = {}, ...statuses: number[]): Promise<Seen> {
  const operation = OPERATIONS.find(({ operationId }) => operationId === name);
  if (!operation) throw new Error(`there is no operation ${name}`);
  const wanted = statuses.length > 0 ? statuses : [usualStatus(operation)];
  const seen = await send(operation, sent);
  if (!wanted.includes(seen.status)) {
    throw new Error(`${name} gave ${String(seen.status)}: ${JSON.stringify(seen.body)}`);
  }
  if (wanted.includes(usualStatus(operation))) reached.add(name);
  return seen;
}

async function settled(runId: string): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll++) {
    const { body } = await visit('getRun', { path: { runId } });
    if (SETTLED.test(String(body.state))) return;
    await delay(POLL_MS);
  }
  throw new Error(`${runId} does not settle`);
}

async function setUp(): Promise<string> {
  const created = await visit('createConnector', { body: { product: 'android', name: 'Phones' } });
  const id = String(created.body.id);
  const path = { id };
  const read = await visit('getConnector', { path });
  expect(read.headers.etag).toBe(created.headers.etag);
  const tag = { 'if-match': read.headers.etag ?? '' };
  const name = { name: 'Company phones' };
  await visit('changeConnector', { path, body: name, headers: tag });
  await visit('changeConnector', { path, body: name, headers: tag }, 412);

  const { username = '', password = '' } = account ?? {};
  await visit('acceptTerms', { path, body: { version: '1', accepted: true } });
  await visit('setCredentials', { path, body: { username, password: 'wrong' } }, 422);
  await visit('setCredentials', { path, body: { username, password } });
  await visit('setMappingRules', { path, body: { automatic: true, custom: true } });
  const file = `External User ID,Microsoft 365 User Mailbox\n+447700900150,${alice.mail}\n`;
  await visit('uploadMapping', { path, query: { dryRun: 'true' }, body: file });
  await visit('uploadMapping', { path, body: `${file}nonsense,nobody\n` }, 422);
  await visit('uploadMapping', { path, body: file });
  const add = [{ number: '+447700900151', mailbox: alice.mail }];
  await visit('addMappingEntries', { path, body: { add } });
  await visit('getMapping', { path });
  await visit('listMappingVersions', { path });
  await visit('getMappingVersion', { path: { id, version: '1' } });
  await visit('restoreMappingVersion', { path: { id, version: '1' }, body: {} });
  await visit('checkMapping', { path, body: {} });
  await visit('resolveMapping', { path, body: { number: '+447700900150' } });

  const consent = await visit('beginConsent', { path, body: {} });
  const back = await redirectOf(String(consent.body.url), tested.admin.ca);
  const query = Object.fromEntries(new URL(back).searchParams);
  await visit('completeConsent', { query });
  await visit('completeConsent', { query }, 400);
  await visit('getPreflight', { path });
  await visit('finishConnector', { path, body: {} });
  await visit('pauseConnector', { path, body: {} });
  await visit('resumeConnector', { path, body: {} });
  return id;
}

describe('the described interface, from outside', () => {
  it(
    'answers each operation as it is described',
    async () => {
      for (const name of ['describeApi', 'getHealth', 'getMe', 'listProducts']) await visit(name);
      const stranger = sms('stranger', alice, { sender: { value: '+447700900199' } });
      await tested.list('android', [sms('one', alice), stranger]);
      const id = await setUp();
      const path = { id };
      // The tick may have begun the same one.
      const begun = await visit('beginRun', { path, body: WINDOW }, 202, 409);
      const runId = String(begun.body.id ?? begun.body.runId);
      await settled(runId);

      await visit('listConnectors');
      await visit('listRuns', { path });
      await visit('listDays', { path, query: { from: day(WINDOW.from), to: day(WINDOW.to) } });
      await visit('getReport', { path: { runId } });
      await visit('getReport', { path: { runId }, query: { format: 'csv' } });
      const exceptions = await visit('listExceptions', { query: { runId } });
      expect(exceptions.body.items).toHaveLength(1);
      const items = await visit('searchItems', { query: { connectorId: id, ...WINDOW } });
      expect(items.body.items).toHaveLength(2);
      const found = await visit('findItems', { body: { connectorId: id, ...WINDOW } });
      expect(found.body.items).toEqual(items.body.items);
      const again = await visit('findExceptions', { body: { runId } });
      expect(again.body.items).toEqual(exceptions.body.items);
      for (const item of items.body.items)
        await visit('getItem', { path: { id: String(item.id) } });

      await visit('retryRun', { path: { runId }, body: {} });
      await settled(runId);
      await visit('cancelRun', { path: { runId }, body: {} }, 409);
      await visit('reprocessRun', { path: { runId }, body: {} });
      // It may be done already.
      await visit('cancelRun', { path: { runId }, body: {} }, 202, 409);
      await settled(runId);
      await visit('reprocessUnmapped', { path, body: {} });
      await visit('deleteConnector', { path, body: {} });
      const audit = await visit('listAudit', { query: { connectorId: id } });
      expect(audit.body).toMatchObject({ verified: true });
      await visit('exportAudit');

      const all = OPERATIONS.map(({ operationId }) => operationId);
      expect(all.filter((name) => !reached.has(name))).toEqual([]);
    },
    TEST_MS,
  );

  it('lets in nobody without a session, and nobody by a header of their own', async () => {
    const principal = { auth_typ: 'aad', claims: [{ typ: 'roles', val: 'Connector.Admin' }] };
    const forged = Buffer.from(JSON.stringify(principal)).toString('base64');
    const headers = { cookie: '', 'x-ms-client-principal': forged };
    for (const operation of OPERATIONS.filter(({ security }) => security[0]?.session)) {
      const { status } = await send(operation, { headers, body: {} });
      expect([operation.operationId, status]).toEqual([operation.operationId, 401]);
    }
  });

  it('lets a reader change nothing', async () => {
    const reader = await signIn(tested.system.host.url, 'reader', tested.admin.ca);
    const isForAdmins = ({ security }: Operation): boolean =>
      security[0]?.session?.includes('Connector.Admin') ?? false;
    for (const operation of OPERATIONS.filter(isForAdmins)) {
      const { status } = await send(operation, { by: reader, body: {} });
      expect([operation.operationId, status]).toEqual([operation.operationId, 403]);
    }
  });

  it.each(OPERATIONS.filter((operation) => parametersIn(operation, 'query').length > 1))(
    'takes any query of $method $path',
    async (operation) => {
      const names = parametersIn(operation, 'query').map(({ name }) => name);
      const usual = { connectorId: 'aaaaaaaaaaaa', from: WINDOW.from, to: WINDOW.to };
      const known = Object.entries(usual).filter(([name]) => names.includes(name));
      const query = queries(names).map((given) => ({ ...Object.fromEntries(known), ...given }));
      const short = query.map((given) =>
        Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text.slice(0, 500)])),
      );
      await fc.assert(
        fc.asyncProperty(short, async (given) => {
          expect((await send(operation, { query: given })).status).not.toBe(500);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(OPERATIONS.filter(isChange))('takes any body of $method $path', async (operation) => {
    const isFile = operation.requestBody !== undefined && !bodySchema(operation);
    const headers = { 'content-type': isFile ? 'text/csv' : 'application/json' };
    const texts = isFile ? files : bodies(bodySchema(operation) ?? {});
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const body = Buffer.from(text).toString();
        expect((await send(operation, { body, headers })).status).not.toBe(500);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['HEAD', '/connectors', 404],
    ['OPTIONS', '/connectors', 404],
    ['DELETE', '/connectors', 404],
    ['GET', '/connectors/%2e%2e%2fme', 404],
    ['GET', '/connectors/%00', 404],
    ['GET', '/connectors/%', 400],
    ['GET', '/connectors/%ff', 400],
    ['GET', '/connectors?limit=1&limit=2', 400],
    ['GET', '/connectors?sort=name', 400],
    ['GET', '/nonsense', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await tested.admin.call(method, path)).status).toBe(status);
  });
});

function day(time: string): string {
  return time.slice(0, 10);
}
