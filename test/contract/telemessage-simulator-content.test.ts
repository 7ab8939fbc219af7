import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { benchAccount } from '../../local/simulators/world/bench.ts';
import { buildAccounts } from '../../local/simulators/world/directory.ts';
import { accountFor, clientOf, DATE, DAY, expectError, MAIN, query } from './telemessage-client.ts';
import type { Client, Page } from './telemessage-client.ts';

const HOUR_MS = 3_600_000;

/** What the contract requires of a listed item; what it merely allows is left open. */
const PARTICIPANT = {
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'string' }, role: { enum: ['from', 'to', 'cc', 'member'] } },
};
const BASE = {
  id: { type: 'string', minLength: 1, maxLength: 512 },
  revision: { type: 'integer', minimum: 1 },
  kind: { enum: ['sms', 'mms', 'chat', 'voiceCall', 'callLog'] },
  archivedAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT.*Z$' },
};
const DIGEST = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const ATTACHMENT = {
  type: 'object',
  required: ['id', 'name', 'contentType', 'size'],
  properties: { size: { type: 'integer', minimum: 0 }, sha256: DIGEST },
};
const isItem = new Ajv({ strict: false }).compile({
  oneOf: [
    {
      type: 'object',
      required: ['id', 'format', 'kind', 'archivedAt', 'participants', 'email'],
      properties: {
        ...BASE,
        format: { const: 'email' },
        participants: { type: 'array', minItems: 1, items: PARTICIPANT },
        email: {
          type: 'object',
          required: ['size', 'sha256'],
          properties: { size: { type: 'integer' }, sha256: DIGEST, inline: { type: 'string' } },
        },
      },
    },
    {
      type: 'object',
      required: ['id', 'format', 'kind', 'archivedAt', 'messageTime', 'sender', 'recipients'],
      properties: {
        ...BASE,
        format: { const: 'record' },
        event: { enum: ['created', 'edited', 'deleted', 'recalled'] },
        messageTime: { type: 'integer' },
        utcOffsetMinutes: { type: 'integer' },
        direction: { enum: ['inbound', 'outbound'] },
        owner: PARTICIPANT,
        sender: PARTICIPANT,
        recipients: { type: 'array', items: PARTICIPANT },
        segment: { type: 'object', required: ['segmentedId', 'pieceNumber', 'totalPieces'] },
        callInfo: { type: 'object', required: ['startTime', 'callStatus'] },
        attachments: { type: 'array', items: ATTACHMENT },
      },
    },
  ],
});

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('TeleMessage simulator: listing', () => {
  let simulator: SpawnedSimulator;
  let client: Client;
  let token: string;
  beforeEach(async () => {
    simulator = await spawnSimulator(MAIN, ['--world', 'empty', '--control']);
    client = clientOf(simulator);
    token = await client.signIn(accountFor('android'));
  });
  afterEach(() => simulator.stop());

  const at = (time: string, more: object = {}) => ({
    product: 'android',
    archivedAt: `${DATE}T${time}Z`,
    raw: { id: time, kind: 'sms', archivedAt: `${DATE}T${time}Z`, ...more },
  });

  async function list(parameters: Record<string, string | number>): Promise<Page> {
    const answer = await client.get(`/archive/android/items?${query(parameters)}`, token);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Page;
  }

  it('includes the first instant of the window and excludes the last', async () => {
    await client.control('items', [at('10:00:00.000'), at('10:59:59.999'), at('11:00:00.000')]);
    const page = await list({ from: `${DATE}T10:00:00Z`, to: `${DATE}T11:00:00Z` });
    expect(page.items.map(({ id }) => id)).toEqual(['10:00:00.000', '10:59:59.999']);
  });

  it('lists the oldest first, page after page', async () => {
    const times = ['03:00:00', '01:00:00', '05:00:00', '02:00:00', '04:00:00'];
    await client.control(
      'items',
      times.map((time) => at(time)),
    );
    const first = await list({ ...DAY, limit: 2 });
    const second = await list({ ...DAY, limit: 2, cursor: first.nextCursor ?? '' });
    const third = await list({ ...DAY, limit: 2, cursor: second.nextCursor ?? '' });
    const pages = [first, second, third].map(({ items }) => items.map(({ id }) => id));
    expect(pages).toEqual([['01:00:00', '02:00:00'], ['03:00:00', '04:00:00'], ['05:00:00']]);
    expect(third.nextCursor).toBeNull();
  });

  it('sends five hundred items a page unless told otherwise', async () => {
    const many = Array.from({ length: 501 }, (_, n) =>
      at(`12:00:00.${String(n).padStart(3, '0')}`),
    );
    await client.control('items', many);
    expect((await list(DAY)).items).toHaveLength(500);
    expect((await list({ ...DAY, limit: 1000 })).items).toHaveLength(501);
  });

  it('binds a cursor to its window and product, for a day', async () => {
    await client.control('items', [at('01:00:00'), at('02:00:00')]);
    const cursor = (await list({ ...DAY, limit: 1 })).nextCursor ?? '';
    expect(cursor.length).toBeLessThanOrEqual(512);
    const other = query({ from: DAY.from, to: `${DATE}T23:00:00Z`, cursor });
    await expectError(
      await client.get(`/archive/android/items?${other}`, token),
      400,
      'invalid_cursor',
    );
    const elsewhere = await client.signIn(accountFor('o2-network'));
    const path = `/archive/o2-network/items?${query({ ...DAY, cursor })}`;
    await expectError(await client.get(path, elsewhere), 400, 'invalid_cursor');
    await client.control('advance-clock', { ms: 25 * HOUR_MS });
    token = await client.signIn(accountFor('android'));
    const late = await client.get(`/archive/android/items?${query({ ...DAY, cursor })}`, token);
    await expectError(late, 410, 'cursor_expired');
  });

  it('lists an item again, and counts pairs of id and revision once', async () => {
    const listed = [
      at('01:00:00'),
      at('02:00:00', { kind: 'mms' }),
      at('01:00:00'),
      at('03:00:00', { id: '01:00:00', revision: 2 }),
      { ...at('04:00:00'), raw: 'not even an object' },
    ];
    await client.control('items', listed);
    const page = await list(DAY);
    expect(page.items).toHaveLength(5);
    expect(page.items[4]).toBe('not even an object');
    const answer = await client.get(`/archive/android/summary?${query(DAY)}`, token);
    expect(await answer.json()).toEqual({
      ...DAY,
      items: 4,
      byKind: { sms: 2, mms: 1, unknown: 1 },
    });
  });

  it('keeps the products apart', async () => {
    await client.control('items', [{ ...at('01:00:00'), product: 'o2-network' }]);
    expect((await list(DAY)).items).toEqual([]);
  });
});

