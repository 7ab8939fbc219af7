import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { WholeAnswer, type Answer } from './whole-answer.ts';

/** DNS, TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Front ends of Graph and of most sites drop an idle connection after a minute or more. */
const KEEP_ALIVE_MS = 20_000;

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute. */
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | string | undefined;
  /** Until the last byte of the answer; without it only silence is bounded, as downloads of any length need it. */
  timeoutMs?: number | undefined;
}

export interface HttpClient {
  /** Resolves with whatever answer comes; redirects are answers like any other, never followed. */
  request(request: HttpRequest): Promise<Dispatcher.ResponseData>;
  /** The same for a small answer, read whole: at a fraction of the cost of one that streams. */
  exchange(request: HttpRequest): Promise<Answer>;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /** At most this many connections to one origin; further requests wait for one. */
  connections: number;
  /** From the last byte sent to the headers of the answer, and between two pieces of its body. */
  silenceMs: number;
}

/** Connections that are kept alive and shared. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agent = new Agent({
    connections: options.connections,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: options.silenceMs,
    bodyTimeout: options.silenceMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  return {
    request: (request) =>
      agent.request({
        ...dispatchOptions(request),
        signal: request.timeoutMs === undefined ? null : AbortSignal.timeout(request.timeoutMs),
      }),
    exchange: (request) =>
      new Promise((resolve, reject) => {
        const answer = new WholeAnswer(request.timeoutMs, resolve, reject);
        agent.dispatch(dispatchOptions(request), answer);
      }),
    close: () => agent.close(),
  };
}

function dispatchOptions({ method, url, headers, body }: HttpRequest) {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  return {
    origin: pathAt < 0 ? url : url.slice(0, pathAt),
    path: pathAt < 0 ? '/' : url.slice(pathAt),
    method,
    headers,
    body: body ?? null,
  };
}

/** No connection came about, so the other side cannot have acted on the request. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether a request that threw was certainly not sent. */
export function wasNeverSent(error: unknown): boolean {
  return NEVER_SENT.has(networkCode(error));
}

/** The system's or undici's code of a network error, safe to log; empty for any other error. */
export function networkCode(error: unknown): string {
  const { code, name, cause, errors } = (error ?? {}) as NetworkError;
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  // A request that cannot be sent at all is a bug of ours, not a broken network.
  if (typeof code === 'string') return code === 'UND_ERR_INVALID_ARG' ? '' : code;
  // A host with several addresses fails with one error for each.
  const inner = errors?.[0] ?? cause;
  return inner === undefined ? '' : networkCode(inner);
}

interface NetworkError {
  code?: unknown;
  name?: unknown;
  cause?: unknown;
  errors?: unknown[];
}
