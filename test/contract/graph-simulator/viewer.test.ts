import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { ANNA, ANNA_ID, message, properties, startGraph } from './client.ts';
import type { GraphUnderTest } from './client.ts';

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp;`;
const RECORDING = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MAILBOX = `/_mailboxes/${ANNA_ID}`;

let graph: GraphUnderTest;

beforeAll(async () => {
  graph = await startGraph(['--viewer']);
});

afterAll(async () => {
  await graph.stop();
});

async function look(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${graph.url}${path}`, { headers });
}

async function read(path: string): Promise<string> {
  const response = await look(path);
  expect(response.status).toBe(200);
  return response.text();
}

function attached(
  name: string,
  contentType: string,
  content: Buffer | string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name,
    contentType,
    contentBytes: Buffer.from(content).toString('base64'),
    ...more,
  };
}

/** Stores a message and returns the address of its page. */
async function store(changes: Record<string, unknown>, folderName?: string): Promise<string> {
  const folder = await graph.makeFolder('anna@contoso.example', folderName ?? newName());
  const { status } = await graph.send('POST', `${folder}/messages`, message(changes));
  expect(status).toBe(201);
  const all = [...(await read(MAILBOX)).matchAll(/folders\/(\d+)/g)].map(([, number]) => number);
  const newest = Math.max(...all.map(Number));
  const [, address] = /href="([^"]+\/messages\/\d+)"/.exec(
    await read(`${MAILBOX}/folders/${newest}`),
  )!;
  return address!;
}

function newName(): string {
  return `Folder ${crypto.randomUUID()}`;
}

