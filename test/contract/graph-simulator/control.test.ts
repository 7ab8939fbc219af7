import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { spawnSimulator } from '../../../local/simulators/kit/spawn.ts';
import {
  ANNA,
  GRAPH_MAIN,
  KEY_ID,
  connect,
  file,
  message,
  properties,
  startGraph,
} from './client.ts';
import type { GraphUnderTest, Reply } from './client.ts';

const INBOX = `${ANNA}/mailFolders/inbox`;

function plan(action: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { match: { method: 'POST', path: '/messages$' }, times: 1, action, ...more };
}

describe('graph simulator: faults', () => {
  let graph: GraphUnderTest;

  beforeAll(async () => {
    graph = await startGraph();
  });
  afterEach(() => graph.send('DELETE', '/_control/faults'));
  afterAll(() => graph.stop());

  it('answers the addressed requests, skips the first ones and shows what was used', async () => {
    const { send } = graph;
    const match = { mailbox: 'anna.berg@contoso.example' };
    const action = { type: 'status', status: 503, code: 'Busy', headers: { 'Retry-After': '2' } };
    await send('POST', '/_control/faults', [plan(action, { match, skip: 1, times: 2 })]);
    const replies: Reply[] = [];
    for (let count = 0; count < 4; count += 1) replies.push(await send('GET', INBOX));
    expect(replies.map(({ status }) => status)).toEqual([200, 503, 503, 200]);
    expect(replies[1]?.headers.get('retry-after')).toBe('2');
    expect(replies[1]?.body.error?.code).toBe('Busy');
    const other = await send('GET', '/v1.0/users/bo@contoso.example/mailFolders/inbox');
    expect(other.status).toBe(200);
    const report = JSON.parse((await send('GET', '/_control/faults')).text) as unknown;
    expect(report).toMatchObject([{ seen: 4, used: 2 }]);
    await send('DELETE', '/_control/faults');
    expect((await send('GET', '/_control/faults')).text).toBe('[]');
  });

  it.each([
    ['an empty 504', { type: 'afterCommit', status: 504 }, [504, ''], 1],
    ['a reset', { type: 'afterCommit', status: 'reset' }, [undefined, undefined], 1],
    ['a reset before any work', { type: 'reset' }, [undefined, undefined], 0],
  ])('answers a create with %s', async (name, action, answer, stored) => {
    const { send, lines, makeFolder } = graph;
    const folder = await makeFolder('anna@contoso.example', name);
    await send('POST', '/_control/faults', [plan(action)]);
    const reply = await send('POST', `${folder}/messages`, message()).catch(() => undefined);
    expect([reply?.status, reply?.text]).toEqual(answer);
    const kept = await lines(`/_control/messages?folder=${encodeURIComponent(name)}`);
    expect(kept).toHaveLength(stored);
  });

  it('hangs until the client gives up, and can delay', async () => {
    const { url, send } = graph;
    const wait = plan({ type: 'delay', ms: 10 }, { skip: 1 });
    await send('POST', '/_control/faults', [plan({ type: 'hang' }), wait]);
    const abort = AbortSignal.timeout(200);
    await expect(
      fetch(`${url}${INBOX}/messages`, { method: 'POST', signal: abort }),
    ).rejects.toThrow();
    expect((await send('POST', `${INBOX}/messages`, message())).status).toBe(201);
  });

  it.each([
    ['no list', { match: {} }],
    ['an unknown action', [plan({ type: 'explode' })]],
    ['an action with foreign parts', [plan({ type: 'reset', status: 500 })]],
    ['a body and a code', [plan({ type: 'status', status: 500, code: 'x', body: 'y' })]],
    ['no number of times', [plan({ type: 'reset' }, { times: 0 })]],
    ['a broken expression', [plan({ type: 'reset' }, { match: { path: '(' } })]],
    ['an unknown attribute', [plan({ type: 'reset' }, { match: { account: 'x' } })]],
    ['two answers to one request', [plan({ type: 'reset' }), plan({ type: 'hang' })]],
  ])('refuses a plan with %s', async (_, plans) => {
    const { send } = graph;
    expect((await send('POST', '/_control/faults', plans)).status).toBe(400);
    expect((await send('GET', '/_control/faults')).text).toBe('[]');
  });
});

