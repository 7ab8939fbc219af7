import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { MIB, message, properties, startGraph } from './client.ts';
import type { GraphUnderTest, Reply } from './client.ts';

let graph: GraphUnderTest;
let folder: string;

beforeAll(async () => {
  graph = await startGraph();
  folder = await graph.makeFolder('anna@contoso.example');
});

afterAll(() => graph.stop());

describe('graph simulator: upload sessions', () => {
  const size = 5_000_000;
  const content = Buffer.alloc(size, 'z');
  let messagePath: string;

  const open = (bytes: number, more = {}): Promise<Reply> =>
    graph.send('POST', `${messagePath}/attachments/createUploadSession`, {
      AttachmentItem: { attachmentType: 'file', name: 'v.amr', size: bytes, ...more },
    });
  const put = (url: string, from: number, to: number, headers = {}): Promise<Response> =>
    fetch(url, {
      method: 'PUT',
      headers: { 'Content-Range': `bytes ${from}-${to - 1}/${size}`, ...headers },
      body: content.subarray(from, to),
    });

  beforeAll(async () => {
    const created = await graph.send(
      'POST',
      `${folder}/messages`,
      message(properties(['Integer 0x0E07', '1'])),
    );
    messagePath = `/v1.0/users/anna@contoso.example/messages/${String(created.body.id)}`;
  });

  it.each([
    [2_999_999, 400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'],
    [3_000_000, 201, undefined],
    [30 * MIB, 413, 'ErrorMessageSizeExceeded'],
    [151 * MIB, 413, 'ErrorAttachmentSizeLimitExceeded'],
  ])('for %i bytes is answered with %i %s', async (bytes, status, code) => {
    if (bytes === 30 * MIB) await open(6 * MIB);
    const reply = await open(bytes);
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  });

  it('takes ranges in order at an address of its own and without a token', async () => {
    const session = (await open(size, { contentId: 'v1' })).body;
    expect(session.nextExpectedRanges).toEqual(['0-']);
    const url = String(session.uploadUrl);
    expect(new URL(url).origin).not.toBe(new URL(graph.url).origin);
    expect((await put(url, 0, 2_000_000, { Authorization: 'Bearer x' })).status).toBe(401);
    expect((await put(url, 2_000_000, 4_000_000)).status).toBe(416);
    expect((await put(url, 0, 4 * MIB + 1)).status).toBe(413);
    const first = await put(url, 0, 2_000_000);
    expect(await first.json()).toEqual({
      ExpirationDateTime: expect.any(String),
      NextExpectedRanges: ['2000000'],
    });
    expect(await (await fetch(url)).json()).toMatchObject({ NextExpectedRanges: ['2000000'] });
    const last = await put(url, 2_000_000, size);
    expect([last.status, await last.text()]).toEqual([201, '']);
    expect(last.headers.get('location')).toContain('/Attachments(');
    expect((await put(url, 0, 1)).status).toBe(404);
    const stored = await graph.lines('/_control/messages?user=anna@contoso.example');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const attachments = stored.flatMap((each) => each.attachments as unknown[]);
    expect(attachments).toContainEqual(
      expect.objectContaining({ name: 'v.amr', size, sha256, contentId: 'v1' }),
    );
  });

  it('can be cancelled, and ends by itself', async () => {
    const cancelled = String((await open(size)).body.uploadUrl);
    expect((await fetch(cancelled, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(cancelled)).status).toBe(404);
    const expired = String((await open(size)).body.uploadUrl);
    await graph.send('POST', '/_control/clock', { advanceMs: 61 * 60 * 1000 });
    expect((await fetch(expired)).status).toBe(404);
  });
});
