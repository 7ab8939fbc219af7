import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { AppFunction } from './app.ts';
import type { AuthGate } from './auth.ts';
import { logFailure, type Invoker } from './invocation.ts';
import { log } from './log.ts';
import type { Management, Reply } from './management.ts';
import type { Router } from './routes.ts';
import { messageOf, StartError } from './start-error.ts';

interface HttpParts {
  auth: AuthGate;
  management: Management;
  router: Router;
  invoker: Invoker;
}

interface RpcHttp {
  statusCode: string;
  headers: Record<string, string>;
  cookies: RpcCookie[];
  body?: { bytes?: Uint8Array } | null;
}

type Wrapped<T> = { value: T } | undefined;

interface RpcCookie extends Record<'domain' | 'path', Wrapped<string>> {
  name: string;
  value: string;
  expires: Wrapped<{ seconds: number }>;
  secure: Wrapped<boolean>;
  httpOnly: Wrapped<boolean>;
  maxAge: Wrapped<number>;
  sameSite: string;
}

const host = '127.0.0.1';
/** How often a stopping server looks for connections that have become idle, in milliseconds. */
const idleCheck = 20;

export async function listen(port: number): Promise<{ server: Server; origin: string }> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = messageOf(error).includes('EADDRINUSE') ? 'it is in use' : messageOf(error);
    throw new StartError(`Port ${port} cannot be opened: ${reason}; choose another --port.`);
  }
  return { server, origin: `http://${host}:${(server.address() as AddressInfo).port}` };
}

export function serve(server: Server, origin: string, parts: HttpParts): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response, origin, parts).catch((error: unknown) => {
      log('error', 'host', `A request to ${request.url ?? ''} failed: ${messageOf(error)}`);
      if (!response.headersSent) response.statusCode = error instanceof URIError ? 400 : 500;
      response.end();
    });
  });
}

/** Takes no new connections; resolves when the requests under way have been answered. */
export async function shut(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, idleCheck);
  await closed;
  clearInterval(sweep);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  { auth, management, router, invoker }: HttpParts,
): Promise<void> {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', origin);
  const body = await buffer(request);
  if (auth.handle(request, response, url, body)) return;
  const reply = await management.handle({ method, url, headers, body: body.toString() });
  const match = reply ? undefined : router.match(method, url.pathname);
  if (reply) sendReply(response, reply);
  else if (match) {
    const trusted = auth.trustedHeaders(request);
    const query = joinedQuery(url);
    const http = { method, url: url.href, headers: trusted, query, params: match.params };
    await call(invoker, match.fn, { ...http, body: { bytes: body } }, response);
  } else response.writeHead(404).end();
}

async function call(
  invoker: Invoker,
  fn: AppFunction,
  http: object,
  response: ServerResponse,
): Promise<void> {
  try {
    const result = await invoker.invoke(fn, { http });
    if (result?.http) sendResult(response, result.http as RpcHttp);
    else response.writeHead(204).end();
  } catch (error) {
    logFailure(fn.name, error);
    response.writeHead(500).end();
  }
}

/** Repeated keys, in any case, arrive as one entry joined by commas, as the real host sends them. */
function joinedQuery(url: URL): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    const known = Object.keys(joined).find((key) => key.toLowerCase() === name.toLowerCase());
    joined[known ?? name] = known === undefined ? value : `${joined[known] ?? ''},${value}`;
  }
  return joined;
}

function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, body === undefined ? headers : { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function sendResult(response: ServerResponse, result: RpcHttp): void {
  for (const [name, value] of Object.entries(result.headers)) response.setHeader(name, value);
  if (result.cookies.length > 0) response.setHeader('set-cookie', result.cookies.map(cookieText));
  response.statusCode = Number(result.statusCode);
  response.end(result.body?.bytes);
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