describe('graph simulator: what a test can see', () => {
  let graph: GraphUnderTest | undefined;

  afterEach(async () => {
    await graph?.stop();
    graph = undefined;
  });

  const start = async (...args: string[]): Promise<GraphUnderTest> => {
    graph = await startGraph(args);
    return graph;
  };

  const full = message({
    attachments: [file(3, { contentId: 'c', isInline: true })],
    categories: ['SMS'],
    internetMessageHeaders: [{ name: 'x-kind', value: 'sms' }],
    ...properties(
      ['Integer 0x0E07', '1'],
      ['SystemTime 0x0039', '2020-01-01T00:00:00Z'],
      [KEY_ID, 'k'],
    ),
  });

  it('lists folders with their number of messages, and every stored part of a message', async () => {
    const { send, lines, makeFolder } = await start();
    const folder = await makeFolder('anna@contoso.example');
    await send('POST', `${folder}/messages`, full);
    expect(await lines('/_control/mailboxes')).toMatchObject([
      { user: 'anna@contoso.example', folder: 'Android Archiver', messages: 1 },
    ]);
    expect(await lines('/_control/messages?user=anna@contoso.example&folder=Inbox')).toEqual([]);
    const [stored] = await lines('/_control/messages?folder=android%20archiver');
    expect(stored).toMatchObject({
      subject: 'SMS from Anna',
      isDraft: false,
      isRead: true,
      sentDateTime: '2020-01-01T00:00:00.000Z',
      internetMessageId: '<one@archive.invalid>',
      categories: ['SMS'],
      internetMessageHeaders: [{ name: 'x-kind', value: 'sms' }],
      from: { emailAddress: { address: '+447700900123@sms.invalid', name: 'Anna' } },
      body: { contentType: 'text', content: 'Hello' },
      attachments: [
        {
          ...{ name: 'a.bin', size: 3, isInline: true, contentId: 'c' },
          sha256: createHash('sha256').update('aaa').digest('hex'),
        },
      ],
    });
    expect(stored?.singleValueExtendedProperties).toContainEqual({ id: KEY_ID, value: 'k' });
  });

  it('keeps only what can be searched and counted in lean mode', async () => {
    const { send, lines } = await start('--lean');
    const created = await send('POST', `${INBOX}/messages`, full);
    expect(created.body).toMatchObject({ categories: ['SMS'], hasAttachments: false });
    const [stored] = await lines('/_control/messages');
    expect(stored).toMatchObject({ subject: 'SMS from Anna', body: null, size: 11 });
    const filter = `singleValueExtendedProperties/any(ep:ep/id eq '${KEY_ID}' and ep/value eq 'k')`;
    const found = await send('GET', `${INBOX}/messages?$filter=${encodeURIComponent(filter)}`);
    expect(found.body.value).toHaveLength(1);
  });

  it('can change a user while it runs', async () => {
    const { send } = await start();
    const user = { userPrincipalName: 'anna@contoso.example' };
    const id = String((await send('GET', ANNA)).body.id);
    await send('POST', '/_control/users', { ...user, id, mailbox: 'none' });
    expect((await send('GET', INBOX)).body.error?.code).toBe('MailboxNotEnabledForRESTAPI');
  });

  it('has no control without the option', async () => {
    const simulator = await spawnSimulator(GRAPH_MAIN, []);
    const { status } = await connect(simulator).send('GET', '/_control/stats');
    await simulator.stop();
    expect(status).toBe(400);
  });

  it('finds everything again after it was killed', async () => {
    const { dir } = await start();
    const args = ['--users', '2', '--control', '--data', join(dir, 'graph.ndjson')];
    const before = await spawnSimulator(GRAPH_MAIN, args);
    const first = connect(before);
    const folder = await first.makeFolder('user0001@bench.example');
    const { body } = await first.send('POST', `${folder}/messages`, full);
    const gone = await first.send('POST', `${folder}/messages`, message());
    const messages = '/v1.0/users/user0001@bench.example/messages';
    await first.send('DELETE', `${messages}/${String(gone.body.id)}`);
    const stored = await first.lines('/_control/messages');
    await before.kill();
    const after = await spawnSimulator(GRAPH_MAIN, args);
    const second = connect(after);
    expect(await second.lines('/_control/messages')).toEqual(stored);
    const path = `${messages}/${String(body.id)}?$expand=attachments`;
    const read = (await second.send('GET', path)).body;
    await after.stop();
    expect(read.attachments).toMatchObject([{ contentBytes: 'YWFh' }]);
  });
});
