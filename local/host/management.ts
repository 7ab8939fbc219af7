import { randomUUID } from 'node:crypto';
import { clientData, managementPath, rpcPath } from './client-data.ts';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Host, Reply, Request } from './host.ts';
import { alreadyExists, createInstance, isTerminal } from './outcome.ts';
import type { Instance, InstanceFilter, Store } from './store.ts';
import type { TimerTriggers } from './timer-triggers.ts';

const adminPath = '/admin/functions/';

/** Seconds a client is told to wait before it asks again, as the extension says. */
const startRetryAfter = '10';
const statusRetryAfter = '5';
/** Instances on a page when the caller names no number. */
const defaultPageSize = 100;
const continuationHeader = 'x-ms-continuation-token';

const notFound: Reply = { status: 404 };
const invalidJson = problem(400, 'Invalid JSON content');

/** The routes of the Durable extension that its client uses, and the call of a timer by hand. */
export function managementOf(host: Host, timers: TimerTriggers) {
  const bases = [rpcPath(host.key), managementPath, adminPath];
  /** Undefined when the address is none of these routes. */
  return async (request: Request): Promise<Reply | undefined> => {
    const { url, headers } = request;
    const base = bases.find((start) => url.pathname.startsWith(start));
    if (!base) return undefined;
    const key = url.searchParams.get('code') ?? headers['x-functions-key'];
    if (base !== bases[0] && key !== host.key) return { status: 401 };
    const rest = url.pathname.slice(base.length).split('/').filter(Boolean);
    const parts = rest.map(decodeURIComponent);
    const isAdmin = base === adminPath;
    const reply = isAdmin ? trigger(timers, request, parts) : route(host, request, parts);
    await host.store.committed();
    return reply;
  };
}

/** Answers before the function has run, as the real host does. */
function trigger(timers: TimerTriggers, { method, body }: Request, path: string[]): Reply {
  if (method !== 'POST' || path.length > 1) return notFound;
  if (!isJson(body)) return invalidJson;
  return timers.trigger(path[0] ?? '') ? { status: 202 } : notFound;
}

function route(host: Host, request: Request, path: string[]): Reply {
  const [kind, id, operation, name, ...more] = path;
  const { method, url } = request;
  const { store } = host;
  if (more.length > 0) return notFound;
  if (kind === 'orchestrators' && method === 'POST' && id && name === undefined) {
    return start(host, request, id, operation ?? randomUUID().replaceAll('-', ''));
  }
  if (kind !== 'instances') return notFound;
  if (id === undefined && method === 'GET') return list(store, request);
  if (id === undefined && method === 'DELETE') return purgeMany(store, url.searchParams);
  const instance = store.instance(id ?? '');
  if (instance && method === 'POST') return change(store, request, instance, operation, name);
  if (!instance || operation !== undefined) return notFound;
  if (method === 'GET') return statusOf(store, url, instance);
  if (method !== 'DELETE') return notFound;
  return isTerminal(instance.status) ? purge(store, [instance]) : { status: 412 };
}

function start(host: Host, { url, headers, body }: Request, name: string, id: string): Reply {
  // The client sends an empty body with a content type for "no input", which arrives as "".
  const noInput = headers['content-type'] ? '""' : null;
  const input = body.length > 0 ? body.toString() : noInput;
  if (input !== null && !isJson(input)) return invalidJson;
  if (/[^\x20-\x7e]/.test(id)) return problem(500, 'The instance id is not ASCII.');
  const { store, config, key } = host;
  const { status = 'Completed' } = store.instance(id) ?? {};
  if (!isTerminal(status)) return problem(409, alreadyExists(status));
  void store.write(() => createInstance(store, { name, id, input }));
  const { hubName } = config.extensions.durableTask;
  const { managementUrls } = clientData(url.origin, hubName, key, id);
  return underWay(managementUrls.statusQueryGetUri, startRetryAfter, managementUrls);
}

