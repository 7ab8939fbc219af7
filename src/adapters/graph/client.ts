import type { TokenCredential } from '@azure/identity';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { createHttpClient } from '../http/client.ts';
import { createGovernor } from '../http/governor.ts';
import { authorizing } from './authorizing.ts';
import { CALL_OPTION } from './chain.ts';
import type { Call } from './chain.ts';
import { GraphFailure } from './failure.ts';
import { governing } from './governing.ts';
import { CONNECTIONS, DIRECTORY_LIMITS, MAILBOX_LIMITS, UPLOAD_TIMEOUT_MS } from './limits.ts';
import { metering } from './metering.ts';
import { retrying } from './retrying.ts';
import { wire } from './wire.ts';

const VERSION = 'v1.0';
/** Of an address, absolute or relative. */
const BELOW_VERSION = /^(?:[^?#]*?\/)?v1\.0(\/[^#]*)/i;

export type Json = Record<string, unknown>;

/** Requests to Graph. Paths begin with `/` after the version, every literal in them encoded. Throws `GraphFailure`. */
export interface GraphClient {
  /** Base address, which relative ones are relative to. */
  readonly url: string;
  get(path: string, call: Call): Promise<Json>;
  /** Entities of all pages of a collection. */
  list(path: string, call: Call): Promise<Json[]>;
  post(path: string, call: Call, body: Buffer | Json): Promise<Json>;
  patch(path: string, call: Call, body: Json): Promise<void>;
  delete(path: string, call: Call): Promise<void>;
  /** A request to an upload session's own address. */
  upload(url: string, call: Call, range?: { header: string; bytes: Uint8Array }): Promise<Answered>;
}

interface Answered {
  status: number;
  body: Json;
}

export interface GraphClientOptions {
  /** Base address without a trailing slash. */
  url: string;
  credential: TokenCredential;
  clock: Clock;
  random: Random;
  log: Log;
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { url, clock } = options;
  const http = createHttpClient({ connections: CONNECTIONS, silenceMs: UPLOAD_TIMEOUT_MS });
  const first = retrying(options);
  const chain: Middleware[] = [
    first,
    governing({
      mailboxes: createGovernor({ clock, limits: MAILBOX_LIMITS }),
      directory: createGovernor({ clock, limits: DIRECTORY_LIMITS }),
    }),
    authorizing(options),
    metering(options),
    wire({ ...options, http }),
  ];
  const client = Client.initWithMiddleware({
    baseUrl: `${url}/`,
    defaultVersion: VERSION,
    middleware: chain,
  });
  // Without the type named, the library builds and tries two patterns on every answer.
  const api = (path: string, call: Call) =>
    client.api(path).option(CALL_OPTION, call).responseType(ResponseType.JSON);
  /** Through the chain but past the library, which damages addresses that are not Graph's own. */
  async function execute(
    address: string,
    options: NonNullable<Context['options']>,
  ): Promise<Answered> {
    const context: Context = { request: address, options };
    await first.execute(context);
    const body = (await context.response?.json()) as Json | undefined;
    return { status: context.response?.status ?? 0, body: body ?? {} };
  }
  const get = async (path: string, call: Call) => ((await api(path, call).get()) ?? {}) as Json;

  return {
    url,
    get,
    list: async (path, call) => {
      const entities: Json[] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const page: Json = await get(next, call);
        // Taking something else for an empty collection would make what is there look absent.
        if (!Array.isArray(page.value)) throw new GraphFailure('unanswered', { code: 'NoValue' });
        entities.push(...(page.value as Json[]));
        next = nextPath(page['@odata.nextLink']);
      }
      return entities;
    },
    // The library hands a Buffer on as it is; without the header it would name no type.
    post: async (path, call, body) =>
      ((await api(path, call).header('content-type', 'application/json').post(body)) ?? {}) as Json,
    patch: async (path, call, body) => {
      await api(path, call).patch(body);
    },
    delete: async (path, call) => {
      await api(path, call).delete();
    },
    upload: (address, call, range) => execute(address, uploadOptions(call, range)),
  };
}

/**
 * What a link asks for below the version. Proxies and stand-ins name hosts that cannot be reached from here, so it is
 * asked of our own address, whatever the link names; a token goes nowhere else.
 */
function nextPath(link: unknown): string | undefined {
  if (typeof link !== 'string') return undefined;
  const path = BELOW_VERSION.exec(link)?.[1];
  if (path === undefined) throw new GraphFailure('refused', { code: 'ForeignNextLink' });
  // The library would take what it finds written out for the address of another host.
  return path.replaceAll('://', ':%2F%2F');
}

function uploadOptions(
  call: Call,
  range: { header: string; bytes: Uint8Array } | undefined,
): NonNullable<Context['options']> {
  const sent = range && {
    body: range.bytes,
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': range.header,
    },
  };
  const own = { [CALL_OPTION]: { ...call, anonymous: true, timeoutMs: UPLOAD_TIMEOUT_MS } };
  return { method: sent ? 'PUT' : 'GET', headers: {}, ...sent, ...own };
}
