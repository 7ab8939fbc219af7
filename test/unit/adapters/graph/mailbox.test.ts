import { afterEach, describe, expect, it } from '@jest/globals';
import { createGraph } from '../../../../src/adapters/graph/graph.ts';
import { createFixedRandom, createHastyClock, createMemoryLog } from '../http/fakes.ts';
import { createStubServer } from '../http/stub-server.ts';
import type { StubAnswer, StubRequest, StubServer } from '../http/stub-server.ts';
import {
  createCredential,
  createMemoryFolders,
  createMemoryMedia,
  stagedMessage,
} from './fakes.ts';

let server: StubServer | undefined;

afterEach(async () => {
  await server?.close();
});

async function setUp(answer: (request: StubRequest) => StubAnswer) {
  const stub = await createStubServer(answer);
  server = stub;
  const graph = createGraph({
    url: stub.url,
    credential: createCredential(),
    clock: createHastyClock(),
    random: createFixedRandom(),
    log: createMemoryLog(),
    folders: createMemoryFolders(),
    blobs: createMemoryMedia().blobs,
  });
  return { writer: graph.mailboxes.writer('Archive'), requests: stub.requests };
}

const FOLDER: StubAnswer = {
  status: 200,
  body: { value: [{ id: 'f', displayName: 'Archive' }] },
};
const always = (): number => Infinity;
const isListing = ({ path }: StubRequest): boolean => path.includes('/mailFolders?');
const failing = (status: number, code: string): StubAnswer => ({
  status,
  body: { error: { code, message: '' } },
});

describe('adapters/graph mailboxes', () => {
  it.each([
    ['the folder, without a word', (request: StubRequest) => isListing(request), { status: 404 }],
    ['the folder, with a code nobody knows', isListing, failing(404, 'SomethingNew')],
    ['all of the mailbox', () => false, { status: 404 }],
  ] as const)('takes a lasting 404 on %s for a mailbox that is gone', async (_, found, answer) => {
    const { writer, requests } = await setUp((request) => (found(request) ? FOLDER : answer));

    const result = await writer.write('m1', stagedMessage('k'), always);
    expect(result).toEqual({ kind: 'refused', cause: 'mailboxGone' });
    expect(requests.filter(isListing)).toHaveLength(2);
    expect(await writer.find('m1', 'k')).toEqual({ refused: 'mailboxGone' });
  });

  it.each([
    [failing(404, 'MailboxNotEnabledForRESTAPI'), { refused: 'mailboxGone' }],
    [failing(403, 'ErrorAccessDenied'), { refused: 'accessDenied' }],
    [failing(400, 'ErrorInvalidUrlQueryFilter'), { refused: 'unanswered' }],
    [{ status: 429, headers: { 'Retry-After': '3600' } }, undefined],
    [failing(503, 'ServiceUnavailable'), undefined],
    ['reset', undefined],
  ] as const)('answers a look-up that met %j with %j', async (answer, expected) => {
    const { writer } = await setUp((request) => (isListing(request) ? FOLDER : answer));
    expect(await writer.find('m1', 'k')).toEqual(expected);
  });
});
