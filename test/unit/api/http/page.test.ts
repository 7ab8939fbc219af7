import { describe, expect, it } from '@jest/globals';
import { servePage } from '../../../../src/api/http/page.ts';

const FILES: Readonly<Record<string, string>> = {
  'index.html': '<script nonce="__NONCE__"></script><style nonce="__NONCE__"></style>',
  'assets/main-1a2b.js': 'plain',
  'assets/main-1a2b.js|br': 'small',
  'assets/notes.txt': 'not for serving',
};

async function get(page: string | undefined, headers: Record<string, string> = {}) {
  let drawn = 0;
  const deps = {
    random: { uuid: () => `nonce-${String(++drawn)}` },
    files: {
      read: (name: string, accepted: ReadonlySet<string>) => {
        const coding = [...accepted].find((one) => FILES[`${name}|${one}`] !== undefined);
        const text = FILES[coding === undefined ? name : `${name}|${coding}`];
        const bytes = Buffer.from(text ?? '');
        return Promise.resolve(
          text === undefined ? undefined : { bytes, ...(coding && { coding }) },
        );
      },
    },
  };
  const given = new Headers(headers);
  const answer = await servePage(deps, {
    headers: given,
    params: page === undefined ? {} : { page },
  });
  return { ...answer, text: Buffer.from((answer.body ?? '') as Uint8Array).toString() };
}

describe('api/page', () => {
  it.each([undefined, 'connectors/abc', 'items', 'assets'])('is the page at %s', async (page) => {
    const { status, headers, text } = await get(page);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(text).toBe('<script nonce="nonce-1"></script><style nonce="nonce-1"></style>');
  });

  it('allows scripts from files only, styles with the nonce of this answer, and no frame', async () => {
    const policy = (await get(undefined)).headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'nonce-nonce-1';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('gives files in a coding that is accepted, for ever', async () => {
    const accept = { 'accept-encoding': 'gzip;q=0.5, BR' };
    const { status, headers, text } = await get('assets/main-1a2b.js', accept);
    expect([status, text]).toEqual([200, 'small']);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    });
  });

  it('gives files as they are where no coding is accepted', async () => {
    const { headers, text } = await get('assets/main-1a2b.js', { 'accept-encoding': 'br;q=0' });
    expect(text).toBe('plain');
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it('says that a file has not changed', async () => {
    const first = await get('assets/main-1a2b.js');
    const etag = first.headers.etag ?? '';
    const again = await get('assets/main-1a2b.js', { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = { 'if-none-match': etag, 'accept-encoding': 'br' };
    expect((await get('assets/main-1a2b.js', other)).status).toBe(200);
  });

  it.each(['assets/none.js', 'assets/notes.txt', 'assets/', 'assets/main-1a2b.js.br'])(
    'has no %s',
    async (page) => {
      const { status, headers } = await get(page);
      expect(status).toBe(404);
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});
