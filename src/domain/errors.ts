/**
 * Why a whole call failed. Per-item trouble is data (an exception row), never one of these.
 * Adapters map what a service answered to one code, once; everything above reads only the code.
 */
export type ErrorCode =
  // The source (TeleMessage)
  | 'invalid_credentials'
  | 'account_locked'
  | 'product_not_licensed'
  | 'source_unavailable'
  | 'source_refused'
  | 'cursor_expired'
  | 'not_found'
  // Microsoft Graph and sign-in
  | 'graph_unauthorized'
  | 'graph_unavailable'
  | 'graph_refused'
  // Storage and secrets
  | 'storage_unavailable'
  | 'conflict'
  | 'secret_missing'
  // Ours
  | 'invalid_input'
  | 'superseded'
  | 'internal';

export interface ErrorOptions {
  /** Whether trying the same call again later can help. */
  retry: 'never' | 'later';
  /** How long the service asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** Facts safe to log and to store: no secret, text, number or address. */
  details?: Readonly<Record<string, string | number | boolean>>;
  cause?: unknown;
}

/** The one error type that crosses a port. Its message is safe to log and to store. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retry: 'never' | 'later';
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retry = options.retry;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? {};
  }
}

/** The code of an error of ours, `internal` for anything else. */
export function errorCode(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal';
}

/** Whether it is one of ours with this code. */
export function isCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof AppError && error.code === code;
}

/** Source errors that only an administrator can mend: the connector goes to `attention` and is not called again. */
export const ATTENTION_CODES: ReadonlySet<ErrorCode> = new Set([
  'invalid_credentials',
  'account_locked',
  'product_not_licensed',
  'secret_missing',
  'graph_unauthorized',
]);
