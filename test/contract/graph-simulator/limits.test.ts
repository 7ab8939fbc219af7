import { afterEach, describe, expect, it } from '@jest/globals';
import { file, message, startGraph } from './client.ts';
import type { GraphUnderTest, Reply } from './client.ts';

const USER = 'bo@contoso.example';
const INBOX = `/v1.0/users/${USER}/mailFolders/inbox`;

let graph: GraphUnderTest | undefined;

afterEach(async () => {
  await graph?.stop();
  graph = undefined;
});

async function start(limits: Record<string, number>, ...args: string[]): Promise<GraphUnderTest> {
  graph = await startGraph(['--limits', JSON.stringify(limits), ...args]);
  return graph;
}

function outcome({ status, body, headers }: Reply): unknown[] {
  return [status, body.error?.code, body.error?.message, headers.get('retry-after')];
}

describe('graph simulator: limits', () => {
  it('lets four requests into a mailbox at a time, and any number into others', async () => {
    const { send } = await start({}, '--latency-ms', '200');
    const all = await Promise.all([
      ...Array.from({ length: 6 }, () => send('GET', INBOX)),
      send('GET', '/v1.0/users/anna@contoso.example/mailFolders/inbox'),
    ]);
    const refused = all.filter(({ status }) => status === 429).map(outcome);
    const text = 'Application is over its MailboxConcurrency limit.';
    expect(refused).toEqual(
      Array.from({ length: 2 }, () => [429, 'ApplicationThrottled', text, '1']),
    );
    expect(all.at(-1)?.status).toBe(200);
    expect((await send('GET', INBOX)).status).toBe(200);
  });

  it('counts the requests of a mailbox in a sliding window, refused ones as well', async () => {
    const { send } = await start({ mailboxRequests: 3 });
    for (let count = 0; count < 3; count += 1) expect((await send('GET', INBOX)).status).toBe(200);
    const text = 'Application is over its RequestRate limit.';
    expect(outcome(await send('GET', INBOX))).toEqual([429, 'ApplicationThrottled', text, '600']);
    await send('POST', '/_control/clock', { advanceMs: 599_000 });
    expect((await send('GET', INBOX)).status).toBe(429);
    await send('POST', '/_control/clock', { advanceMs: 2_000 });
    expect((await send('GET', INBOX)).status).toBe(200);
    const stats = (await send('GET', '/_control/stats')).body;
    expect(stats).toMatchObject({ throttled: 2, refusals: { RequestRate: 2 } });
  });

  it('counts the bytes sent to a mailbox', async () => {
    const { send } = await start({ mailboxUploadBytes: 300_000 });
    const create = (): Promise<Reply> =>
      send('POST', `${INBOX}/messages`, message({ attachments: [file(150_000)] }));
    expect((await create()).status).toBe(201);
    const text = 'Application is over its IncomingBytes limit.';
    expect(outcome(await create())).toEqual([429, 'ApplicationThrottled', text, '300']);
    await send('POST', '/_control/clock', { advanceMs: 301_000 });
    expect((await create()).status).toBe(201);
  });

  it('charges the directory in resource units that come back evenly', async () => {
    const { send } = await start({ directoryUnits: 4 });
    const list = (): Promise<Reply> => send('GET', '/v1.0/users');
    expect((await list()).headers.get('x-ms-resource-unit')).toBe('2');
    expect((await list()).headers.get('x-ms-throttle-limit-percentage')).toBe('1.00');
    const refused = await list();
    expect(outcome(refused).slice(0, 2)).toEqual([429, 'TooManyRequests']);
    expect(refused.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
    await send('POST', '/_control/clock', { advanceMs: 5_000 });
    expect((await list()).status).toBe(200);
    const cheap = await send('GET', `/v1.0/users?$select=id&$top=1`);
    expect(cheap.headers.get('x-ms-resource-unit')).toBe('1');
  });

  it('limits what an application does altogether', async () => {
    const { send } = await start({ appRequests: 2 });
    await send('GET', INBOX);
    await send('GET', '/v1.0/users');
    expect(outcome(await send('GET', INBOX)).slice(0, 2)).toEqual([429, 'TooManyRequests']);
  });

  it('limits folders in a folder, items in a folder and the size of a message', async () => {
    const { send } = await start({ childFolders: 9, folderItems: 1, messageBytes: 100 });
    const folders = `/v1.0/users/${USER}/mailFolders`;
    expect((await send('POST', folders, { displayName: 'a' })).status).toBe(201);
    expect(outcome(await send('POST', folders, { displayName: 'b' }))[1]).toBe(
      'ErrorFolderHierarchyChildrenCountQuotaExceeded',
    );
    const large = message({ attachments: [file(200)] });
    expect(outcome(await send('POST', `${INBOX}/messages`, large)).slice(0, 2)).toEqual([
      413,
      'ErrorMessageSizeExceeded',
    ]);
    expect((await send('POST', `${INBOX}/messages`, message())).status).toBe(201);
    expect(outcome(await send('POST', `${INBOX}/messages`, message()))[1]).toBe(
      'ErrorMessagePerFolderCountReceiveQuotaExceeded',
    );
  });

  it('answers an existing folder with the other status seen in the wild', async () => {
    const { send } = await start({}, '--folder-exists-status', '400');
    const reply = await send('POST', `/v1.0/users/${USER}/mailFolders`, { displayName: 'Inbox' });
    expect(outcome(reply).slice(0, 2)).toEqual([400, 'ErrorFolderExists']);
  });
});

describe('graph simulator: batches', () => {
  const get = (id: string, more = {}): Record<string, unknown> => ({
    ...{ id, method: 'GET', url: INBOX.replace('/v1.0', '') },
    ...more,
  });

  it('answers every step by itself, and throttles it by itself', async () => {
    const { send } = await start({ mailboxRequests: 3 });
    const post = get('p', {
      method: 'POST',
      url: `${INBOX.replace('/v1.0', '')}/messages`,
      headers: { 'Content-Type': 'application/json' },
      body: message(),
    });
    const prefixed = get('v', { url: '/v1.0/users' });
    const requests = [get('1'), post, get('2'), prefixed, get('3')];
    const { body } = await send('POST', '/v1.0/$batch', { requests });
    const responses = body.responses as { id: string; status: number }[];
    const statuses = Object.fromEntries(responses.map(({ id, status }) => [id, status]));
    expect(statuses).toEqual({ '1': 200, p: 201, '2': 200, v: 400, '3': 429 });
  });

  it('runs dependent steps in order and skips those whose predecessor failed', async () => {
    const { send } = await start({});
    const requests = [get('1', { url: '/users/nobody' }), get('2', { dependsOn: ['1'] })];
    const { body } = await send('POST', '/v1.0/$batch', { requests });
    expect(body.responses).toMatchObject([{ status: 404 }, { status: 424 }]);
  });

  it('refuses too many, equal and incomplete steps', async () => {
    const { send } = await start({});
    const batch = async (requests: unknown[]): Promise<number> =>
      (await send('POST', '/v1.0/$batch', { requests })).status;
    expect(await batch(Array.from({ length: 20 }, (_, id) => get(String(id))))).toBe(200);
    expect(await batch(Array.from({ length: 21 }, (_, id) => get(String(id))))).toBe(400);
    expect(await batch([get('a'), get('A')])).toBe(400);
    expect(await batch([get('a', { method: 'POST', body: {} })])).toBe(400);
    expect(await batch([get('a', { dependsOn: ['b'] })])).toBe(400);
  });
});
