import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createGraphClient } from '../../../../src/adapters/graph/client.ts';
import type { Call } from '../../../../src/adapters/graph/chain.ts';
import { createUsers } from '../../../../src/adapters/graph/users.ts';
import { uploadAttachment } from '../../../../src/adapters/graph/upload.ts';
import { createFixedRandom, createHastyClock, createMemoryLog } from '../http/fakes.ts';
import { createStubServer } from '../http/stub-server.ts';
import type { StubAnswer, StubRequest, StubServer } from '../http/stub-server.ts';
import { createCredential, createMemoryMedia } from './fakes.ts';

const call: Call = { mailboxId: 'm1', turn: { safeUntil: () => Infinity } };
const servers: StubServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function setUp(answer: (request: StubRequest, count: number) => StubAnswer) {
  const server = await createStubServer(answer);
  servers.push(server);
  const clock = createHastyClock();
  const log = createMemoryLog();
  const credential = createCredential();
  const random = createFixedRandom();
  const client = createGraphClient({ url: server.url, credential, clock, random, log });
  return { client, server, clock, log, credential };
}

/** Answers in turn; the last one for good. */
function inTurn(...answers: StubAnswer[]) {
  return (_: StubRequest, count: number): StubAnswer =>
    answers[Math.min(count, answers.length) - 1] ?? 'reset';
}

const DONE: StubAnswer = { status: 201, body: { id: 'new' } };

