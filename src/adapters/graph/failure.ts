import { GraphClientError } from '@microsoft/microsoft-graph-client';
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { DeliveryFailure, NoMailbox } from '../../ports/microsoft365.ts';
import { LATER_MS } from './limits.ts';

/** What a request came to that did not succeed. */
export type FailureKind =
  /** No connection: certainly nothing happened. */
  | 'unsent'
  /** 5xx, time-out, reset: it may have happened. */
  | 'unanswered'
  /** 429 for the rate or the bytes. */
  | 'throttled'
  /** 429 for too many at a time. */
  | 'crowded'
  /** It did not get its turn in time. */
  | 'tooLate'
  | 'unauthorized'
  | 'mailboxGone'
  | 'accessDenied'
  | 'quotaFull'
  | 'itemNotFound'
  | 'folderExists'
  /** Anything else the service refuses for good. */
  | 'refused';

export interface FailureFacts {
  /** 0 without an answer. */
  status?: number;
  /** Graph's or the network's. */
  code?: string;
  retryAfterMs?: number | undefined;
  /** The claims that a new token must be asked for with. */
  claims?: string | undefined;
  /** Graph's own number of the request: what its support asks for. */
  requestId?: string | undefined;
  cause?: unknown;
}

/** Extends the library's error because that is the one kind it lets pass unchanged. Its message is safe to log. */
export class GraphFailure extends GraphClientError {
  readonly kind: FailureKind;
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  readonly claims: string | undefined;
  readonly requestId: string | undefined;

  constructor(kind: FailureKind, facts: FailureFacts = {}) {
    super(`Microsoft Graph: ${kind}`);
    // The library's constructor makes every instance one of its own class.
    Object.setPrototypeOf(this, new.target.prototype);
    this.kind = kind;
    this.status = facts.status ?? 0;
    this.code = facts.code ?? '';
    this.retryAfterMs = facts.retryAfterMs;
    this.claims = facts.claims;
    this.requestId = facts.requestId;
    this.cause = facts.cause;
  }
}

export function isKind(error: unknown, kind: FailureKind): error is GraphFailure {
  return error instanceof GraphFailure && error.kind === kind;
}

const KIND_BY_CODE: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['MailboxNotEnabledForRESTAPI', 'mailboxGone'],
  ['MailboxNotHostedInExchangeOnline', 'mailboxGone'],
  ['ErrorInvalidUser', 'mailboxGone'],
  ['ErrorNonExistentMailbox', 'mailboxGone'],
  ['Request_ResourceNotFound', 'mailboxGone'],
  ['ResourceNotFound', 'mailboxGone'],
  ['ErrorAccessDenied', 'accessDenied'],
  ['ErrorQuotaExceeded', 'quotaFull'],
  // Answered with 400 by some servers and 409 by others.
  ['ErrorFolderExists', 'folderExists'],
  ['ErrorItemNotFound', 'itemNotFound'],
  ['ErrorFolderNotFound', 'itemNotFound'],
  // An id of a mailbox that was replaced reads as damaged.
  ['ErrorInvalidIdMalformed', 'itemNotFound'],
]);

const KIND_BY_STATUS: ReadonlyMap<number, FailureKind> = new Map<number, FailureKind>([
  [401, 'unauthorized'],
  [403, 'accessDenied'],
  [404, 'itemNotFound'],
  [408, 'unanswered'],
  // A conflict right after a create passes; after a POST nobody knows what won.
  [409, 'unanswered'],
  [429, 'throttled'],
  [507, 'quotaFull'],
]);

/** What an answer means. The code decides where it is known, because the status of the same code varies. */
export function kindOf(status: number, code: string, message: string): FailureKind {
  if (status === 429 && message.includes('MailboxConcurrency')) return 'crowded';
  const byStatus = KIND_BY_STATUS.get(status) ?? (status >= 500 ? 'unanswered' : 'refused');
  return KIND_BY_CODE.get(code) ?? byStatus;
}

/** Failures of the mailbox that trying again does not change. */
export const MAILBOX_CAUSE: Readonly<Partial<Record<FailureKind, DeliveryFailure>>> = {
  mailboxGone: 'mailboxGone',
  accessDenied: 'accessDenied',
  quotaFull: 'quotaFull',
  // Only what outlasts a second look for the folder gets as far as this.
  itemNotFound: 'mailboxGone',
};

/** Why a mailbox cannot be opened. Throws what is no matter of this mailbox. */
export function noMailboxFor(error: unknown): NoMailbox {
  if (!(error instanceof GraphFailure)) throw error;
  if (error.kind === 'accessDenied') return 'accessDenied';
  if (error.kind === 'mailboxGone' || error.kind === 'itemNotFound') return 'noMailbox';
  throw toAppError(error);
}

type AppFailure = readonly [code: ErrorCode, retry: 'never' | 'later', message: string];

const UNAUTHORIZED: AppFailure = ['graph_unauthorized', 'never', 'Microsoft Graph refuses the app'];
const UNAVAILABLE: AppFailure = [
  'graph_unavailable',
  'later',
  'Microsoft Graph cannot be used now',
];
const REFUSED: AppFailure = ['graph_refused', 'never', 'Microsoft Graph refused a request'];

const APP_FAILURE: Readonly<Record<FailureKind, AppFailure>> = {
  unsent: UNAVAILABLE,
  unanswered: UNAVAILABLE,
  throttled: UNAVAILABLE,
  crowded: UNAVAILABLE,
  tooLate: UNAVAILABLE,
  unauthorized: UNAUTHORIZED,
  accessDenied: UNAUTHORIZED,
  mailboxGone: REFUSED,
  quotaFull: REFUSED,
  itemNotFound: REFUSED,
  folderExists: REFUSED,
  refused: REFUSED,
};

/** Why a whole call failed, where no single delivery is to blame. */
export function toAppError(failure: GraphFailure): AppError {
  const { kind, status, code, retryAfterMs, requestId, cause } = failure;
  const [appCode, retry, message] = APP_FAILURE[kind];
  return new AppError(appCode, message, {
    retry,
    ...(retry === 'later' ? { retryAfterMs: retryAfterMs ?? LATER_MS } : {}),
    details: { kind, status, code, ...(requestId !== undefined && { requestId }) },
    cause,
  });
}