describe('TeleMessage simulator: bodies', () => {
  let simulator: SpawnedSimulator;
  let client: Client;
  let token: string;
  const data = Buffer.from('0123456789');
  const id = 'a/b?c=1#2% ü';
  const escaped = encodeURIComponent(id);
  const file = `/archive/android/items/${escaped}/attachments/x%2F1`;
  const mail = `/archive/android/items/${escaped}/content`;
  beforeAll(async () => {
    simulator = await spawnSimulator(MAIN, ['--world', 'empty', '--control']);
    client = clientOf(simulator);
    token = await client.signIn(accountFor('android'));
    const base64 = data.toString('base64');
    const item = { product: 'android', archivedAt: DAY.from, raw: { id } };
    await client.control('items', [{ ...item, content: base64, attachments: { 'x/1': base64 } }]);
  });
  afterAll(() => simulator.stop());

  it.each([
    ['message', mail, 'message/rfc822'],
    ['attachment', file, 'application/octet-stream'],
  ])('sends the whole %s with its length', async (_what, path, type) => {
    const answer = await client.get(path, token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-length')).toBe('10');
    expect(await answer.text()).toBe('0123456789');
  });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-', '456789', 'bytes 4-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('sends the range %s', async (range, text, contentRange) => {
    for (const path of [file, mail]) {
      const answer = await client.get(path, token, { range });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(contentRange);
      expect(answer.headers.get('content-length')).toBe(String(text.length));
      expect(await answer.text()).toBe(text);
    }
  });

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('has no range %s', async (range) => {
    const answer = await client.get(file, token, { range });
    expect(answer.headers.get('content-range')).toBe('bytes */10');
    await expectError(answer, 416, 'range_not_satisfiable');
  });

  it.each(['bytes=3-1', 'lines=1-2', 'bytes=0-1,4-5'])('ignores the range %s', async (range) => {
    const answer = await client.get(file, token, { range });
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
  });

  it('cuts a body off when told to, and only as often', async () => {
    await client.control('cuts', { path: '/attachments/', afterBytes: 4, times: 1 });
    const cut = await client.get(file, token);
    expect(cut.headers.get('content-length')).toBe('10');
    await expect(cut.text()).rejects.toThrow();
    expect(await (await client.get(file, token)).text()).toBe('0123456789');
  });
});

describe('TeleMessage simulator: worlds', () => {
  const started: SpawnedSimulator[] = [];
  afterAll(() => Promise.all(started.map((simulator) => simulator.stop())));

  async function start(...args: string[]) {
    const simulator = await spawnSimulator(MAIN, ['--date', DATE, ...args]);
    started.push(simulator);
    return clientOf(simulator);
  }

  async function pages(client: Client, product: string, token: string): Promise<Page[]> {
    const all: Page[] = [];
    let cursor: string | null = null;
    do {
      const search = query({ ...DAY, ...(cursor !== null && { cursor }) });
      const answer = await client.get(`/archive/${product}/items?${search}`, token);
      const page = (await answer.json()) as Page;
      all.push(page);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  }

  it('lists a demo day on short and empty pages, of items the contract knows', async () => {
    const client = await start('--world', 'demo');
    for (const { products, ...account } of buildAccounts(1)) {
      const [product = ''] = products;
      const token = await client.signIn({ ...account, products });
      const all = await pages(client, product, token);
      const items = all.flatMap((page) => page.items);
      expect(all.some((page) => page.items.length === 0 && page.nextCursor !== null)).toBe(true);
      expect(items.length).toBeGreaterThanOrEqual(250);
      const pagesWith = (id: string) =>
        all.filter((page) => page.items.some((item) => item.id === id)).length;
      expect(pagesWith(`${product}-on-two-pages`)).toBe(2);
      expect(items.filter((item) => !isItem(item))).toHaveLength(3);
      const summary = await client.get(`/archive/${product}/summary?${query(DAY)}`, token);
      expect(await summary.json()).toMatchObject({ items: items.length - 2 });
    }
  });

  it('serves the bytes that the demo day promises', async () => {
    const client = await start('--world', 'demo', '--seed', '3');
    const account = buildAccounts(3).find(({ products }) => products.includes('android'));
    const token = await client.signIn(account ?? accountFor('android'));
    const items = (await pages(client, 'android', token)).flatMap((page) => page.items);
    const refs = items.flatMap(({ id, attachments = [] }) =>
      (attachments as { id: string; size: number; sha256: string }[]).map((ref) => ({
        ...ref,
        of: String(id),
      })),
    );
    expect(refs.some(({ size }) => size === 10_485_761)).toBe(true);
    for (const ref of refs) {
      const [of, part] = [ref.of, ref.id].map(encodeURIComponent);
      const answer = await client.get(
        `/archive/android/items/${of ?? ''}/attachments/${part ?? ''}`,
        token,
      );
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect([bytes.length, sha256(bytes)]).toEqual([ref.size, ref.sha256]);
    }
  });

  it('lists a bench day of distinct items, spread over mailboxes', async () => {
    const client = await start('--world', 'bench', '--items', '2500', '--mailboxes', '50');
    const token = await client.signIn(benchAccount(1));
    const all = await pages(client, 'android', token);
    const items = all.flatMap((page) => page.items);
    expect(all.map((page) => page.items.length)).toEqual([500, 500, 500, 500, 500]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(2500);
    expect(items.filter((item) => !isItem(item))).toEqual([]);
    const owners = items.map(({ owner }) => (owner as { email: string }).email);
    expect(new Set(owners).size).toBe(50);
    const summary = await client.get(`/archive/android/summary?${query(DAY)}`, token);
    expect(await summary.json()).toEqual({ ...DAY, items: 2500, byKind: { sms: 2500 } });
  });
});
