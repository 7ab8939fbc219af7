import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';

/** An answer other than success, as the contract's error body tells it, or none. */
export interface Problem {
  /** 0 without an answer. */
  status: number;
  /** The contract's, or the network's. */
  code: string;
  retryAfterMs: number | undefined;
  cause?: unknown;
}

/** Codes that only the connector's administrator can do something about. */
const FOR_THE_ADMINISTRATOR: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['invalid_credentials', 'invalid_credentials'],
  ['account_locked', 'account_locked'],
  ['product_not_licensed', 'product_not_licensed'],
]);

/** Operations whose refusal may be about the one item. All others are refused to the account. */
const OF_ONE_ITEM: ReadonlySet<string> = new Set(['getEmailContent', 'getAttachment']);

/** Worth another try within the call: the site is busy or broken, not refusing. */
export function isTemporary({ status }: Problem): boolean {
  return status === 0 || status === 429 || status === 408 || status >= 500;
}

/** The session has ended; any 401 on a call with a token that names nothing worse. */
export function isExpiredSession({ status, code }: Problem): boolean {
  return status === 401 && !FOR_THE_ADMINISTRATOR.has(code);
}

export function toAppError(problem: Problem, operation: string): AppError {
  const { status, retryAfterMs } = problem;
  const details = { status, operation };
  const forTheAdministrator =
    FOR_THE_ADMINISTRATOR.get(problem.code) ?? byStatus(problem, operation);
  if (forTheAdministrator !== undefined) {
    const text = `TeleMessage refuses the account: ${forTheAdministrator}`;
    return new AppError(forTheAdministrator, text, { retry: 'never', details });
  }
  // Twice in a row: the site's sessions are broken, which says nothing about the account.
  if (isTemporary(problem) || problem.code === 'token_expired') {
    return unavailable(operation, retryAfterMs, { status }, problem.cause);
  }
  if (status === 410) {
    const text = 'The cursor is too old, the window must be listed again';
    return new AppError('cursor_expired', text, { retry: 'never', details });
  }
  if (status === 404) {
    return new AppError('not_found', 'TeleMessage does not hold it', { retry: 'never', details });
  }
  return new AppError('source_refused', `TeleMessage refused the request with ${status}`, {
    retry: 'never',
    details,
  });
}

export function unavailable(
  operation: string,
  retryAfterMs: number | undefined,
  details: Record<string, string | number> = {},
  cause?: unknown,
): AppError {
  return new AppError('source_unavailable', 'TeleMessage cannot be reached or is overloaded', {
    retry: 'later',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    details: { operation, ...details },
    cause,
  });
}

function byStatus({ status, code }: Problem, operation: string): ErrorCode | undefined {
  if (status === 423) return 'account_locked';
  if (code === 'token_expired') return undefined;
  if (status === 403 && !OF_ONE_ITEM.has(operation)) return 'product_not_licensed';
  return status === 401 ? 'invalid_credentials' : undefined;
}
