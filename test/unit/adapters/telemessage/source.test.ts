import { afterEach, describe, expect, it } from '@jest/globals';
import { createSource } from '../../../../src/adapters/telemessage/source.ts';
import { createFixedRandom, createHastyClock, createMemoryLog } from '../http/fakes.ts';
import { createStubServer } from '../http/stub-server.ts';
import type { StubAnswer, StubRequest, StubServer } from '../http/stub-server.ts';

const PAGE = 500;
const WINDOW = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
let server: StubServer | undefined;

afterEach(async () => {
  await server?.close();
});

const session = (accessToken: string, expiresIn = 3600): StubAnswer => ({
  status: 200,
  body: { accessToken, expiresIn, company: { id: 'c', name: 'C' }, products: [] },
});

async function setUp(answer: (request: StubRequest, logins: number) => StubAnswer) {
  let logins = 0;
  const stub = await createStubServer((request) => {
    if (request.path === '/login') logins += 1;
    return answer(request, logins);
  });
  server = stub;
  const clock = createHastyClock();
  const log = createMemoryLog();
  const unused = () => Promise.reject(new Error('not for this adapter'));
  const get = () => Promise.resolve({ username: 'u', password: 'p-secret' });
  const secrets = { get, put: unused, remove: unused };
  const random = createFixedRandom();
  const source = createSource({ url: stub.url, clock, random, log, secrets });
  return { source, reader: source.reader('c1', 'android'), clock, log, stub };
}

const COUNT: StubAnswer = { status: 200, body: { items: 3 } };
const logins = ({ requests }: StubServer): number =>
  requests.filter(({ path }) => path === '/login').length;

