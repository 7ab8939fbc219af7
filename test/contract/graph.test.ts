import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSimulator } from '../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { createDirectory } from '../../src/adapters/directory/directory.ts';
import { createGraph } from '../../src/adapters/graph/graph.ts';
import { ARCHIVE_STATE_PROPERTY } from '../../src/domain/properties.ts';
import type { DirectoryCache } from '../../src/ports/microsoft365.ts';
import { createHastyClock, createMemoryLog } from '../unit/adapters/http/fakes.ts';
import {
  createCredential,
  createMemoryFolders,
  createMemoryMedia,
  stagedMessage,
} from '../unit/adapters/graph/fakes.ts';

const FOLDER = "O'Brien & Söhne SMS/MMS + Archiver";
const always = (): number => Infinity;

interface SentMessage {
  isDraft: boolean;
  isRead: boolean;
  internetMessageHeaders: { name: string; value: string }[];
  singleValueExtendedProperties: { id: string; value: string }[];
  attachments: { name: string; size: number; sha256: string; contentId: string | null }[];
}

let simulator: SpawnedSimulator;

beforeAll(async () => {
  simulator = await spawnSimulator('local/simulators/graph/main.ts', [
    '--control',
    '--users',
    '40',
  ]);
});

afterAll(async () => {
  await simulator.stop();
});

