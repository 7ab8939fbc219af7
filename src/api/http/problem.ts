/** Failures as `application/problem+json` (RFC 9457). What stands here is shown to callers: no internals, no secrets. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../domain/errors.ts';

const Fault = z
  .object({
    path: z.string().describe('Where in the request: `settings.sizeLimitMb`, `line 12`.'),
    code: z.string(),
    message: z.string(),
    line: z.int().optional().describe('In a file.'),
    column: z.string().optional().describe('In a file.'),
  })
  .meta({ id: 'Fault' });
type Fault = z.infer<typeof Fault>;

export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable and machine readable.'),
    errors: z.array(Fault).optional().describe('Every fault of a bad request at once.'),
  })
  .meta({ id: 'Problem' });

/** Further members of a problem, and its own headers. */
export interface ProblemExtras {
  errors?: readonly Fault[];
  members?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}

/** Thrown by use cases to end a call with a problem. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly extras: ProblemExtras;

  constructor(status: number, code: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.extras = extras;
  }

  toJSON(): z.infer<typeof Problem> {
    return {
      type: 'about:blank',
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...this.extras.members,
      ...(this.extras.errors && { errors: [...this.extras.errors] }),
    };
  }
}

export function notFound(what: string): ApiProblem {
  return new ApiProblem(404, 'not_found', `There is no such ${what}.`);
}

/** All that zod found, as one 400. */
export function invalidInput(error: z.ZodError): ApiProblem {
  const errors = error.issues.flatMap(faultsOf);
  return new ApiProblem(400, 'invalid_input', 'The request has faults.', { errors });
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: path.join('.'), code: issue.code, message: issue.message }];
  }
  return issue.keys.map((key) => ({
    path: [...path, key].join('.'),
    code: 'unknown_field',
    message: 'There is no such field.',
  }));
}

/** Errors of the ports that say something to the caller; every other one is ours alone and becomes a 500. */
const MAPPED: Partial<Record<ErrorCode, { status: number; detail: string }>> = {
  invalid_credentials: {
    status: 422,
    detail: 'TeleMessage does not accept this user name and password.',
  },
  account_locked: { status: 422, detail: 'TeleMessage has locked this account; unlock it there.' },
  product_not_licensed: {
    status: 422,
    detail: 'The TeleMessage account is not licensed for this product.',
  },
  source_unavailable: {
    status: 503,
    detail: 'TeleMessage cannot be reached at the moment; try again later.',
  },
  storage_unavailable: {
    status: 503,
    detail: 'The storage cannot be reached at the moment; try again later.',
  },
  graph_unauthorized: {
    status: 409,
    detail:
      'Microsoft 365 refuses this application; the preflight of the connector names the permission it lacks.',
  },
  graph_unavailable: {
    status: 503,
    detail: 'Microsoft 365 cannot be reached at the moment; try again later.',
  },
  invalid_input: {
    status: 400,
    detail: 'The request names something that was never given out, such as a cursor.',
  },
  conflict: {
    status: 409,
    detail: 'Somebody else changed the same thing at this moment; read it again.',
  },
  secret_missing: {
    status: 409,
    detail: 'The credential is missing from the secret store; enter it again.',
  },
  not_found: { status: 404, detail: 'There is no such thing.' },
};

/** @param traceId finds the call in the logs, when the caller reports an unexpected failure. */
export function asProblem(error: unknown, traceId: string): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const mapped = error instanceof AppError ? MAPPED[error.code] : undefined;
  if (error instanceof AppError && mapped) {
    const wait = error.retryAfterMs;
    const headers = wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait / 1000)) };
    return new ApiProblem(mapped.status, error.code, mapped.detail, { headers });
  }
  const detail = 'Something went wrong on our side. The trace id finds it in the logs.';
  return new ApiProblem(500, 'internal', detail, { members: { traceId } });
}