describe('adapters/telemessage/source', () => {
  it('renews a session before it ends, and after it was told to forget it', async () => {
    const { source, reader, clock, stub } = await setUp(({ path }, count) =>
      path === '/login' ? session(`t${count}`) : COUNT,
    );
    await reader.count(WINDOW);
    await clock.sleep(58 * 60_000);
    await reader.count(WINDOW);
    expect(logins(stub)).toBe(1);
    await clock.sleep(60_001);
    await reader.count(WINDOW);
    expect(logins(stub)).toBe(2);
    source.forget('c1');
    await reader.count(WINDOW);
    expect(logins(stub)).toBe(3);
    expect(stub.requests.at(-1)?.headers.authorization).toBe('Bearer t3');
  });

  it('uses a session that lives for seconds only', async () => {
    const { reader, stub } = await setUp(({ path }, count) =>
      path === '/login' ? session(`t${count}`, 10) : COUNT,
    );
    await reader.count(WINDOW);
    await reader.count(WINDOW);
    expect(logins(stub)).toBe(1);
  });

  it('renews once only when every session is refused, and blames the site', async () => {
    const { reader, stub } = await setUp(({ path }, count) =>
      path === '/login'
        ? session(`t${count}`)
        : { status: 401, body: { error: { code: 'token_expired', message: '' } } },
    );
    await expect(reader.count(WINDOW)).rejects.toMatchObject({
      code: 'source_unavailable',
      retry: 'later',
    });
    expect(logins(stub)).toBe(2);
  });

  it.each([
    ['no JSON', '<html>'],
    ['a session without a token', { expiresIn: 1, company: { id: '', name: '' }, products: [] }],
  ])('takes a sign-in answered with %s for a broken site', async (_, body) => {
    const { source } = await setUp(() => ({ status: 200, body }));
    await expect(source.verify({ username: 'u', password: 'p' })).rejects.toMatchObject({
      code: 'source_unavailable',
    });
  });

  it.each([['{"items":-1.5}'], ['{}'], ['null'], ['x']])(
    'takes the count %s for none',
    async (body) => {
      const { reader } = await setUp(({ path }) =>
        path === '/login' ? session('t') : { status: 200, body },
      );
      await expect(reader.count(WINDOW)).rejects.toMatchObject({ code: 'source_unavailable' });
    },
  );

  it.each([
    ['nothing', ''],
    ['a page of a proxy', '<html>'],
    ['a code nobody knows', { error: { code: 'forbidden', message: '' } }],
  ])(
    'takes a 403 with %s for a matter of the account, except where content is',
    async (_, body) => {
      const { source, reader } = await setUp(({ path }, count) =>
        path === '/login' && count === 1 ? session('t') : { status: 403, body },
      );
      const account = { code: 'product_not_licensed', retry: 'never' };
      await expect(reader.listPage(WINDOW, PAGE, undefined)).rejects.toMatchObject(account);
      await expect(reader.count(WINDOW)).rejects.toMatchObject(account);
      await expect(reader.email('e1')).rejects.toMatchObject({ code: 'source_refused' });
      await expect(reader.attachment('e1', 'a1')).rejects.toMatchObject({ code: 'source_refused' });
      await expect(source.verify({ username: 'u', password: 'p' })).rejects.toMatchObject(account);
    },
  );

  it('does not take in a page without end', async () => {
    const endless = { items: [], nextCursor: null, padding: 'x'.repeat(49 * 1024 * 1024) };
    const { reader } = await setUp(({ path }) =>
      path === '/login' ? session('t') : { status: 200, body: endless },
    );
    await expect(reader.listPage(WINDOW, PAGE, undefined)).rejects.toMatchObject({
      code: 'source_unavailable',
      retry: 'later',
      message: 'TeleMessage sent a page that is too large',
    });
  });

  it('does not follow a page that names itself as the next', async () => {
    const { reader } = await setUp(({ path }) =>
      path === '/login' ? session('t') : { status: 200, body: { items: [], nextCursor: 'c1' } },
    );
    await expect(reader.listPage(WINDOW, PAGE, undefined)).resolves.toMatchObject({
      nextCursor: 'c1',
    });
    await expect(reader.listPage(WINDOW, PAGE, 'c1')).rejects.toMatchObject({
      code: 'source_unavailable',
      retry: 'later',
      message: 'TeleMessage sent a page that is its own successor',
    });
  });

  it('skips what it has when the site sends a broken download again from the start', async () => {
    let cut = true;
    const { reader, stub } = await setUp(({ path }) => {
      if (path === '/login') return session('t');
      const headers = { 'content-length': '10' };
      if (!cut) return { status: 200, headers, body: '0123456789' };
      cut = false;
      return { status: 200, headers, body: '0123', cut: true };
    });
    const { bytes, size } = await reader.email('e1');
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);

    expect(size).toBe(10);
    expect(Buffer.concat(chunks).toString()).toBe('0123456789');
    expect(stub.requests.at(-1)?.headers.range).toBe('bytes=4-');
  });

  it.each([
    [4, 'is asked for again until it is whole'],
    [5, 'counts as unavailable in the end'],
  ])('a page that breaks off %i times %s', async (times) => {
    let broken = 0;
    const { reader, log } = await setUp(({ path }) => {
      if (path === '/login') return session('t');
      const body = '{"items":[],"nextCursor":null}';
      const headers = { 'content-length': String(body.length) };
      if (broken === times) return { status: 200, headers, body };
      broken += 1;
      return { status: 200, headers, body: body.slice(0, 12), cut: true };
    });
    const outcome = await reader.listPage(WINDOW, PAGE, undefined).then(
      ({ listings }) => listings,
      (error: unknown) => error,
    );
    expect(outcome).toEqual(
      times === 4 ? [] : expect.objectContaining({ code: 'source_unavailable', retry: 'later' }),
    );
    expect(log.lines).toHaveLength(4);
  });

  it('says neither password nor token in logs or errors', async () => {
    const { reader, log } = await setUp(({ path }) =>
      path === '/login' ? session('t-secret') : { status: 500, body: 'secret text' },
    );
    const error: unknown = await reader.count(WINDOW).catch((reason: unknown) => reason);
    const { message, details } = error as { message: string; details: object };
    expect(log.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify([log.lines, message, details])).not.toMatch(/secret/);
  });

  it('refuses an address that is not encrypted, naming the setting', () => {
    const ports = {
      clock: createHastyClock(),
      random: createFixedRandom(),
      log: createMemoryLog(),
    };
    const unused = () => Promise.reject(new Error('unused'));
    const secrets = { get: unused, put: unused, remove: unused };
    expect(() => createSource({ url: 'http://example.com', ...ports, secrets })).toThrow(
      /TELEMESSAGE_URL/,
    );
  });
});