function change(
  store: Store,
  { url, body }: Request,
  { id, status }: Instance,
  operation = '',
  name = '',
): Reply {
  const Reason = url.searchParams.get('reason') ?? '';
  const messages = new Map<string, HistoryEvent>([
    ['raiseEvent', event(EventType.EventRaised, { Name: name, Input: body.toString() })],
    ['terminate', event(EventType.ExecutionTerminated, { Input: Reason })],
    ['suspend', event(EventType.ExecutionSuspended, { Reason })],
    ['resume', event(EventType.ExecutionResumed, { Reason })],
  ]);
  if (operation === 'rewind' || operation === 'restart') return { status: 501 };
  const message = messages.get(operation);
  if (!message || (operation === 'raiseEvent' && !name)) return notFound;
  if (isTerminal(status)) return { status: 410 };
  if (operation === 'raiseEvent' && !isJson(body)) return invalidJson;
  if (operation === 'suspend' && status === 'Suspended') return problem(500, 'Suspended already');
  void store.write(() => store.post(id, null, message));
  return { status: 202 };
}

function statusOf(store: Store, { href, searchParams: query }: URL, instance: Instance): Reply {
  const wantsHistory = query.get('showHistory') === 'true';
  const historyEvents = wantsHistory ? store.history(instance.id).map(namedEvent) : undefined;
  const body = { ...statusBody(instance, query), historyEvents };
  if (!isTerminal(instance.status)) return underWay(href, statusRetryAfter, body);
  const asError = query.get('returnInternalServerErrorOnFailure') === 'true';
  return { status: asError && instance.status === 'Failed' ? 500 : 200, body };
}

function list(store: Store, { url: { searchParams: query }, headers }: Request): Reply {
  const size = Number(query.get('top') ?? defaultPageSize);
  const after = Buffer.from(headers[continuationHeader] ?? '', 'base64').toString();
  const found = store.instances({ ...filterOf(query), after, limit: size + 1 });
  const body = found.slice(0, size).map((instance) => statusBody(instance, query));
  if (found.length <= size) return { status: 200, body };
  const next = Buffer.from(found[size - 1]?.id ?? '').toString('base64');
  return { status: 200, headers: { [continuationHeader]: next }, body };
}

/** Without a status this deletes running instances too, as it does in Azure. */
function purgeMany(store: Store, query: URLSearchParams): Reply {
  if (!query.has('createdTimeFrom')) return problem(400, 'createdTimeFrom is missing');
  const found = store.instances(filterOf(query));
  return found.length > 0 ? purge(store, found) : notFound;
}

function purge(store: Store, instances: Instance[]): Reply {
  void store.write(() => instances.map(({ id }) => store.forget(id)));
  return { status: 200, body: { instancesDeleted: instances.length } };
}

function filterOf(query: URLSearchParams): InstanceFilter {
  const statuses = query.get('runtimeStatus')?.split(',');
  return {
    from: Date.parse(query.get('createdTimeFrom') ?? '') || 0,
    to: Date.parse(query.get('createdTimeTo') ?? '') || Number.MAX_SAFE_INTEGER,
    statuses: statuses ? JSON.stringify(statuses) : null,
    prefix: query.get('instanceIdPrefix') ?? '',
    after: '',
    limit: -1,
  };
}

function underWay(location: string, retryAfter: string, body: object): Reply {
  return { status: 202, headers: { location, 'retry-after': retryAfter }, body };
}

function statusBody(instance: Instance, query: URLSearchParams): object {
  const parse = (json: string | null) => JSON.parse(json ?? 'null') as unknown;
  return {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: query.get('showInput') === 'false' ? null : parse(instance.input),
    customStatus: parse(instance.customStatus),
    output: parse(instance.output),
    createdTime: wholeSeconds(instance.createdAt),
    lastUpdatedTime: wholeSeconds(instance.updatedAt),
  };
}

function namedEvent({ EventType: type, ...fields }: HistoryEvent): object {
  const [name] = Object.entries(EventType).find(([, number]) => number === type) ?? [];
  return { EventType: name, ...fields };
}

function wholeSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

function problem(status: number, Message: string): Reply {
  return { status, body: { Message } };
}

function isJson(text: string | Buffer): boolean {
  try {
    JSON.parse(text.toString());
    return true;
  } catch {
    return false;
  }
}