describe('adapters/graph/client', () => {
  it('posts a Buffer byte for byte with token, request id and the wish for immutable ids', async () => {
    const { client, server, credential } = await setUp(inTurn(DONE));
    const bytes = Buffer.from('{ "subject" :"ü" }\n');

    expect(await client.post('/users/m1/messages', call, bytes)).toEqual({ id: 'new' });

    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1.0/users/m1/messages',
        body: bytes.toString('latin1'),
        headers: {
          authorization: `Bearer ${credential.issued[0] ?? ''}`,
          'content-type': 'application/json',
          prefer: 'IdType="ImmutableId"',
          'client-request-id': '00000000-0000-4000-8000-000000000001',
        },
      },
    ]);
  });

  it.each([
    [
      'as Graph writes it',
      '{"@odata.context":"c","@odata.etag":"W/\\"1\\"","id":"A=","b":{"id":"B"}}',
    ],
    ['behind something nested', '{"b":{"id":"B"},"id":"A="}'],
    ['escaped', '{"id":"A\\u003d","b":1}'],
    ['alone', '{"id":"A="}'],
  ])('finds the id of what was created, %s', async (_, body) => {
    const { client } = await setUp(inTurn({ status: 201, body }));
    expect(await client.post('/x', call, Buffer.from('{}'))).toMatchObject({ id: 'A=' });
  });

  it.each([
    ['absolute', 'https://graph.microsoft.com/v1.0/users?$skip=1', '/v1.0/users?$skip=1'],
    ['of another port', 'http://localhost:1/v1.0/users?$skip=1', '/v1.0/users?$skip=1'],
    ['relative', '/v1.0/users?$skip=1', '/v1.0/users?$skip=1'],
    ['spelt otherwise', 'HTTPS://Graph/V1.0/users?$skip=1', '/v1.0/users?$skip=1'],
    [
      'with an address in it',
      '/v1.0/users?$skiptoken=https://example.com/x',
      '/v1.0/users?$skiptoken=https:%2F%2Fexample.com/x',
    ],
  ])('asks its own address for the next page, where the link is %s', async (_, link, asked) => {
    const { client, server, credential } = await setUp(
      inTurn(
        { status: 200, body: { value: [{ id: 1 }], '@odata.nextLink': link } },
        { status: 200, body: { value: [{ id: 2 }] } },
      ),
    );

    expect(await client.list('/users?$top=1', call)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1.0/users?$top=1', asked]);
    expect(server.requests[1]?.headers.authorization).toBe(`Bearer ${credential.issued[0] ?? ''}`);
  });

  it.each(['https://example.com/beta/users', 'https://example.com/?next=/v1.0/users'])(
    'refuses the link %s',
    async (link) => {
      const page = { status: 200, body: { value: [], '@odata.nextLink': link } };
      const { client, server } = await setUp(inTurn(page));
      await expect(client.list('/users', call)).rejects.toMatchObject({
        kind: 'refused',
        code: 'ForeignNextLink',
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('asks for one token for all, and for the next before it ends', async () => {
    const { client, credential, clock } = await setUp(inTurn(DONE));
    const post = () => client.post('/x', call, {});
    await Promise.all([post(), post(), post()]);
    expect(credential.issued).toHaveLength(1);

    await clock.sleep(57 * 60_000);
    await post();
    expect(credential.issued).toHaveLength(1);
    await clock.sleep(2 * 60_000);
    await post();
    expect(credential.issued).toHaveLength(2);
  });

  it.each([
    ['lower case', { 'retry-after': '200' }],
    ['fractions', { 'Retry-After': '199.9995' }],
  ])('waits longer than the library would when asked to in %s', async (_, headers) => {
    const { client, clock } = await setUp(inTurn({ status: 429, headers }, DONE));
    const before = clock.now();
    await client.post('/x', call, {});
    expect(clock.now() - before).toBe(200_000);
  });

  it('takes no notice of the time a crowded mailbox names', async () => {
    const crowded = {
      status: 429,
      headers: { 'Retry-After': '300' },
      body: {
        error: { code: 'ApplicationThrottled', message: 'over its MailboxConcurrency limit' },
      },
    };
    const { client, clock } = await setUp(inTurn(crowded, DONE));
    const before = clock.now();
    await client.post('/x', call, {});
    expect(clock.now() - before).toBe(250);
  });

  it('closes the gate of the mailbox that is throttled and of no other', async () => {
    const { client, clock } = await setUp(({ path }, count) =>
      path.includes('m1') && count === 1 ? { status: 429, headers: { 'Retry-After': '60' } } : DONE,
    );
    const until = clock.now() + 30_000;
    const hurried = (mailboxId: string): Call => ({ mailboxId, turn: { safeUntil: () => until } });

    const first = client.post('/m1', hurried('m1'), {});
    await expect(first).rejects.toMatchObject({ kind: 'tooLate', retryAfterMs: 60_000 });
    await expect(client.post('/m1', hurried('m1'), {})).rejects.toMatchObject({ kind: 'tooLate' });
    await expect(client.post('/m2', hurried('m2'), {})).resolves.toEqual({ id: 'new' });
  });

  it.each([
    ['a page of a proxy', '<html>'],
    ['an answer cut short', '{"value":['],
    ['an answer without a collection', '{}'],
    ['nothing', ''],
  ])('takes %s under a success for no answer, not for an empty collection', async (_, body) => {
    const { client } = await setUp(inTurn({ status: 200, body }));
    await expect(client.list('/x', call)).rejects.toMatchObject({ kind: 'unanswered' });
  });

  it.each([500, 502, 503, 504])('never posts twice after a %i, and reads again', async (status) => {
    const failing = inTurn({ status }, { status: 200, body: { id: 'x' } });
    const posting = await setUp(failing);
    await expect(posting.client.post('/x', call, {})).rejects.toMatchObject({ kind: 'unanswered' });
    expect(posting.server.requests).toHaveLength(1);

    const reading = await setUp(failing);
    expect(await reading.client.get('/x', call)).toEqual({ id: 'x' });
    expect(reading.server.requests).toHaveLength(2);
  });

  it('gives up after six attempts, naming no id and no query in what it logs', async () => {
    const { client, server, log } = await setUp(inTurn({ status: 503 }));
    const path = "/users/anna@contoso.example/messages?$filter=subject%20eq%20'secret'";
    await expect(client.get(path, call)).rejects.toMatchObject({ kind: 'unanswered', status: 503 });
    expect(server.requests).toHaveLength(6);
    expect(log.lines.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 5 }, () => 'Graph request is sent again'),
      'Graph request has failed',
    ]);
    expect(log.lines[0]?.data).toMatchObject({ path: '/v1.0/users/{}/messages', status: 503 });
    expect(JSON.stringify(log.lines)).not.toMatch(/anna|secret|m1/);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const { client, server } = await setUp(inTurn(DONE));
    await server.close();
    await expect(client.post('/x', call, {})).rejects.toMatchObject({ kind: 'unsent' });
  });

  it('hands the claims of a challenge to the credential', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    const refusal = { status: 401, headers: { 'WWW-Authenticate': challenge } };
    const { client, credential } = await setUp(inTurn(refusal, DONE));
    const asked: unknown[] = [];
    const getToken = credential.getToken.bind(credential);
    credential.getToken = (scopes, options) => {
      asked.push(options?.claims);
      return getToken(scopes, options);
    };
    await client.post('/x', call, {});
    expect(asked).toEqual([undefined, claims]);
  });

  it.each([
    [Object.assign(new Error('x'), { name: 'CredentialUnavailableError' }), 'unsent'],
    [
      Object.assign(new Error('network_error: x'), { name: 'AuthenticationRequiredError' }),
      'unsent',
    ],
    [Object.assign(new Error('x'), { name: 'AuthenticationError', statusCode: 503 }), 'unsent'],
    [
      Object.assign(new Error('x'), { name: 'AuthenticationError', statusCode: 400 }),
      'unauthorized',
    ],
    [
      Object.assign(new Error('invalid_client: x'), { name: 'AuthenticationRequiredError' }),
      'unauthorized',
    ],
  ])('tells from %s whether sign-in was refused or out of reach', async (error, kind) => {
    const { client, server, credential } = await setUp(inTurn(DONE));
    credential.getToken = () => Promise.reject(error);
    await expect(client.get('/x', call)).rejects.toMatchObject({ kind, code: 'SignIn' });
    expect(server.requests).toEqual([]);
  });
});

