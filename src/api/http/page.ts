/** Serves the administration page: its files below `assets/`, and the page itself for every other address. */
import type { Random } from '../../ports/system.ts';
import { SECURITY_HEADERS, type ApiResponse } from './serve.ts';

const FILES_BELOW = 'assets/';
const START = 'index.html';
/** What the build writes where a nonce belongs. */
const NONCE_MARK = '__NONCE__';
/** Seconds; names below `assets/` carry a hash of their content, so they never change. */
const A_YEAR = 31_536_000;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface PageDeps {
  random: Pick<Random, 'uuid'>;
  files: {
    /** `undefined` where there is no such file; the bytes are in one of the accepted codings, or as they are. */
    read(
      name: string,
      accepted: ReadonlySet<string>,
    ): Promise<{ bytes: Uint8Array; coding?: string } | undefined>;
  };
}

interface PageRequest {
  headers: { get(name: string): string | null };
  params: Readonly<Record<string, string>>;
}

export async function servePage(deps: PageDeps, request: PageRequest): Promise<ApiResponse> {
  const path = request.params.page ?? '';
  return path.startsWith(FILES_BELOW) ? serveFile(deps, request, path) : serveStart(deps);
}

async function serveFile(
  { files }: PageDeps,
  { headers }: PageRequest,
  path: string,
): Promise<ApiResponse> {
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
  const file = type && (await files.read(path, codingsOf(headers.get('accept-encoding'))));
  if (!type || !file) return plain(404, 'There is no such file.');
  const etag = `"${path.slice(FILES_BELOW.length)}${file.coding ? `:${file.coding}` : ''}"`;
  const common = {
    ...SECURITY_HEADERS,
    'cache-control': `public, max-age=${String(A_YEAR)}, immutable`,
    etag,
    vary: 'accept-encoding',
  };
  if (headers.get('if-none-match')?.includes(etag)) return { status: 304, headers: common };
  return {
    status: 200,
    headers: {
      ...common,
      'content-type': type,
      ...(file.coding !== undefined && { 'content-encoding': file.coding }),
    },
    body: file.bytes,
  };
}

async function serveStart({ files, random }: PageDeps): Promise<ApiResponse> {
  const file = await files.read(START, new Set());
  if (!file) return plain(404, 'The administration page was not built: npm run build does it.');
  const nonce = random.uuid();
  const html = new TextDecoder().decode(file.bytes).replaceAll(NONCE_MARK, nonce);
  const headers = {
    ...SECURITY_HEADERS,
    'content-security-policy': policyWith(nonce),
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-opener-policy': 'same-origin',
  };
  return { status: 200, headers, body: html };
}

/** Styles are made while the page runs, in elements that carry the nonce; scripts come from files alone. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function codingsOf(header: string | null): Set<string> {
  const accepted = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.split(';').map((part) => part.trim()));
  return new Set(
    accepted.flatMap(([coding = '', ...options]) =>
      options.some((option) => /^q=0(\.0*)?$/.test(option)) ? [] : [coding],
    ),
  );
}

function plain(status: number, body: string): ApiResponse {
  const headers = { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' };
  return { status, headers, body };
}
