import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { actAfter, actBefore } from '../kit/faults.ts';
import type { FaultAction } from '../kit/fault-plan.ts';
import { readBody } from '../kit/http.ts';
import { runBatch } from './batch.ts';
import { errorBody } from './errors.ts';
import type { GraphError } from './errors.ts';
import { countRefusal, execute, parseTarget } from './execute.ts';
import type { RequestHead } from './execute.ts';
import { addressedUser } from './mailbox.ts';
import { jsonBody, methodNotAllowed } from './routes.ts';
import type { Answer, Service } from './service.ts';
import type { DirectoryUser } from './directory.ts';
import { findSession, serveUpload } from './uploads.ts';

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
/** What the front end says when it never passes a request on. */
const TOO_LARGE_PAGE =
  '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n' +
  '<center><h1>413 Request Entity Too Large</h1></center>\r\n</body>\r\n</html>\r\n';

export interface Origins {
  graph: string;
  upload: string;
}

/** The body was larger than the front end takes: not a Graph error, not JSON. */
class BodyTooLarge extends Error {}

/** Requests to the Graph address itself. */
export function serveGraph(
  service: Service,
  origins: Origins,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return answer(service, request, response, subjectUser(service, request), async () => {
    const head = await readHead(service, origins.graph, request);
    const body = (): Promise<Buffer> => limitedBody(service, request);
    if (head.segments[0] !== '$batch') return execute(service, head, body, origins.upload);
    service.throttle.admitApp(head.caller.appId);
    if (head.method !== 'POST') throw methodNotAllowed();
    const json = jsonBody({ headers: head.headers, body: await body() });
    return runBatch(service, head, json, origins.upload);
  });
}

/** Requests to the address that upload sessions hand out. */
export function serveUploads(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let user: DirectoryUser | undefined;
  try {
    user = findSession(service, request).user;
  } catch {
    // Answered below, by the same look-up.
  }
  return answer(service, request, response, user, () =>
    serveUpload(service, findSession(service, request), request),
  );
}

async function answer(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  user: DirectoryUser | undefined,
  work: () => Promise<Answer>,
): Promise<void> {
  const method = request.method ?? '';
  service.stats.requests += 1;
  service.stats.byKind[method] = (service.stats.byKind[method] ?? 0) + 1;
  const fault = takeFault(service, request, user);
  if (await actBefore(fault, request, response)) return;
  let result: Answer;
  try {
    result = await work();
  } catch (error) {
    // The client gave up while its body was on the way: nobody is left to answer.
    if (request.destroyed && !request.complete) return;
    request.resume();
    if (error instanceof BodyTooLarge) sendPage(response);
    else sendError(request, response, countRefusal(service, error));
    return;
  }
  if (!actAfter(fault, request, response)) send(request, response, result);
}

async function readHead(
  service: Service,
  origin: string,
  request: IncomingMessage,
): Promise<RequestHead> {
  const caller = await service.tokens.check(request.headers.authorization);
  const target = parseTarget(request.url ?? '/');
  return { ...target, method: request.method ?? '', origin, headers: request.headers, caller };
}

async function limitedBody(service: Service, request: IncomingMessage): Promise<Buffer> {
  const limit = service.limits.requestBytes;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge();
  const body = await readBody(request, limit);
  if (body === 'tooLarge') throw new BodyTooLarge();
  return body;
}

/** Looked up only when there are plans that could name a mailbox. */
function subjectUser(service: Service, request: IncomingMessage): DirectoryUser | undefined {
  if (service.faults.report().length === 0) return undefined;
  try {
    return addressedUser(service, parseTarget(request.url ?? '/').segments);
  } catch {
    return undefined;
  }
}

function takeFault(
  service: Service,
  request: IncomingMessage,
  user: DirectoryUser | undefined,
): FaultAction | undefined {
  const path = request.url ?? '/';
  const mailbox = user === undefined ? [] : [user.id, user.userPrincipalName, user.mail ?? ''];
  return service.faults.take({ method: request.method ?? '', path: decoded(path), mailbox });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function send(request: IncomingMessage, response: ServerResponse, result: Answer): void {
  const { status, body, headers } = result;
  const known = trace(request);
  if (body === undefined) {
    response.writeHead(status, { ...known, 'Content-Length': 0, ...headers }).end();
    return;
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...known,
    'Content-Type': JSON_TYPE,
    'Content-Length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: GraphError): void {
  const ids = trace(request);
  const body = errorBody(error, ids['request-id'], ids['client-request-id']);
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(error.status, {
    ...ids,
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    ...error.headers,
  });
  response.end(bytes);
}

function sendPage(response: ServerResponse): void {
  response.writeHead(413, {
    'Content-Type': 'text/html',
    'Content-Length': Buffer.byteLength(TOO_LARGE_PAGE),
  });
  response.end(TOO_LARGE_PAGE);
}

function trace(request: IncomingMessage): { 'request-id': string; 'client-request-id': string } {
  const id = randomUUID();
  const given = request.headers['client-request-id'];
  return { 'request-id': id, 'client-request-id': typeof given === 'string' ? given : id };
}
