/** How the running app hands out the page: addresses, codings, headers. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { useSystem } from '../support/system.ts';

interface Served {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

describe('portal: how the page is served', () => {
  const tested = useSystem({ people: [] });
  let script = '';

  /** The path goes out as it stands: a browser, or fetch, would tidy it up. */
  async function get(path: string, headers: Record<string, string> = {}): Promise<Served> {
    const { hostname, port } = new URL(tested.system.host.url);
    const sent = request({ hostname, port, path, headers, agent: false });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await buffer(response),
    };
  }

  beforeAll(async () => {
    const { body } = await get('/');
    script = /<script[^>]* src="([^"]+)"/.exec(body.toString())?.[1] ?? '';
  });

  it.each(['/', '/runs/some-run', '/connectors/new/android', '/no/such/page', '/apiary'])(
    'gives the page at %s',
    async (path) => {
      const { status, headers, body } = await get(path);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(body.toString()).toContain('<div id="root">');
    },
  );

  it.each([
    '/assets/none.js',
    '/assets/',
    '/assets/../index.html',
    '/assets/../../host.json',
    '/assets/..%2f..%2fhost.json',
    '/assets/..%5c..%5chost.json',
    '/assets/%2e%2e/%2e%2e/host.json',
    '/assets/..%252f..%252fhost.json',
    '/..%2f..%2fhost.json',
    '/../../host.json',
    '//host.json',
    '/host.json',
    '/dist/src/app.js',
    '/local.settings.json',
    '/assets/%00.js',
    '/assets/index.js%00.css',
  ])('gives no file at %s', async (path) => {
    const { status, body } = await get(path);
    const text = body.toString();
    expect([200, 400, 404]).toContain(status);
    // Whatever is no asset is the page, or nothing.
    if (status === 200) expect(text).toContain('<div id="root">');
    expect(text).not.toMatch(/extensionBundle|routePrefix|ARCHIVE_|import /);
  });

  it('answers below /api with the interface alone', async () => {
    const { status, headers } = await get('/api/no-such-route');
    expect([401, 404]).toContain(status);
    expect(headers['content-type'] ?? '').not.toContain('html');
  });

  it('allows no inline script, and a fresh nonce for styles with every load', async () => {
    const pages = await Promise.all([get('/'), get('/')]);
    const nonces = pages.map(({ headers, body }) => {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/default-src 'none';.*script-src 'self';/);
      expect(policy).not.toContain('unsafe');
      const html = body.toString();
      expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|javascript:/);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(html).toContain(nonce);
      return nonce;
    });
    expect(new Set(nonces.filter((nonce) => nonce.length > 20)).size).toBe(2);
  });

  it('keeps the page nowhere and its files for ever', async () => {
    const [page, file] = await Promise.all([get('/'), get(script)]);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/no-referrer|same-origin/),
    });
    expect(file.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const etag = String(file.headers.etag);
    expect((await get(script, { 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['br;q=0, gzip;q=0', undefined, (bytes: Buffer) => bytes],
  ])('to whoever accepts %s gives %s', async (accepted, coding, decode) => {
    const [plain, coded] = [await get(script), await get(script, { 'accept-encoding': accepted })];
    expect(coded.headers['content-encoding']).toBe(coding);
    expect(coded.headers.vary).toBe('accept-encoding');
    expect(decode(coded.body).equals(plain.body)).toBe(true);
  });
});