async function control<T>(path: string, body?: unknown, method = 'POST'): Promise<T> {
  const init = body === undefined ? {} : { method, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.url}/_control/${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return (text.includes('\n') || text === '' ? text : JSON.parse(text)) as T;
}

async function messagesOf(user: string, folder = FOLDER): Promise<SentMessage[]> {
  const query = new URLSearchParams({ user, folder });
  const response = await fetch(`${simulator.url}/_control/messages?${query.toString()}`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as SentMessage);
}

async function faultFor(
  mailbox: string,
  match: Record<string, string>,
  action: Record<string, unknown>,
  times = 1,
): Promise<void> {
  await control('faults', [{ match: { mailbox, ...match }, times, action }]);
}

function setUp() {
  const media = createMemoryMedia();
  const clock = createHastyClock();
  const log = createMemoryLog();
  const folders = createMemoryFolders();
  const credential = createCredential();
  const random = { uuid: randomUUID, fraction: () => 0.5 };
  const { blobs } = media;
  const graph = createGraph({ url: simulator.url, credential, clock, random, log, folders, blobs });
  return { media, clock, log, folders, credential, graph, writer: graph.mailboxes.writer(FOLDER) };
}

/** Every test has a mailbox of its own. */
let used = 0;
async function newMailbox(): Promise<{ id: string; name: string }> {
  used += 1;
  const userPrincipalName = `case${used}@bench.example`;
  const { id } = await control<{ id: string }>('users', { userPrincipalName });
  return { id, name: userPrincipalName };
}

const keyOf = (): string => randomBytes(20).toString('hex');
const UNAUTHORIZED = { type: 'status', status: 401, code: 'InvalidAuthenticationToken' };
const POST_MESSAGE = { method: 'POST', path: '/mailFolders/[^/]+/messages$' };

describe('adapters/graph against the simulator', () => {
  it('writes a message into a folder it makes, and finds it by its key', async () => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    const key = keyOf();

    expect(await writer.find(id, key)).toBe('absent');
    const result = await writer.write(id, stagedMessage(key), always);

    expect(result).toMatchObject({ kind: 'written' });
    expect(await messagesOf(name)).toMatchObject([
      { isDraft: false, isRead: true, attachments: [] },
    ]);
    expect(await writer.find(id, key)).toEqual({
      messageId: result.kind === 'written' ? result.messageId : '',
    });
  });

  it('makes the folder once when many messages come at the same time', async () => {
    const { writer, log } = setUp();
    const { id, name } = await newMailbox();

    const results = await Promise.all(
      Array.from({ length: 30 }, () => writer.write(id, stagedMessage(keyOf()), always)),
    );

    expect(results.filter(({ kind }) => kind === 'written')).toHaveLength(30);
    expect(await messagesOf(name)).toHaveLength(30);
    expect(log.lines).toEqual([]);
  });

  it('sends small attachments along in the one request', async () => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const attachments = [
      media.add(randomBytes(1000), { name: 'a.jpg', isInline: true, contentId: 'a@b' }),
      media.add(Buffer.alloc(0), { name: 'leer.txt' }),
    ];

    await writer.write(id, stagedMessage(keyOf(), attachments), always);

    const [message] = await messagesOf(name);
    expect(message?.attachments).toMatchObject([
      { name: 'a.jpg', sha256: attachments[0]?.sha256, contentId: 'a@b' },
      { name: 'leer.txt', size: 0 },
    ]);
    expect(message?.singleValueExtendedProperties.map(({ id }) => id)).not.toContain(
      ARCHIVE_STATE_PROPERTY,
    );
  });

  it('sends what is too much for one request in steps, never more than a range in memory', async () => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const attachments = [
      media.add(randomBytes(9_000_001), { name: 'call.wav' }),
      media.add(randomBytes(2_999_999), { name: 'photo.jpg' }),
      media.add(randomBytes(3_000_000), { name: 'exactly.bin' }),
    ];

    const result = await writer.write(id, stagedMessage(keyOf(), attachments), always);

    expect(result.kind).toBe('written');
    const [message] = await messagesOf(name);
    expect(message?.attachments.map(({ sha256 }) => sha256)).toEqual(
      attachments.map(({ sha256 }) => sha256),
    );
    expect(message?.singleValueExtendedProperties).toContainEqual({
      id: ARCHIVE_STATE_PROPERTY,
      value: 'complete',
    });
    expect(media.largestRead()).toBe(4 * 1024 * 1024);
  });

  it('takes a half-written message away again and says that nothing was written', async () => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const message = stagedMessage(keyOf(), [media.add(randomBytes(4_000_000))]);
    await faultFor(
      name,
      { method: 'POST', path: '/createUploadSession$' },
      { type: 'status', status: 500 },
    );

    expect(await writer.write(id, message, always)).toMatchObject({ kind: 'later' });
    expect(await messagesOf(name)).toEqual([]);
  });

  it('leaves a message it cannot remove marked, is in doubt, and removes it when looking for it', async () => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const message = stagedMessage(keyOf(), [media.add(randomBytes(4_000_000))]);
    await faultFor(
      name,
      { method: 'POST', path: '/createUploadSession$' },
      { type: 'status', status: 500 },
    );
    await faultFor(name, { method: 'DELETE' }, { type: 'status', status: 503 }, 6);

    expect(await writer.write(id, message, always)).toEqual({ kind: 'inDoubt' });
    expect(await messagesOf(name)).toHaveLength(1);
    expect(await writer.find(id, message.key)).toBe('absent');
    expect(await messagesOf(name)).toEqual([]);
  });

  it('stops between two steps when the lease is lost, and leaves the message marked', async () => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const key = keyOf();
    const attachments = [media.add(randomBytes(4_000_000)), media.add(randomBytes(4_000_000))];
    // Folder listing, folder creation, message, upload session.
    let requests = 4;
    const safeUntil = (): number => (requests-- > 0 ? Infinity : 0);

    const result = await writer.write(id, stagedMessage(key, attachments), safeUntil);

    expect(result).toEqual({ kind: 'inDoubt' });
    expect(await messagesOf(name)).toMatchObject([{ attachments: [] }]);
    expect(await writer.find(id, key)).toBe('absent');
    expect(await messagesOf(name)).toEqual([]);
  });

  it.each([
    ['was not done', { type: 'status', status: 504 }, 'absent'],
    ['was done', { type: 'afterCommit', status: 504 }, { messageId: expect.any(String) }],
  ])('is in doubt when the last step %s and never answered', async (_, action, found) => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const message = stagedMessage(keyOf(), [media.add(randomBytes(4_000_000))]);
    await faultFor(name, { method: 'PATCH' }, action, 6);

    expect(await writer.write(id, message, always)).toEqual({ kind: 'inDoubt' });
    expect(await writer.find(id, message.key)).toEqual(found);
  });

  it.each([100, 4_000_000])('says that the content is missing (%i bytes)', async (size) => {
    const { writer, media } = setUp();
    const { id, name } = await newMailbox();
    const lost = { ...media.add(randomBytes(size)), sha256: '0'.repeat(64) };

    const result = await writer.write(id, stagedMessage(keyOf(), [lost]), always);

    expect(result).toEqual({ kind: 'refused', cause: 'stagedMissing' });
    expect(await messagesOf(name)).toEqual([]);
  });

  it.each([
    ['a 504 after the message was made', { type: 'afterCommit', status: 504 }],
    ['a connection cut after the message was made', { type: 'afterCommit', status: 'reset' }],
  ])('is in doubt after %s, posts once only, and then finds it', async (_, action) => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    const message = stagedMessage(keyOf());
    await faultFor(name, POST_MESSAGE, action);

    expect(await writer.write(id, message, always)).toEqual({ kind: 'inDoubt' });
    expect(await messagesOf(name)).toHaveLength(1);
    expect(await writer.find(id, message.key)).toMatchObject({ messageId: expect.any(String) });
  });

  it('waits as long as a 429 asks and then writes', async () => {
    const { writer, clock } = setUp();
    const { id, name } = await newMailbox();
    const action = {
      type: 'status',
      status: 429,
      code: 'ApplicationThrottled',
      headers: { 'retry-after': '300' },
    };
    await faultFor(name, POST_MESSAGE, action);
    const before = clock.now();

    expect(await writer.write(id, stagedMessage(keyOf()), always)).toMatchObject({
      kind: 'written',
    });
    expect(clock.now() - before).toBe(300_000);
  });

  it('comes back later when the lease does not reach as far as a 429 asks', async () => {
    const { writer, clock } = setUp();
    const { id, name } = await newMailbox();
    const action = { type: 'status', status: 429, headers: { 'Retry-After': '300' } };
    await faultFor(name, POST_MESSAGE, action);
    const until = clock.now() + 20_000;

    const result = await writer.write(id, stagedMessage(keyOf()), () => until);

    expect(result).toEqual({ kind: 'later', retryAfterMs: 300_000 });
    expect(await messagesOf(name)).toEqual([]);
  });

  it('writes without headers what is refused with them', async () => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    const header = { name: 'not-extended', value: '1' };
    const message = stagedMessage(keyOf(), [], { internetMessageHeaders: [header] });

    expect(await writer.write(id, message, always)).toMatchObject({ kind: 'written' });
    expect((await messagesOf(name))[0]?.internetMessageHeaders).toEqual([]);
  });

  it.each([
    ['none', 'mailboxGone'],
    ['invalid', 'mailboxGone'],
    ['denied', 'accessDenied'],
    ['full', 'quotaFull'],
  ])('names the cause for a mailbox that is %s', async (mailbox, cause) => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    await control('users', { userPrincipalName: name, id, mailbox });

    const result = await writer.write(id, stagedMessage(keyOf()), always);

    expect(result).toEqual({ kind: 'refused', cause });
    const found = await writer.find(id, keyOf());
    expect(found).toEqual(mailbox === 'full' ? 'absent' : { refused: cause });
  });

  it('names the payload when it is refused, also in HTML', async () => {
    const { writer } = setUp();
    const { id } = await newMailbox();
    const message = stagedMessage(keyOf(), [], {
      body: { contentType: 'text', content: 'x'.repeat(5_000_000) },
    });

    const result = await writer.write(id, message, always);

    expect(result).toEqual({ kind: 'refused', cause: 'payloadRefused' });
  });

  it('makes the folder again when it is gone', async () => {
    const { writer, folders } = setUp();
    const { id, name } = await newMailbox();
    folders.ids.set(`${id}|${FOLDER}`, 'AAMkAGone=');

    expect(await writer.write(id, stagedMessage(keyOf()), always)).toMatchObject({
      kind: 'written',
    });
    expect(await messagesOf(name)).toHaveLength(1);
    expect(folders.ids.get(`${id}|${FOLDER}`)).not.toBe('AAMkAGone=');
  });

  it('asks for a fresh token after a 401', async () => {
    const { writer, credential } = setUp();
    const { id, name } = await newMailbox();
    await faultFor(name, POST_MESSAGE, UNAUTHORIZED);

    const result = await writer.write(id, stagedMessage(keyOf()), always);

    expect(result).toMatchObject({ kind: 'written' });
    expect(credential.issued).toHaveLength(2);
  });

  it('gives up after a second 401', async () => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    await faultFor(name, POST_MESSAGE, UNAUTHORIZED, 2);

    const writing = writer.write(id, stagedMessage(keyOf()), always);

    await expect(writing).rejects.toMatchObject({ code: 'graph_unauthorized', retry: 'never' });
    expect(await messagesOf(name)).toEqual([]);
  });

  it('cannot tell when a look-up is never answered', async () => {
    const { writer } = setUp();
    const { id, name } = await newMailbox();
    await writer.write(id, stagedMessage(keyOf()), always);
    await faultFor(name, { method: 'GET' }, { type: 'status', status: 504 }, 6);

    expect(await writer.find(id, keyOf())).toBeUndefined();
  });
});

