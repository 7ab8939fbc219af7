import { createApi } from '../../../src/api/api.ts';
import type { ApiDeps, RunStarter } from '../../../src/api/ports.ts';
import { ROUTES } from '../../../src/api/routes.ts';
import { endpointsOf, serve, type ApiResponse } from '../../../src/api/http/serve.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { Run } from '../../../src/domain/records.ts';
import type { Consent, PendingConsent } from '../../../src/ports/setup.ts';
import { createFakePorts, type FakePorts } from '../../support/fake-ports.ts';
import { streamOf } from '../../support/fakes/blobs.ts';

export const ORIGIN = 'https://archiver.example';
export const TENANT = '11111111-1111-4111-8111-111111111111';

class FakeStarter implements RunStarter {
  readonly started: Run[] = [];
  readonly cancelled: Run[] = [];
  fails = false;

  start(run: Run): Promise<void> {
    if (this.fails) return Promise.reject(new Error('secret inner words'));
    this.started.push(run);
    return Promise.resolve();
  }

  cancel(run: Run): Promise<void> {
    this.cancelled.push(run);
    return Promise.resolve();
  }
}

class FakeConsent implements Consent {
  isGranted = true;
  /** Thrown instead of an answer. */
  failure: Error | undefined;
  readonly pending = new Map<string, PendingConsent>();

  pageUrl(state: string, redirectUri: string): string {
    const query = new URLSearchParams({ state, redirect_uri: redirectUri });
    return `https://login.example/adminconsent?${query.toString()}`;
  }

  prove(): Promise<{ tenant: string }> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.isGranted) return Promise.resolve({ tenant: TENANT });
    return Promise.reject(new AppError('graph_unauthorized', 'no', { retry: 'never' }));
  }

  save(pending: PendingConsent): Promise<void> {
    this.pending.set(pending.state, pending);
    return Promise.resolve();
  }

  take(state: string): Promise<PendingConsent | undefined> {
    const found = this.pending.get(state);
    this.pending.delete(state);
    return Promise.resolve(found);
  }
}

export type Person = 'admin' | 'reader' | 'visitor' | 'nobody';

interface Sent {
  as?: Person;
  json?: unknown;
  text?: string | Uint8Array;
  /** A body that is not held as a whole. */
  stream?: AsyncIterable<Uint8Array>;
  headers?: Record<string, string>;
}

/** What tests read from answers; a member is there only where the answer has it. */
interface Seen {
  id: string;
  code: string;
  detail: string;
  state: string;
  url: string;
  nextCursor?: string;
  errorCount: number;
  steps: Record<string, string>;
  items: { id: string; itemId: string; window: { from: string } }[];
  errors: { path: string; code: string; message: string; line: number; column: string }[];
  checks: { name: string; ok: boolean; detail: string; remedy: string }[];
  counts?: unknown;
  attention: unknown;
  credentials: unknown;
  settings: unknown;
  lastRun: unknown;
  certificate: { equations: unknown[] };
}

export interface Got {
  status: number;
  headers: Record<string, string>;
  body: Seen;
  bytes: string | Uint8Array;
}

const ROLES: Record<Exclude<Person, 'nobody'>, string[]> = {
  admin: ['Connector.Admin'],
  reader: ['Connector.Reader'],
  visitor: [],
};

export function principalOf(person: Exclude<Person, 'nobody'>, authType = 'aad'): string {
  const claims = [
    { typ: 'name', val: `${person}@example.test` },
    { typ: 'oid', val: `id-of-${person}` },
    ...ROLES[person].map((val) => ({ typ: 'roles', val })),
  ];
  const principal = { auth_typ: authType, name_typ: 'name', role_typ: 'roles', claims };
  return Buffer.from(JSON.stringify(principal)).toString('base64');
}

export interface Harness {
  ports: FakePorts;
  starter: FakeStarter;
  consent: FakeConsent;
  /** `send('GET', '/catalog')` */
  send: (method: string, path: string, sent?: Sent) => Promise<Got>;
  /** A connector with every step done but `without`. */
  connector: (product?: string, without?: readonly string[]) => Promise<string>;
  active: (product?: string) => Promise<string>;
}

export function createHarness(overrides: Partial<ApiDeps> = {}): Harness {
  const ports = createFakePorts();
  const starter = new FakeStarter();
  const consent = new FakeConsent();
  const deps: ApiDeps = {
    ...ports,
    options: { platformAuth: true },
    consent,
    health: [],
    ...overrides,
  };
  const api = createApi(deps);
  ports.source.accounts.set('archive-user', {
    password: 'right',
    company: { id: 'c1', name: 'Contoso' },
    products: ['o2-network', 'android'],
  });

  const send: Harness['send'] = async (method, path, sent = {}) => {
    const url = new URL(`/api${path}`, ORIGIN);
    const { endpoint, params } = matching(url.pathname.slice('/api/'.length));
    const body = sent.json === undefined ? sent.text : JSON.stringify(sent.json);
    const who = sent.as ?? 'admin';
    const headers = new Headers({
      'content-type': 'application/json',
      ...(who !== 'nobody' && { 'x-ms-client-principal': principalOf(who) }),
      ...sent.headers,
    });
    const response = await serve(
      api,
      endpoint,
      {
        method,
        url: url.href,
        headers,
        query: url.searchParams,
        params,
        body: sent.stream ?? (body === undefined ? null : streamOf(Buffer.from(body))),
      },
      { traceId: 'trace-1', starter },
    );
    const bytes = await bytesOf(response);
    const type = response.headers['content-type']?.split(';')[0] ?? '';
    return {
      status: response.status,
      headers: response.headers,
      body: (/[/+]json$/.test(type) ? JSON.parse(String(bytes)) : {}) as Seen,
      bytes,
    };
  };

  const connector: Harness['connector'] = async (product = 'o2-network', without = []) => {
    const created = await send('POST', '/connectors', { json: { product, name: 'Phones' } });
    const id = created.body.id;
    const steps: Record<string, [string, unknown]> = {
      terms: ['terms', { version: '1', accepted: true }],
      credentials: ['credentials', { username: 'archive-user', password: 'right' }],
      mapping: ['mapping-rules', { automatic: true, custom: false }],
    };
    for (const [step, [path, json]] of Object.entries(steps)) {
      if (!without.includes(step)) await send('PUT', `/connectors/${id}/${path}`, { json });
    }
    return id;
  };

  return {
    ports,
    starter,
    consent,
    send,
    connector,
    active: async (product) => {
      const id = await connector(product);
      await send('POST', `/connectors/${id}/finish`);
      return id;
    },
  };
}

function matching(path: string) {
  for (const endpoint of endpointsOf(ROUTES)) {
    const pattern = endpoint.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(path);
    const groups = Object.entries(match?.groups ?? {});
    const params = Object.fromEntries(
      groups.map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    if (match) return { endpoint, params };
  }
  throw new Error(`no route takes ${path}`);
}

/** The whole body, also of one that is produced while it is sent. */
async function bytesOf({ body = '' }: ApiResponse): Promise<string | Uint8Array> {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
