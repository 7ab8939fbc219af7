import type { Attachment } from '../../domain/item.ts';
import { GraphFailure, isKind } from './failure.ts';
import { STEP_PATIENCE_MS, UPLOAD_SESSION_BYTES } from './limits.ts';
import { fileAttachment, markedIncomplete, stateProperty } from './message-json.ts';
import { messagePath } from './paths.ts';
import { removeMessage } from './removal.ts';
import { uploadAttachment } from './upload.ts';
import type { Call } from './chain.ts';
import { idOf } from './writing.ts';
import type { Tools, Writing } from './writing.ts';

/** Creates a message that is marked incomplete until its last attachment is in. Takes away what fails on the way. */
export async function createInSteps(tools: Tools, writing: Writing): Promise<string> {
  const { client, log } = tools;
  const { mailboxId, message, call } = writing;
  const id = idOf(await client.post(writing.path, call, markedIncomplete(message.json)));
  const path = messagePath(mailboxId, id);
  const step: Call = { ...call, turn: { ...call.turn, patienceMs: STEP_PATIENCE_MS } };
  try {
    for (const attachment of message.attachments) await attach(tools, path, attachment, step);
  } catch (error) {
    log.warn('Message could not be completed, removing it', { key: message.key });
    const removed = await removeMessage(client, path, step).catch(() => false);
    throw removed ? withoutTrace(error) : new GraphFailure('unanswered', { cause: error });
  }
  try {
    const singleValueExtendedProperties = [stateProperty('complete')];
    await client.patch(path, step, { singleValueExtendedProperties });
  } catch (error) {
    // Whatever it was: the message is there, and only a look at it tells whether it is complete.
    throw isKind(error, 'unauthorized') ? error : new GraphFailure('unanswered', { cause: error });
  }
  return id;
}

async function attach(
  { client, blobs }: Tools,
  path: string,
  attachment: Attachment,
  call: Call,
): Promise<void> {
  if (attachment.size >= UPLOAD_SESSION_BYTES) {
    return uploadAttachment({ client, blobs }, path, attachment, call);
  }
  const bytes = await blobs.read('media', attachment.sha256);
  await client.post(`${path}/attachments`, call, fileAttachment(attachment, bytes));
}

/** The failure of something that left no message behind: not knowing how it ended, or where, does no harm. */
export function withoutTrace(error: unknown): unknown {
  const harmless = isKind(error, 'unanswered') || isKind(error, 'itemNotFound');
  return harmless ? new GraphFailure('unsent', { cause: error }) : error;
}
