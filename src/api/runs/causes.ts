/** What each reason of an exception means and what to do about it; docs/operations.md says the same. */
import type { ExceptionCause } from '../../domain/records.ts';

export interface CauseText {
  cause: ExceptionCause;
  /** The exception's own; `null` for a cause whose reasons name places in the item. */
  reason: string | null;
  title: string;
  explanation: string;
  remedy: string;
  /** What takes the exception up again; nothing where the window has to be run again. */
  action: 'retry' | 'reprocess' | null;
}

export const CAUSES: readonly CauseText[] = [
  {
    cause: 'unmapped',
    reason: 'noMailbox',
    title: 'No mailbox',
    explanation: 'No participant leads to a Microsoft 365 user with a usable mailbox.',
    remedy: 'Add the number to the mapping or mend the user, then reprocess.',
    action: 'reprocess',
  },
  {
    cause: 'tooLarge',
    reason: 'size',
    title: 'Too large',
    explanation: 'What is left after leaving out large attachments still exceeds the limit.',
    remedy: "Raise the connector's limit, then reprocess.",
    action: 'reprocess',
  },
  {
    cause: 'malformed',
    reason: null,
    title: 'Not readable',
    explanation:
      'A property is missing or of the wrong type, or bytes arrived other than announced.',
    remedy:
      'Have the source mend it and run the window again; or reprocess after an update of the archiver.',
    action: 'reprocess',
  },
  {
    cause: 'failed',
    reason: 'mailboxGone',
    title: 'Mailbox gone',
    explanation: 'The mailbox was deleted, lost its licence, or moved on premises.',
    remedy: 'Restore or license it, then retry.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'accessDenied',
    title: 'Access denied',
    explanation: 'An access policy or scope excludes the mailbox.',
    remedy: 'Widen the scope, then retry.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'quotaFull',
    title: 'Mailbox full',
    explanation: 'The mailbox or the folder is full.',
    remedy: 'Make room, then retry.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'payloadRefused',
    title: 'Message refused',
    explanation: 'Graph refused the message even without its headers.',
    remedy: 'Report it; the raw bytes and the staged form are kept.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'throttled',
    title: 'Too busy',
    explanation: 'Graph kept asking to wait for longer than an import may take.',
    remedy: 'Retry later.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'unanswered',
    title: 'No clear answer',
    explanation: 'Eight requests in a row had no clear answer.',
    remedy: 'Retry later; the mailbox is looked at first.',
    action: 'retry',
  },
  {
    cause: 'failed',
    reason: 'stagedMissing',
    title: 'Prepared message deleted',
    explanation: 'The staged blob was deleted, by a lifecycle rule or a person.',
    remedy: 'Run the window again.',
    action: null,
  },
];

/** Reasons that have no text of their own are told by their cause alone. */
export function causeText(cause: ExceptionCause, reason: string): CauseText {
  const texts = CAUSES.filter((text) => text.cause === cause);
  const text =
    texts.find((own) => own.reason === reason) ?? texts.find((own) => own.reason === null);
  return text ?? { ...GENERAL, cause, reason };
}

const GENERAL = {
  title: 'Not imported',
  explanation: 'The ledger names the reason.',
  remedy: 'Take it up again; report it if it stays.',
  action: 'reprocess',
} as const;