describe('adapters/graph/upload', () => {
  const MIB = 1024 * 1024;
  const SIZE = 9 * MIB;

  /** A session that keeps what arrives; `lose` cuts the answer to the first range after keeping it. */
  async function setUpUpload(lose: boolean) {
    const received: string[] = [];
    let losing = lose;
    const fixture = await setUp(({ method, path, headers, body }) => {
      if (path.endsWith('/createUploadSession')) {
        const uploadUrl = `http://${headers.host ?? ''}/upload?token=secret`;
        return { status: 201, body: { uploadUrl, nextExpectedRanges: ['0-'] } };
      }
      const have = () => received.join('').length;
      if (method === 'PUT') {
        const [, start] = /^bytes (\d+)-\d+\/\d+$/.exec(headers['content-range'] ?? '') ?? [];
        if (Number(start) !== have()) return { status: 416 };
        received.push(body);
        if (losing) {
          losing = false;
          return 'reset';
        }
        if (have() === SIZE) return { status: 201 };
      }
      return { status: 200, body: { NextExpectedRanges: [String(have())] } };
    });
    const media = createMemoryMedia();
    const bytes = randomBytes(SIZE);
    const attachment = media.add(bytes);
    const upload = () =>
      uploadAttachment(
        { ...fixture, blobs: media.blobs },
        '/users/m1/messages/x',
        attachment,
        call,
      );
    return { ...fixture, upload, received, bytes };
  }

  it.each([false, true])(
    'sends ranges in order without a token (answer lost: %s)',
    async (lose) => {
      const { upload, server, received, bytes } = await setUpUpload(lose);
      await upload();

      expect(Buffer.from(received.join(''), 'latin1').equals(bytes)).toBe(true);
      const puts = server.requests.filter(({ method }) => method === 'PUT');
      expect(puts.map(({ headers }) => headers['content-range'])).toEqual([
        `bytes 0-${4 * MIB - 1}/${SIZE}`,
        `bytes ${4 * MIB}-${8 * MIB - 1}/${SIZE}`,
        `bytes ${8 * MIB}-${SIZE - 1}/${SIZE}`,
      ]);
      const uploads = server.requests.filter(({ path }) => path.startsWith('/upload'));
      expect(uploads.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    },
  );

  /** One range is enough for it; each answer of the session in turn. */
  async function uploadSmall(session: object, ...answers: StubAnswer[]) {
    let count = 0;
    const { client, server } = await setUp(({ path }) => {
      if (path.endsWith('/createUploadSession')) return { status: 201, body: session };
      count += 1;
      return answers[count - 1] ?? 'reset';
    });
    const media = createMemoryMedia();
    const attachment = media.add(randomBytes(3_000_000));
    const { blobs } = media;
    await uploadAttachment({ client, blobs }, '/users/m1/messages/x', attachment, call);
    return server.requests.slice(1).map(({ method, path }) => `${method} ${path}`);
  }

  it.each([
    ['uploadUrl', { status: 201 }],
    ['UploadUrl', { status: 200 }],
    ['uploadUrl', { status: 200, body: { nextExpectedRanges: [] } }],
  ])('takes a relative %s, and %j for the end of the last range', async (name, answer) => {
    expect(await uploadSmall({ [name]: '/up?x=1' }, answer)).toEqual(['PUT /up?x=1']);
  });

  it.each(['nextExpectedRanges', 'NextExpectedRanges'])(
    'asks the session where to go on when %s does not move',
    async (name) => {
      const stuck = { status: 200, body: { [name]: ['0-'] } };
      const session = { uploadUrl: '/up' };
      expect(await uploadSmall(session, stuck, stuck, { status: 201 })).toEqual([
        'PUT /up',
        'GET /up',
        'PUT /up',
      ]);
      const always = Array.from({ length: 20 }, () => stuck);
      await expect(uploadSmall(session, ...always)).rejects.toMatchObject({ kind: 'unanswered' });
    },
  );

  it('does not take an upload for finished that only its session says is', async () => {
    const all = { status: 200, body: { nextExpectedRanges: ['3000000-'] } };
    const lost = { status: 504 };
    await expect(uploadSmall({ uploadUrl: '/up' }, lost, all)).rejects.toMatchObject({
      kind: 'unanswered',
    });
  });

  it('refuses a session without an address', async () => {
    await expect(uploadSmall({})).rejects.toMatchObject({ code: 'UnsafeUploadUrl' });
  });

  it('sends nothing to an address that is neither encrypted nor local', async () => {
    const uploadUrl = 'http://outlook.office.com/upload';
    const { client } = await setUp(inTurn({ status: 201, body: { uploadUrl } }));
    const media = createMemoryMedia();
    const attachment = media.add(randomBytes(3_000_000));
    const upload = uploadAttachment(
      { client, blobs: media.blobs },
      '/users/m1/messages/x',
      attachment,
      call,
    );
    await expect(upload).rejects.toMatchObject({ code: 'UnsafeUploadUrl' });
    expect(media.largestRead()).toBe(0);
  });
});

describe('adapters/graph/users', () => {
  it('asks one by one when a filter is refused, and takes who cannot be asked for as unknown', async () => {
    const { client, clock, log } = await setUp(({ path }) => {
      if (path.includes('odd')) return { status: 400, body: { error: { code: 'BadRequest' } } };
      return { status: 200, body: { value: [{ id: 'u1', userPrincipalName: 'a@x' }] } };
    });
    const users = createUsers({ client, clock, log });
    expect(await users.find(['a@x', 'odd@x'])).toEqual([
      { id: 'u1', userPrincipalName: 'a@x', proxyAddresses: [] },
    ]);
  });

  it.each([
    [{ status: 200, body: { id: 'x' } }, 'usable'],
    [{ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } }, 'noMailbox'],
    [{ status: 404, body: { error: { code: 'ErrorInvalidUser' } } }, 'noMailbox'],
    [{ status: 403, body: { error: { code: 'ErrorAccessDenied' } } }, 'accessDenied'],
  ] as const)('takes %j for a mailbox that is %s', async (answer, expected) => {
    const { client, clock, log } = await setUp(inTurn(answer));
    expect(await createUsers({ client, clock, log }).probe('u1')).toBe(expected);
  });

  it('throws when the kind of question is refused', async () => {
    const error = { code: 'Request_UnsupportedQuery', message: '' };
    const { client, clock, log } = await setUp(inTurn({ status: 400, body: { error } }));
    const users = createUsers({ client, clock, log });
    await expect(users.find(['a@x'])).rejects.toMatchObject({ code: 'graph_refused' });
  });

  it('throws when it cannot be told', async () => {
    const { client, clock, log } = await setUp(inTurn({ status: 504 }));
    const users = createUsers({ client, clock, log });
    await expect(users.probe('u1')).rejects.toMatchObject({ code: 'graph_unavailable' });
    await expect(users.find(['a@x'])).rejects.toMatchObject({ code: 'graph_unavailable' });
  });
});