describe('viewer of the Graph simulator', () => {
  it('lists users with their folders and the number of messages, and finds them', async () => {
    await store({}, 'Signal Archiver');
    const page = await read('/_mailboxes');
    expect(page).toContain('anna.berg@contoso.example');
    expect(page).toMatch(/Signal Archiver<\/bdi\s*><\/a\s*>\s*\(1\)/);
    expect(page).toContain('bo@contoso.example');
    const found = await read('/_mailboxes?q=ANNA.berg');
    expect(found).toContain('anna.berg@contoso.example');
    expect(found).not.toContain('bo@contoso.example');
  });

  it('lists the messages of a folder a page at a time, and finds words in them', async () => {
    const folder = await graph.makeFolder('anna@contoso.example', 'Many');
    for (let n = 0; n < 52; n++) {
      const body = { contentType: 'text', content: n === 7 ? 'the needle' : 'hay' };
      await graph.send('POST', `${folder}/messages`, {
        ...message({ subject: `Message ${n}`, body }),
        ...properties(['SystemTime 0x0E06', `2026-01-01T00:${String(n).padStart(2, '0')}:00Z`]),
      });
    }
    const [, address] = /href="([^"]+)"\s*><bdi>Many/.exec(await read(MAILBOX))!;
    const first = await read(address!);
    expect(first).toContain('Message 51');
    expect(first).toContain('2026-01-01 00:51:00 UTC');
    expect(first).not.toContain('>Message 1<');
    expect(first).toContain('Page 1 of 2');
    expect(first).toContain('draft');
    const second = await read(`${address}?page=2`);
    expect(second).toContain('>Message 1<');
    const found = await read(`${address}?q=NEEDLE`);
    expect(found).toContain('>Message 7<');
    expect(found).not.toContain('>Message 8<');
  });

  it('shows people, times, properties and headers of a message', async () => {
    const page = await read(
      await store({
        internetMessageHeaders: [{ name: 'x-archive-item', value: 'item 1' }],
        ccRecipients: [{ emailAddress: { address: 'cc@contoso.example', name: 'Cee' } }],
        ...properties(
          ['SystemTime 0x0039', '2026-02-03T04:05:06Z'],
          ['Integer 0x0E07', '1'],
          ['String {4f1f6f0c-8a1a-4f2c-9b8e-2a3c4d5e6f70} Name ArchiveKey', 'key-1'],
        ),
      }),
    );
    for (const words of [
      'SMS from Anna',
      '+447700900123@sms.invalid',
      'cc@contoso.example',
      '2026-02-03 04:05:06 UTC',
      'not a draft, read',
      '&lt;one@archive.invalid&gt;',
      'x-archive-item',
      'item 1',
      'ArchiveKey',
      'key-1',
    ]) {
      expect(page).toContain(words);
    }
  });

  it('escapes whatever was captured, and lets no page run anything', async () => {
    const folderName = `${HOSTILE}${crypto.randomUUID()}`;
    const address = await store(
      {
        subject: HOSTILE,
        body: { contentType: 'text', content: HOSTILE },
        from: { emailAddress: { address: 'evil@contoso.example', name: HOSTILE } },
        categories: [HOSTILE],
        attachments: [
          attached(HOSTILE, `text/html${HOSTILE}`, HOSTILE, { contentId: HOSTILE, isInline: true }),
        ],
        internetMessageHeaders: [{ name: 'x-evil', value: HOSTILE }],
        ...properties(['String {4f1f6f0c-8a1a-4f2c-9b8e-2a3c4d5e6f70} Name Evil', HOSTILE]),
      },
      folderName,
    );
    const [, folder] = /href="([^"]+folders[^"]+)"/.exec(await read(address))!;
    const paths = ['/_mailboxes', MAILBOX, folder!, address];
    for (const path of [...paths, `${folder}?q=${encodeURIComponent(HOSTILE)}`]) {
      const response = await look(path);
      const page = await response.text();
      expect(page).toContain('&lt;script&gt;alert(1)');
      expect(page).not.toMatch(/<script|<img src=x|onerror=alert\(2\)>/);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|unsafe/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('gives the HTML of a message only to a sandboxed frame, with its own pictures inside', async () => {
    const content = `<p onclick="x()">Hi<img src="cid:one@x"><img src='cid:two'><script>x()</script></p>`;
    const address = await store({
      body: { contentType: 'html', content },
      attachments: [
        attached('a.png', 'image/png', PICTURE, { contentId: '<one@x>', isInline: true }),
        attached('b.html', 'text/html', '<b>', { contentId: 'two', isInline: true }),
      ],
    });
    const page = await read(address);
    expect(page).toMatch(/<iframe\s+sandbox\s+src="[^"]+\/body"/);
    expect(page).not.toContain('onclick');
    expect(page).not.toContain('<script');
    const body = await look(`${address}/body`);
    const policy = body.headers.get('content-security-policy')!;
    expect(policy).toMatch(/^sandbox; default-src 'none'; img-src data:;/);
    expect(policy).not.toContain('allow-');
    const text = await body.text();
    expect(text).toContain(`<img src="data:image/png;base64,${PICTURE.toString('base64')}">`);
    expect(text).toContain(`src='cid:two'`);
  });

  it('plays pictures and recordings, and serves the range a player asks for', async () => {
    const address = await store({
      attachments: [
        attached('call.wav', 'audio/wav; rate=8000', RECORDING),
        attached('a.png', 'image/png', PICTURE),
      ],
    });
    const page = await read(address);
    expect(page).toMatch(
      new RegExp(
        String.raw`<audio\s+controls\s+preload="metadata"\s+src="${address}/attachments/1"`,
      ),
    );
    expect(page).toContain(`<img src="${address}/attachments/2"`);
    const whole = await look(`${address}/attachments/1`);
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(RECORDING);
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 99],
      ['bytes=900-', 900, 999],
      ['bytes=-10', 990, 999],
      ['bytes=990-5000', 990, 999],
    ] as const) {
      const part = await look(`${address}/attachments/1`, { Range: range });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/1000`);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(RECORDING.subarray(from, to + 1));
    }
    const beyond = await look(`${address}/attachments/1`, { Range: 'bytes=1000-' });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe('bytes */1000');
    for (const odd of ['bytes=5-2', 'bytes=0-1,5-6', 'items=1-2', 'bytes=-']) {
      expect((await look(`${address}/attachments/1`, { Range: odd })).status).toBe(200);
    }
  });

  it('gives out as a file what a browser might run, and everything on request', async () => {
    const address = await store({
      attachments: [
        attached('a".html', 'text/html', HOSTILE),
        attached('b.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        attached('naïve 😀.txt', 'text/plain', 'words'),
      ],
    });
    for (const number of [1, 2]) {
      const { headers } = await look(`${address}/attachments/${number}`);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    }
    const page = await read(address);
    expect(page).not.toContain('<img');
    const shown = await look(`${address}/attachments/3`);
    expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/);
    const kept = await look(`${address}/attachments/3?download`);
    expect(kept.headers.get('content-disposition')).toBe(
      `attachment; filename="na_ve __.txt"; filename*=UTF-8''na%C3%AFve%20%F0%9F%98%80.txt`,
    );
  });

  it.each([
    '/_mailboxes/nobody',
    '/_mailboxes/%ff',
    `${MAILBOX}/folders/999999`,
    `${MAILBOX}/messages/999999`,
    `${MAILBOX}/folders/1/x`.replace('folders/1', 'other'),
  ])('says that %s is not there', async (path) => {
    const response = await look(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such');
  });

  it('changes nothing, and answers to no name but its own', async () => {
    const posted = await fetch(`${graph.url}/_mailboxes`, { method: 'POST', body: 'x' });
    expect(posted.status).toBe(405);
    const status = await new Promise((resolve, reject) => {
      request(`${graph.url}/_mailboxes`, { headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    const head = await fetch(`${graph.url}/_mailboxes`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it('is not there without its flag', async () => {
    const plain = await startGraph();
    const response = await fetch(`${plain.url}/_mailboxes`);
    await plain.stop();
    expect(response.status).not.toBe(200);
    expect(await response.text()).not.toContain('<html');
  });

  it('counts as no request of the simulated service', async () => {
    const [before] = await graph.lines('/_control/stats');
    await read('/_mailboxes');
    const [after] = await graph.lines('/_control/stats');
    expect(after).toEqual(before);
    expect((await graph.send('GET', `${ANNA}/mailFolders`)).status).toBe(200);
  });
});
