/** Turns an HTTP request into the call of a route, and what comes of it into a response. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { errorCode } from '../../domain/errors.ts';
import type { Api } from '../api.ts';
import type { RunStarter } from '../ports.ts';
import { mayAccess, readPrincipal, type Access, type Principal } from './principal.ts';
import { ApiProblem, asProblem, invalidInput } from './problem.ts';
import type { Answer, Call, Method, Route } from './route.ts';
import { mediaType, requireSameOrigin } from './same-origin.ts';

/** Bytes; the largest JSON body this interface takes is a few hundred. */
const MAX_JSON_BYTES = 64 * 1_024;

/** Of every answer; the page has a policy of its own. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
/** Of queries and bodies where a route takes none: a field that nobody reads would be taken for one that works. */
const NOTHING = z.strictObject({});
const NOBODY: Principal = { id: '', name: '', roles: [] };

/** What is needed of the platform's request. */
export interface ApiRequest {
  method: string;
  url: string;
  headers: { get(name: string): string | null };
  query: { entries(): Iterable<[string, string]> };
  params: Readonly<Record<string, string>>;
  body: AsyncIterable<Uint8Array> | null;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** The invocation a request came with. */
export interface Invocation {
  /** Finds the invocation in the logs. */
  traceId: string;
  starter: RunStarter;
}

/** All routes of one path: on equal paths the platform asks only one function. */
export interface Endpoint {
  path: string;
  methods: Method[];
  routes: readonly Route[];
}

export function endpointsOf(routes: readonly Route[]): Endpoint[] {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return paths.map((path) => {
    const rows = routes.filter((row) => row.path === path);
    return { path, methods: rows.map(({ method }) => method), routes: rows };
  });
}

export async function serve(
  api: Api,
  endpoint: Endpoint,
  request: ApiRequest,
  invocation: Invocation,
): Promise<ApiResponse> {
  const row = endpoint.routes.find(({ method }) => method === request.method);
  try {
    if (!row) throw methodNotAllowed(endpoint);
    const principal = readPrincipal(request.headers, api.deps.options);
    const { traceId, starter } = invocation;
    const attempt = {
      action: row.name,
      isForChanges: isForChanges(row),
      principal,
      params: request.params,
      traceId,
    };
    const answer = await api.trail.record<Answer>(attempt, async (begin) => {
      const by = authorise(row.access, principal);
      requireSameOrigin(request);
      const call = await callOf(row, request, by, starter);
      const isChange = row.changes?.(call) ?? attempt.isForChanges;
      return begin(isChange, () => row.handle(api, call));
    });
    return responseOf(answer, api, row);
  } catch (error) {
    const problem = asProblem(error, invocation.traceId);
    if (problem.status >= 500) {
      const { code, status } = problem;
      api.deps.log.error('a request could not be served', { route: row?.name, code, status });
    }
    return problemResponse(problem);
  }
}

/** Those who may only read are let into no route that changes something. */
function isForChanges({ method, access, ...row }: Route): boolean {
  return 'changes' in row || (method !== 'GET' && access === 'admin');
}

function authorise(access: Access, principal: Principal | undefined): Principal {
  if (access === 'anyone') return principal ?? NOBODY;
  if (!principal) throw new ApiProblem(401, 'not_signed_in', 'Sign in first.');
  if (mayAccess(principal, access)) return principal;
  const role = access === 'admin' ? 'Connector.Admin' : 'Connector.Reader';
  throw new ApiProblem(403, 'role_missing', `This needs the role ${role}.`);
}

async function callOf(
  row: Route,
  request: ApiRequest,
  by: Principal,
  starter: RunStarter,
): Promise<Call> {
  const query = parse(row.query ?? NOTHING, Object.fromEntries(request.query.entries()));
  if (row.takes && mediaType(request.headers) !== row.takes) throw wrongType(row.takes);
  return {
    id: request.params.id ?? '',
    params: request.params,
    query,
    body: row.takes || row.method === 'GET' ? undefined : await bodyOf(row, request),
    bytes: bytesOf(request),
    by,
    ifMatch: request.headers.get('if-match') ?? undefined,
    origin: new URL(request.url).origin,
    wantsPage: request.headers.get('accept')?.includes('text/html') ?? false,
    starter,
  };
}

async function bodyOf({ body: schema }: Route, request: ApiRequest): Promise<unknown> {
  const type = 'application/json';
  const bytes = await readAll(request);
  if (!schema && bytes.length === 0) return undefined;
  if (mediaType(request.headers) !== type) throw wrongType(type);
  return parse(schema ?? NOTHING, parseJson(bytes));
}

async function readAll(request: ApiRequest): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytesOf(request)) {
    size += piece.length;
    if (size > MAX_JSON_BYTES) {
      const detail = `The body may have at most ${String(MAX_JSON_BYTES)} bytes.`;
      throw new ApiProblem(413, 'too_large', detail);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), wellFormed);
  } catch {
    throw new ApiProblem(400, 'invalid_json', 'The body is not JSON in UTF-8.');
  }
}

/** Half of a surrogate pair, which an escape can write, has no form in UTF-8: what is stored would not be what was sent. */
function wellFormed(key: string, value: unknown): unknown {
  if (key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())) return value;
  throw new SyntaxError('half of a surrogate pair');
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(result.error);
}

function responseOf(answer: Answer, api: Api, row: Route): ApiResponse {
  const { status, body, file, stream, etag, location } = answer;
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    ...(etag !== undefined && { etag }),
    ...(location !== undefined && { location }),
  };
  const download = stream ?? file;
  if (download) {
    headers['content-type'] = download.type;
    headers['content-disposition'] = `attachment; filename="${download.name}"`;
    return { status, headers, body: stream ? safely(stream.bytes, api, row) : download.bytes };
  }
  if (body === undefined) return { status, headers };
  headers['content-type'] = 'application/json; charset=utf-8';
  return { status, headers, body: JSON.stringify(body) };
}

/** Status and headers are gone when a stream fails: all that is left is to break it off, without its words. */
async function* safely(
  bytes: AsyncIterable<Uint8Array>,
  { deps }: Api,
  { name }: Route,
): AsyncIterable<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    deps.log.error('a download broke off', { route: name, code: errorCode(error) });
    throw brokenOff();
  }
}

/** A new error, as the cause of the old one may say too much for the platform's logs. */
function brokenOff(): Error {
  return new Error('the download broke off');
}

function problemResponse(problem: ApiProblem): ApiResponse {
  const headers = {
    ...SECURITY_HEADERS,
    ...problem.extras.headers,
    'content-type': 'application/problem+json; charset=utf-8',
  };
  return { status: problem.status, headers, body: JSON.stringify(problem) };
}

function methodNotAllowed({ methods }: Endpoint): ApiProblem {
  const allow = methods.join(', ');
  return new ApiProblem(405, 'method_not_allowed', `This address takes ${allow}.`, {
    headers: { allow },
  });
}

function wrongType(type: string): ApiProblem {
  return new ApiProblem(415, 'unsupported_media_type', `Send Content-Type: ${type}.`);
}

function bytesOf({ body }: ApiRequest): AsyncIterable<Uint8Array> {
  return body ?? (Readable.from([]) as AsyncIterable<Uint8Array>);
}