describe('adapters/directory against the simulator', () => {
  const noCache: DirectoryCache = {
    get: () => Promise.resolve(new Map()),
    put: () => Promise.resolve(),
  };

  it('resolves mail, sign-in name and proxy addresses to users with a usable mailbox', async () => {
    const { graph, clock, log } = setUp();
    const directory = createDirectory({ users: graph.users, cache: noCache, clock, log });
    const { id } = await control<{ id: string }>('users', {
      userPrincipalName: "d'arcy+x@bench.example",
      mail: 'Fitz@bench.example',
      proxyAddresses: ['SMTP:fitz@bench.example', 'smtp:old.name@bench.example'],
    });
    await control('users', { userPrincipalName: 'guest@bench.example', mailbox: 'none' });
    await control('users', { userPrincipalName: 'closed@bench.example', mailbox: 'denied' });

    const answers = await directory.resolve([
      "D'Arcy+x@bench.example",
      'fitz@bench.example',
      'old.name@bench.example',
      'guest@bench.example',
      'closed@bench.example',
      'nobody@bench.example',
      'user0007@bench.example',
      'not an address',
    ]);

    expect(Object.fromEntries(answers)).toEqual({
      "d'arcy+x@bench.example": { mailboxId: id, address: "d'arcy+x@bench.example" },
      'fitz@bench.example': { mailboxId: id, address: 'fitz@bench.example' },
      'old.name@bench.example': { mailboxId: id, address: 'old.name@bench.example' },
      'guest@bench.example': { reason: 'noMailbox' },
      'closed@bench.example': { reason: 'accessDenied' },
      'nobody@bench.example': { reason: 'notFound' },
      'user0007@bench.example': {
        mailboxId: expect.any(String),
        address: 'user0007@bench.example',
      },
      'not an address': { reason: 'notFound' },
    });
  });
});
