import { randomUUID } from 'node:crypto';
import { adminPath, clientData, managementPath, rpcPath } from './client-data.ts';
import type { Engine } from './engine.ts';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Host } from './host.ts';
import { alreadyExists, createInstance, isTerminal } from './outcome.ts';
import type { Instance, InstanceFilter } from './store.ts';
import type { TimerTriggers } from './timer-triggers.ts';

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

interface ManagementRequest {
  method: string;
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Seconds a client is told to wait before it asks again, as the extension says. */
const startRetryAfter = '10';
const statusRetryAfter = '5';
/** Instances on a page when the caller names no number. */
const defaultPageSize = 100;
const continuationHeader = 'x-ms-continuation-token';

const notFound: Reply = { status: 404 };

/** The routes of the Durable extension that the JavaScript client uses. */
export class Management {
  private readonly host: Host;
  private readonly engine: Engine;
  private readonly timers: TimerTriggers;
  private readonly key: string;

  constructor(host: Host, engine: Engine, timers: TimerTriggers, key: string) {
    this.host = host;
    this.engine = engine;
    this.timers = timers;
    this.key = key;
  }

  /** Undefined when the address is none of these routes. */
  async handle(request: ManagementRequest): Promise<Reply | undefined> {
    const path = request.url.pathname;
    const bases = [`${rpcPath}/${this.key}/`, `${managementPath}/`, `${adminPath}/`];
    const base = bases.find((b) => path.startsWith(b));
    if (!base) return undefined;
    const key = request.url.searchParams.get('code') ?? request.headers['x-functions-key'];
    if (base !== bases[0] && key !== this.key) return { status: 401 };
    const parts = path.slice(base.length).split('/').filter(Boolean).map(decodeURIComponent);
    const reply = base === bases[2] ? this.trigger(request, parts) : this.route(request, parts);
    await this.host.store.committed();
    return reply;
  }

  private route(request: ManagementRequest, [kind, id, operation, name, ...more]: string[]): Reply {
    const { method, url } = request;
    if (more.length > 0) return notFound;
    if (kind === 'orchestrators' && method === 'POST' && id && name === undefined) {
      return this.start(request, id, operation ?? randomUUID().replaceAll('-', ''));
    }
    if (kind !== 'instances') return notFound;
    if (id === undefined && method === 'GET') return this.list(request);
    if (id === undefined && method === 'DELETE') return this.purgeMany(url);
    const instance = this.host.store.instance(id ?? '');
    if (!instance) return notFound;
    if (operation !== undefined) {
      return method === 'POST' ? this.change(request, instance, operation, name) : notFound;
    }
    if (method === 'GET') return this.status(url, instance);
    return method === 'DELETE' ? this.purge(instance) : notFound;
  }

  /** Answers before the function has run, as the real host does. */
  private trigger({ method, body }: ManagementRequest, [name = '', ...more]: string[]): Reply {
    if (method !== 'POST' || more.length > 0) return notFound;
    if (!isJson(body)) return problem(400, 'Invalid JSON content');
    return this.timers.trigger(name) ? { status: 202 } : notFound;
  }

  private start({ url, headers, body }: ManagementRequest, name: string, id: string): Reply {
    // The JavaScript client sends an empty body with a content type for "no input", which arrives as "".
    const noInput = headers['content-type'] ? '""' : null;
    const input = body === '' ? noInput : body;
    if (input !== null && !isJson(input)) return problem(400, 'Invalid JSON content');
    if (/[^\x20-\x7e]/.test(id)) return problem(500, 'The instance id is not ASCII.');
    const existing = this.host.store.instance(id);
    if (existing && !isTerminal(existing.status))
      return problem(409, alreadyExists(existing.status));
    this.write(id, () => {
      createInstance(this.host.store, { name, id, input });
    });
    const { managementUrls } = clientData(url.origin, this.host.config.hubName, this.key, id);
    return underWay(managementUrls.statusQueryGetUri, startRetryAfter, managementUrls);
  }

  private change(
    request: ManagementRequest,
    instance: Instance,
    operation: string,
    name = '',
  ): Reply {
    const { url, body } = request;
    const reason = url.searchParams.get('reason') ?? '';
    const news: Record<string, HistoryEvent | undefined> = {
      raiseEvent: name ? event(EventType.EventRaised, { Name: name, Input: body }) : undefined,
      terminate: event(EventType.ExecutionTerminated, { Input: reason }),
      suspend: event(EventType.ExecutionSuspended, { Reason: reason }),
      resume: event(EventType.ExecutionResumed, { Reason: reason }),
    };
    if (operation === 'rewind' || operation === 'restart') return { status: 501 };
    const message = news[operation];
    if (!message) return notFound;
    if (isTerminal(instance.status)) return { status: 410 };
    if (operation === 'raiseEvent' && !isJson(body)) return problem(400, 'Invalid JSON content');
    if (operation === 'suspend' && instance.status === 'Suspended')
      return problem(500, 'Suspended already');
    this.write(instance.id, () => {
      this.host.store.post(instance.id, null, message);
    });
    return { status: 202 };
  }

  private status(url: URL, instance: Instance): Reply {
    const query = url.searchParams;
    const body = statusBody(instance, query);
    if (query.get('showHistory') === 'true') {
      Object.assign(body, { historyEvents: this.host.store.history(instance.id).map(namedEvent) });
    }
    if (!isTerminal(instance.status)) return underWay(url.href, statusRetryAfter, body);
    const asError = query.get('returnInternalServerErrorOnFailure') === 'true';
    return { status: asError && instance.status === 'Failed' ? 500 : 200, body };
  }

  private list({ url, headers }: ManagementRequest): Reply {
    const query = url.searchParams;
    const size = Number(query.get('top') ?? defaultPageSize);
    const token = String(headers[continuationHeader] ?? '');
    const afterId = Buffer.from(token, 'base64').toString();
    const found = this.host.store.instances(filterOf(query), afterId, size + 1);
    const page = found.slice(0, size);
    const body = page.map((instance) => statusBody(instance, query));
    if (found.length <= size) return { status: 200, body };
    const next = Buffer.from(page.at(-1)?.id ?? '').toString('base64');
    return { status: 200, headers: { [continuationHeader]: next }, body };
  }

  private purge(instance: Instance): Reply {
    return isTerminal(instance.status) ? this.forget([instance]) : { status: 412 };
  }

  /** Without a status this deletes running instances too, as it does in Azure. */
  private purgeMany({ searchParams }: URL): Reply {
    if (!searchParams.has('createdTimeFrom')) return problem(400, 'createdTimeFrom is missing');
    const found = this.host.store.instances(filterOf(searchParams));
    return found.length > 0 ? this.forget(found) : notFound;
  }

  private forget(instances: Instance[]): Reply {
    this.host.store.write(() => {
      for (const { id } of instances) this.host.store.forget(id);
    });
    return { status: 200, body: { instancesDeleted: instances.length } };
  }

  private write(id: string, work: () => void): void {
    this.host.store.write(work);
    void this.host.store.committed().then(() => {
      this.engine.wake(id);
    });
  }
}

function filterOf(query: URLSearchParams): InstanceFilter {
  return {
    createdFrom: Date.parse(query.get('createdTimeFrom') ?? '') || 0,
    createdTo: Date.parse(query.get('createdTimeTo') ?? '') || Number.MAX_SAFE_INTEGER,
    statuses: query.get('runtimeStatus')?.split(',') ?? [],
    prefix: query.get('instanceIdPrefix') ?? '',
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
