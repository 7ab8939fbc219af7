import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { functionsOf } from './app.ts';
import type { Host, Reply, Request } from './host.ts';
import { log, logFailure, messageOf, StartError } from './log.ts';
import type { managementOf } from './management.ts';
import { routerOf } from './routes.ts';

type Match = NonNullable<ReturnType<ReturnType<typeof routerOf>>>;

interface RpcHttp {
  statusCode: string;
  headers: Record<string, string>;
  cookies: RpcCookie[];
  body?: { bytes?: Uint8Array } | null;
}

/** As protobuf wraps what may be missing. */
type Wrapped<Name extends string, T> = Partial<Record<Name, { value: T }>>;

type RpcCookie = Record<'name' | 'value' | 'sameSite', string> &
  Wrapped<'domain' | 'path', string> &
  Wrapped<'secure' | 'httpOnly', boolean> &
  Wrapped<'maxAge', number> &
  Wrapped<'expires', { seconds: number }>;

const address = '127.0.0.1';
/** Of a request's body: the real host's default limit. */
const mostBytes = 104_857_600;
/** Headers that begin so tell the app who is calling: a caller must not write them. */
const principalMark = 'x-ms-client-principal';

export async function listen(port: number): Promise<{ server: Server; origin: string }> {
  // The port is open before the app is there; a request that nobody answered would wait for ever.
  const refuse = (_: unknown, response: ServerResponse) => response.writeHead(503).end();
  const server = createServer(refuse);
  try {
    await once(server.listen(port, address), 'listening');
  } catch (error) {
    const place = `Port ${port} cannot be opened`;
    throw new StartError(`${place}: ${messageOf(error)}; choose another --port.`);
  }
  return { server, origin: `http://${address}:${(server.address() as AddressInfo).port}` };
}

export function serve(server: Server, host: Host, manage: ReturnType<typeof managementOf>): void {
  const { routePrefix } = host.config.extensions.http;
  const match = routerOf(functionsOf(host.app, 'httpTrigger'), routePrefix);
  const answer = async (incoming: IncomingMessage): Promise<Reply> => {
    const request = await toRequest(incoming, host.origin);
    const reply = host.signIn?.answer(request) ?? (await manage(request));
    return reply ?? (await call(request, host, match(request.method, request.url.pathname)));
  };
  server.removeAllListeners('request').on('request', (incoming, response) => {
    const send = ({ status, headers = {}, body }: Reply) => {
      const isJson = body !== undefined && !(body instanceof Uint8Array);
      const type = { 'content-type': 'application/json; charset=utf-8' };
      response.writeHead(status, isJson ? { ...type, ...headers } : headers);
      response.end(isJson ? JSON.stringify(body) : body);
    };
    const refuse = (error: unknown) => {
      log('error', 'host', `A request to ${incoming.url ?? ''} failed: ${messageOf(error)}`);
      const status = error instanceof RangeError ? 413 : 500;
      send({ status: error instanceof URIError ? 400 : status });
    };
    answer(incoming).then(send).catch(refuse);
  });
}

/** Takes no new connections; resolves when the requests under way have been answered. */
export async function shut(server: Server): Promise<void> {
  Object.assign(server, { keepAliveTimeout: 1, keepAliveTimeoutBuffer: 0 }).close();
  await once(server, 'close');
}

async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const url = new URL(incoming.url ?? '/', origin);
  const given = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const headers = Object.fromEntries(given) as Request['headers'];
  return { method: incoming.method ?? 'GET', url, headers, body: await bodyOf(incoming) };
}

/** What is beyond the limit is not read. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > mostBytes) throw new RangeError(`its body exceeds ${mostBytes} bytes`);
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

async function call(request: Request, host: Host, match: Match | undefined): Promise<Reply> {
  if (!match) return { status: 404 };
  const { fn, params } = match;
  const { method, url, body } = request;
  const own = Object.entries(request.headers).filter(([name]) => !name.startsWith(principalMark));
  const headers = { ...Object.fromEntries(own), ...host.signIn?.principalHeaders(request) };
  const http = { method, url: url.href, headers, query: joinedQuery(url), params };
  try {
    const result = await host.invoker.invoke(fn, { http: { ...http, body: { bytes: body } } });
    return result?.http ? toReply(result.http as RpcHttp) : { status: 204 };
  } catch (error) {
    logFailure(fn.name, error);
    return { status: 500 };
  }
}

/** Repeated keys, in any case, arrive as one joined by commas, as the real host sends them. */
function joinedQuery(url: URL): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    const known = Object.keys(joined).find((key) => key.toLowerCase() === name.toLowerCase());
    joined[known ?? name] = known === undefined ? value : `${joined[known] ?? ''},${value}`;
  }
  return joined;
}

function toReply({ statusCode, headers, cookies, body }: RpcHttp): Reply {
  const setCookie = cookies.length > 0 ? { 'set-cookie': cookies.map(cookieText) } : {};
  return { status: Number(statusCode), headers: { ...headers, ...setCookie }, body: body?.bytes };
}

function cookieText(cookie: RpcCookie): string {
  const sameSite = cookie.sameSite === 'explicitNone' ? 'none' : cookie.sameSite;
  const parts = [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.expires && `expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`,
    cookie.maxAge && `max-age=${cookie.maxAge.value}`,
    cookie.domain && `domain=${cookie.domain.value}`,
    `path=${cookie.path?.value ?? '/'}`,
    cookie.secure?.value && 'secure',
    cookie.sameSite !== 'none' && `samesite=${sameSite}`,
    cookie.httpOnly?.value && 'httponly',
  ];
  return parts.filter(Boolean).join('; ');
}
