import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock, Random } from '../../ports/system.ts';
import { networkCode, wasNeverSent } from '../http/client.ts';
import type { HttpClient, HttpRequest } from '../http/client.ts';
import type { Answer } from '../http/whole-answer.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { bodyOf, callOf, methodOf, middleware } from './chain.ts';
import { GraphFailure, kindOf } from './failure.ts';
import { REQUEST_TIMEOUT_MS } from './limits.ts';

/** Ids that stay the same when a message is moved inside its mailbox. */
const IMMUTABLE_IDS = 'IdType="ImmutableId"';

/** The last link: sends the request. Answers that are no success leave it as failures, so that every link sees them. */
export function wire({
  http,
  clock,
  random,
}: {
  http: HttpClient;
  clock: Clock;
  random: Random;
}): Middleware {
  return middleware(async (context) => {
    const call = callOf(context);
    const request: HttpRequest = {
      method: methodOf(context) as HttpRequest['method'],
      url: String(context.request),
      headers: {
        ...(context.options?.headers as Record<string, string>),
        prefer: IMMUTABLE_IDS,
        'client-request-id': random.uuid(),
      },
      body: bodyOf(context),
      timeoutMs: call.timeoutMs ?? REQUEST_TIMEOUT_MS,
    };
    const { statusCode, headers, text } = await exchange(http, request);
    if (statusCode >= 300) throw failureOf(statusCode, headers, text, clock.now());
    context.response = responseOf(statusCode, bodyIn(statusCode, text));
  });
}

async function exchange(http: HttpClient, request: HttpRequest): Promise<Answer> {
  try {
    return await http.exchange(request);
  } catch (cause) {
    const code = networkCode(cause);
    if (code === '') throw cause;
    throw new GraphFailure(wasNeverSent(cause) ? 'unsent' : 'unanswered', { code, cause });
  }
}

/** How Graph begins every entity, whatever its kind; nothing of another entity can stand before it. */
const ENTITY_ID =
  /^\{(?:"@odata\.context":"[^"\\]*",)?(?:"@odata\.etag":"(?:[^"\\]|\\.)*",)?"id":"([^"\\]+)",/;
const CREATED = 201;

/** Of what was created only the id is of use, and there are kilobytes of the rest. */
function createdId(text: string): { id: string } | undefined {
  const id = ENTITY_ID.exec(text)?.[1];
  // A copy, because a part of a text keeps all of it in memory.
  return id === undefined ? undefined : { id: Buffer.from(id).toString() };
}

/** Something other than JSON under a success, as a proxy may send it, says nothing about what was done. */
function bodyIn(status: number, text: string): unknown {
  if (text === '') return undefined;
  const created = status === CREATED ? createdId(text) : undefined;
  if (created) return created;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new GraphFailure('unanswered', { status, code: 'Unreadable', cause });
  }
}

/** The part of a response that the library reads. The body is parsed already; a real one would be written and read again. */
function responseOf(status: number, body: unknown): Response {
  const response = {
    status,
    ok: true,
    headers: { get: () => 'application/json' },
    json: () => Promise.resolve(body),
  };
  return response as unknown as Response;
}

/** The body may be empty, HTML from a front end, or Graph's envelope. */
function failureOf(
  status: number,
  headers: Answer['headers'],
  text: string,
  now: number,
): GraphFailure {
  const { code, message } = errorIn(text);
  const exceeded = first(headers['ratelimit-exceeded']) ?? '';
  return new GraphFailure(kindOf(status, code, `${message} ${exceeded}`), {
    status,
    code,
    retryAfterMs: parseRetryAfter(headers['retry-after'], now),
    claims: claimsIn(first(headers['www-authenticate']) ?? ''),
    requestId: first(headers['request-id']),
  });
}

function errorIn(text: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    return { code: textOf(error?.code), message: textOf(error?.message) };
  } catch {
    return { code: '', message: '' };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function claimsIn(challenge: string): string | undefined {
  const claims = /\bclaims="([^"]+)"/.exec(challenge)?.[1];
  return claims && Buffer.from(claims, 'base64').toString();
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
