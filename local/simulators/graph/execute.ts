import { setTimeout as sleep } from 'node:timers/promises';
import { GraphError, badRequest } from './errors.ts';
import { addressedUser } from './mailbox.ts';
import { parseQuery } from './query.ts';
import { dispatch, unknownSegment } from './routes.ts';
import type { Answer, Call, Service } from './service.ts';
import type { Caller } from './tokens.ts';

const VERSION_PREFIX = '/v1.0/';
const UPLOADING = ['POST', 'PATCH', 'PUT'];

/** The head of a request: enough to know whom it concerns before its body has arrived. */
export interface RequestHead {
  method: string;
  segments: readonly string[];
  path: string;
  queryText: string;
  origin: string;
  headers: Call['headers'];
  caller: Caller;
}

/** Splits `/v1.0/users/…?…`; the version is refused as Graph refuses unknown ones. */
export function parseTarget(target: string): Pick<RequestHead, 'segments' | 'path' | 'queryText'> {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  if (!path.startsWith(VERSION_PREFIX)) {
    throw badRequest(`Invalid version: ${path.split('/')[1] ?? ''}`);
  }
  try {
    const segments = path.slice(VERSION_PREFIX.length).split('/').flatMap(toSegments);
    return { segments, path, queryText: mark < 0 ? '' : target.slice(mark + 1) };
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}

/** `users('a@b')` is `users/a@b`: the form for names that begin with `$`. */
function toSegments(raw: string): string[] {
  const text = decodeURIComponent(raw);
  const [, name, key] = /^(\w+)\('((?:[^']|'')*)'\)$/.exec(text) ?? [];
  return name === undefined || key === undefined ? [text] : [name, key.replaceAll("''", "'")];
}

/** Carries out one request under the mailbox's limits; `readBody` is called once a place is taken. */
export async function execute(
  service: Service,
  head: RequestHead,
  readBody: () => Buffer | Promise<Buffer>,
  uploadOrigin: string,
): Promise<Answer> {
  const { throttle, settings } = service;
  throttle.admitApp(head.caller.appId);
  const user = addressedUser(service, head.segments);
  const mailbox = user === undefined ? undefined : service.store.mailbox(user).number;
  const leave =
    mailbox === undefined ? undefined : throttle.enterMailbox(head.caller.appId, mailbox);
  try {
    const body = await readBody();
    if (mailbox !== undefined && UPLOADING.includes(head.method)) {
      throttle.admitUpload(head.caller.appId, mailbox, body.length);
    }
    if (settings.latencyMs > 0) await sleep(settings.latencyMs);
    const prefer = String(head.headers.prefer ?? '');
    const immutableIds = /IdType="ImmutableId"/i.test(prefer);
    const answer = dispatch(service, toCall(head, body, immutableIds), uploadOrigin);
    return immutableIds ? withHeader(answer, 'Preference-Applied', 'IdType="ImmutableId"') : answer;
  } finally {
    leave?.();
  }
}

function toCall(head: RequestHead, body: Buffer, immutableIds: boolean): Call {
  const { method, segments, path, origin, headers, caller } = head;
  const empty = segments.indexOf('');
  if (empty >= 0) throw unknownSegment('');
  const query = parseQuery(head.queryText);
  return { method, segments, path, origin, query, headers, body, caller, immutableIds };
}

function withHeader(answer: Answer, name: string, value: string): Answer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

/** Counts a refusal; anything that is not a GraphError is a defect of the simulator and passes on. */
export function countRefusal(service: Service, error: unknown): GraphError {
  if (!(error instanceof GraphError)) throw error;
  if (error.status === 429) service.stats.throttled += 1;
  return error;
}
