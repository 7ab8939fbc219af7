import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { createSource } from '../../src/adapters/telemessage/source.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { Credential } from '../../src/domain/records.ts';
import type { ByteStream, SourceReader } from '../../src/ports/source.ts';
import { createHastyClock, createMemoryLog } from '../unit/adapters/http/fakes.ts';
import { MAIN, accountFor, clientOf } from './telemessage-client.ts';
import type { Client } from './telemessage-client.ts';

const PRODUCT = 'o2-network';
const PAGE = 500;
const WINDOW = { from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 20) };
const LIST = { operation: 'listItems' };

let simulator: SpawnedSimulator;
let client: Client;

beforeAll(async () => {
  simulator = await spawnSimulator(MAIN, ['--control', '--world', 'empty']);
  client = clientOf(simulator);
});

beforeEach(async () => {
  await fetch(new URL('/_control/faults', simulator.url), { method: 'DELETE' });
});

afterAll(async () => {
  await simulator.stop();
});

function setUp(credential: Credential = accountFor(PRODUCT)) {
  const clock = createHastyClock();
  const log = createMemoryLog();
  const unused = (): never => {
    throw new Error('not for this adapter');
  };
  let reads = 0;
  const secrets = {
    put: unused,
    remove: unused,
    get: (connectorId: string) => {
      reads += 1;
      return connectorId === 'c1'
        ? Promise.resolve({ username: credential.username, password: credential.password })
        : Promise.reject(new AppError('secret_missing', 'none', { retry: 'never' }));
    },
  };
  const random = { uuid: randomUUID, fraction: () => 0.5 };
  const source = createSource({ url: simulator.url, clock, random, log, secrets });
  return { source, clock, log, reader: source.reader('c1', PRODUCT), signIns: () => reads };
}

async function faults(match: Record<string, string>, action: object, times = 1): Promise<void> {
  const answer = await client.control('faults', [{ match, times, action }]);
  expect(answer.status).toBe(200);
}

const record = (id: string, more: object = {}): object => ({
  id,
  format: 'record',
  kind: 'sms',
  archivedAt: new Date(WINDOW.from + 1000).toISOString(),
  messageTime: WINDOW.from,
  sender: { value: '+447700900123' },
  recipients: [{ value: '+447700900124' }],
  text: 'hello',
  ...more,
});

async function hand(raw: object, bodies: object = {}): Promise<void> {
  const archivedAt = new Date(WINDOW.from + 1000).toISOString();
  const answer = await client.control('items', [{ product: PRODUCT, archivedAt, raw, ...bodies }]);
  expect(answer.status).toBe(200);
}

async function idsOf(reader: SourceReader, window = WINDOW): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.listPage(window, PAGE, cursor);
    ids.push(
      ...page.listings.map((listing) =>
        listing.item === undefined ? listing.id : listing.item.id,
      ),
    );
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

