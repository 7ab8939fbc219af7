import { AppError } from '../../domain/errors.ts';
import type { DeliveryFailure, MailboxWriter, WriteResult } from '../../ports/microsoft365.ts';
import type { Call } from './chain.ts';
import { GraphFailure, MAILBOX_CAUSE, isKind, toAppError } from './failure.ts';
import type { FailureKind } from './failure.ts';
import type { Folders } from './folders.ts';
import { LATER_MS, MAX_INLINE_BYTES } from './limits.ts';
import { inlineBytes, withoutHeaders } from './message-json.ts';
import { folderMessagesPath } from './paths.ts';
import { createInSteps, withoutTrace } from './steps.ts';
import { createWhole } from './writing.ts';
import type { Tools, Writing } from './writing.ts';

export interface WriterOptions extends Tools {
  folders: Folders;
  /** Exact display name. */
  folder: string;
}

/** Writes messages into the folder, complete or, for those who know the marker, not at all. */
export function createWrite(options: WriterOptions): MailboxWriter['write'] {
  const { folders, folder } = options;

  async function place(mailboxId: string, call: Call): Promise<string> {
    try {
      return folderMessagesPath(mailboxId, await folders.ensure(mailboxId, folder, call));
    } catch (error) {
      throw isKind(error, 'itemNotFound') ? error : withoutTrace(error);
    }
  }

  async function write(writing: Omit<Writing, 'path'>): Promise<string> {
    const { mailboxId, call } = writing;
    try {
      return await createAnyhow(options, { ...writing, path: await place(mailboxId, call) });
    } catch (error) {
      if (!isKind(error, 'itemNotFound')) throw error;
      // The folder is gone: somebody removed it, or the mailbox was restored.
      await folders.forget(mailboxId, folder);
      return createAnyhow(options, { ...writing, path: await place(mailboxId, call) });
    }
  }

  return async (mailboxId, message, safeUntil) => {
    try {
      const messageId = await write({
        mailboxId,
        message,
        call: { mailboxId, turn: { safeUntil } },
      });
      return { kind: 'written', messageId };
    } catch (error) {
      return resultOf(error);
    }
  };
}

/** As staged, or without its headers if the service objects to it as staged. */
async function createAnyhow(tools: Tools, writing: Writing): Promise<string> {
  const { json, attachments, key } = writing.message;
  const create = inlineBytes(json, attachments) < MAX_INLINE_BYTES ? createWhole : createInSteps;
  try {
    return await create(tools, writing);
  } catch (error) {
    const plainer = isKind(error, 'refused') ? withoutHeaders(json) : undefined;
    if (plainer === undefined) throw error;
    tools.log.warn('Message refused, trying without its headers', { key });
    return create(tools, { ...writing, message: { ...writing.message, json: plainer } });
  }
}

/** Failures that trying again does not change; all others pass. */
const CAUSE: Partial<Record<FailureKind, DeliveryFailure>> = {
  ...MAILBOX_CAUSE,
  refused: 'payloadRefused',
};

function resultOf(error: unknown): WriteResult {
  if (error instanceof AppError && error.code === 'not_found') {
    return { kind: 'refused', cause: 'stagedMissing' };
  }
  if (!(error instanceof GraphFailure)) throw error;
  if (error.kind === 'unauthorized') throw toAppError(error);
  if (error.kind === 'unanswered') return { kind: 'inDoubt' };
  const cause = CAUSE[error.kind];
  if (cause !== undefined) return { kind: 'refused', cause };
  return { kind: 'later', retryAfterMs: error.retryAfterMs ?? LATER_MS };
}
