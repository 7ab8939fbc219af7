/** The HTTP interface, typed by its own description. */
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];

type Problem = Schemas['Problem'];

interface Fault {
  path: string;
  code: string;
  message: string;
}

/** An answer that is none: what the interface says about it, or that nothing came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 where there was no answer at all. */
  readonly status: number;
  readonly code: string;
  /** Of every field at once. */
  readonly faults: readonly Fault[];
  /** Whatever else the answer said. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, body: Partial<Problem> = {}) {
    super(body.detail ?? '');
    this.status = status;
    this.code = code;
    this.faults = body.errors ?? [];
    this.members = { ...body };
  }
}

/** Marks requests as a page's own, and makes the platform answer 401 instead of showing its sign-in page. */
const headers = { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' };

export const client = createClient<paths>({
  baseUrl: '/api',
  headers,
  fetch: (request) => fetch(request, { redirect: 'manual' }),
});

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export interface Tagged<T> {
  data: T;
  /** Goes into `If-Match` of the next change. */
  etag: string;
}

/** The body of a call, or an `ApiError`. */
export async function bodyOf<T>(call: Promise<Result<T>>): Promise<T> {
  return (await tagged(call)).data;
}

export async function tagged<T>(call: Promise<Result<T>>): Promise<Tagged<T>> {
  let result: Result<T>;
  try {
    result = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable');
  }
  const { data, error, response } = result;
  // The platform's own redirect to its sign-in page.
  if (response.type === 'opaqueredirect') throw new ApiError(401, 'not_signed_in');
  if (!response.ok) throw asError(response.status, error);
  return { data: data as T, etag: response.headers.get('etag') ?? '*' };
}

function asError(status: number, body: unknown): ApiError {
  const problem: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  return new ApiError(status, problem.code ?? 'unknown', problem);
}