async function collect({ bytes }: ByteStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('adapters/telemessage against the simulator', () => {
  it('lists a window page by page, counts it, and reads a kept page to the same listings', async () => {
    const { source, reader } = setUp();
    const ids = Array.from({ length: 501 }, (_, index) => `list-${index}`);
    for (const id of ids) await hand(record(id));

    const listed = await idsOf(reader);
    const page = await reader.listPage(WINDOW, PAGE, undefined);

    expect([...new Set(listed)].filter((id) => id.startsWith('list-')).sort()).toEqual(ids.sort());
    expect(await reader.count(WINDOW)).toBe(new Set(listed).size);
    expect(page.listings).toHaveLength(500);
    expect(source.parsePage(page.raw)).toEqual(page);
  });

  it('signs in once for many callers, and once more when the session has ended', async () => {
    const { reader, signIns } = setUp();

    await Promise.all(Array.from({ length: 8 }, () => reader.count(WINDOW)));
    expect(signIns()).toBe(1);
    await client.control('expire-sessions');
    await Promise.all(Array.from({ length: 8 }, () => reader.count(WINDOW)));

    expect(signIns()).toBe(2);
  });

  it('verifies a credential and tells what the account holds', async () => {
    const { source } = setUp();
    const account = accountFor(PRODUCT);

    expect(await source.verify(account)).toEqual({
      company: { id: expect.any(String), name: expect.any(String) },
      products: account.products,
    });
    await expect(source.verify({ ...account, password: 'wrong' })).rejects.toMatchObject({
      code: 'invalid_credentials',
      retry: 'never',
    });
  });

  it('spends one attempt on a wrong password, so that the account is not locked', async () => {
    const account = accountFor(PRODUCT);
    const { reader } = setUp({ ...account, password: 'wrong' });

    for (let call = 0; call < 8; call += 1) {
      await expect(reader.count(WINDOW)).rejects.toMatchObject({ code: 'invalid_credentials' });
    }

    await expect(setUp().source.verify(account)).resolves.toBeDefined();
  });

  it('refuses a product the account has no licence for, without trying again', async () => {
    const other = accountFor('att-network');
    const { reader, clock } = setUp(other);
    expect(other.products).not.toContain(PRODUCT);

    await expect(reader.count(WINDOW)).rejects.toMatchObject({ code: 'product_not_licensed' });
    expect(clock.sleeps).toEqual([]);
  });

  it('downloads the bytes of attachments, whole and empty, and of messages', async () => {
    const { reader } = setUp();
    const bytes = randomBytes(300_000);
    const attachments = { a1: bytes.toString('base64'), 'a/2 ?': '' };
    await hand(record('media/1 ü'), { attachments, content: bytes.toString('base64') });

    const whole = await reader.attachment('media/1 ü', 'a1');
    expect(whole.size).toBe(bytes.length);
    expect(sha256(await collect(whole))).toBe(sha256(bytes));
    expect(await collect(await reader.attachment('media/1 ü', 'a/2 ?'))).toHaveLength(0);
    expect(sha256(await collect(await reader.email('media/1 ü')))).toBe(sha256(bytes));
    await expect(reader.attachment('media/1 ü', 'none')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('takes up a download where it was cut off', async () => {
    const { reader, log } = setUp();
    const bytes = randomBytes(300_000);
    await hand(record('cut-1'), { attachments: { a1: bytes.toString('base64') } });
    await client.control('cuts', { path: 'cut-1', afterBytes: 100_000, times: 2 });

    const received = await collect(await reader.attachment('cut-1', 'a1'));

    expect(sha256(received)).toBe(sha256(bytes));
    expect(log.lines).toHaveLength(2);
  });

  it('gives up on a download that is cut off again and again', async () => {
    const { reader } = setUp();
    await hand(record('cut-2'), { attachments: { a1: randomBytes(50_000).toString('base64') } });
    await client.control('cuts', { path: 'cut-2', afterBytes: 1000, times: 5 });

    const receiving = reader.attachment('cut-2', 'a1').then(collect);

    await expect(receiving).rejects.toMatchObject({ code: 'source_unavailable', retry: 'later' });
  });

  it.each([
    [
      'a 429 with seconds',
      { type: 'status', status: 429, headers: { 'Retry-After': '2.5' } },
      2500,
    ],
    ['a 503 without a word', { type: 'status', status: 503 }, 250],
    ['a reset connection', { type: 'reset' }, 250],
  ])('waits and tries again after %s', async (_, action, waited) => {
    const { reader, clock } = setUp();
    await faults(LIST, action);
    const before = clock.now();

    await expect(reader.listPage(WINDOW, PAGE, undefined)).resolves.toBeDefined();
    expect(clock.now() - before).toBe(waited);
  });

  it('says when to come back if the site asks for more than one call may wait', async () => {
    const { reader, clock } = setUp();
    await faults(LIST, { type: 'status', status: 503, headers: { 'retry-after': '600' } });

    await expect(reader.listPage(WINDOW, PAGE, undefined)).rejects.toMatchObject({
      code: 'source_unavailable',
      retry: 'later',
      retryAfterMs: 600_000,
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('gives up after five answers that are none', async () => {
    const { reader } = setUp();
    await faults(LIST, { type: 'status', status: 500 }, 5);

    await expect(reader.listPage(WINDOW, PAGE, undefined)).rejects.toMatchObject({
      code: 'source_unavailable',
      details: { status: 500, operation: 'listItems' },
    });
    await expect(reader.listPage(WINDOW, PAGE, undefined)).resolves.toBeDefined();
  });

  it.each([
    [410, 'cursor_expired', 'cursor_expired'],
    [400, 'invalid_window', 'source_refused'],
    [403, 'product_not_licensed', 'product_not_licensed'],
    [423, 'account_locked', 'account_locked'],
  ])('maps %s %s to %s', async (status, code, expected) => {
    const { reader } = setUp();
    await faults(LIST, { type: 'status', status, code });

    const listing = reader.listPage(WINDOW, PAGE, undefined);

    await expect(listing).rejects.toMatchObject({ code: expected, retry: 'never' });
  });

  it('takes a page that is cut off or something else for a broken site, not for an empty one', async () => {
    const { reader } = setUp();
    for (const body of ['{"items":[', '<html>', '{}', '{"items":[]}', 'null']) {
      await faults(LIST, { type: 'status', status: 200, body });
      await expect(reader.listPage(WINDOW, PAGE, undefined)).rejects.toMatchObject({
        code: 'source_unavailable',
      });
      await fetch(new URL('/_control/faults', simulator.url), { method: 'DELETE' });
    }
  });
});
