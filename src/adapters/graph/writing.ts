import type { StagedMessage } from '../../ports/microsoft365.ts';
import type { Blobs } from '../../ports/storage.ts';
import type { Log } from '../../ports/system.ts';
import type { Call } from './chain.ts';
import type { GraphClient, Json } from './client.ts';
import { GraphFailure } from './failure.ts';
import { asBuffer, fileAttachment, withAttachments } from './message-json.ts';

/** What writing one message needs beside it. */
export interface Tools {
  client: GraphClient;
  blobs: Blobs;
  log: Log;
}

/** One message on its way into one folder. */
export interface Writing {
  mailboxId: string;
  /** Of the folder's messages. */
  path: string;
  message: StagedMessage;
  call: Call;
}

/** Creates a message with all its attachments in one request. */
export async function createWhole(
  { client, blobs }: Tools,
  { path, message: { json, attachments }, call }: Writing,
): Promise<string> {
  if (attachments.length === 0) return idOf(await client.post(path, call, asBuffer(json)));
  const parts = await Promise.all(
    attachments.map(async (part) => fileAttachment(part, await blobs.read('media', part.sha256))),
  );
  return idOf(await client.post(path, call, withAttachments(json, parts)));
}

/** An answer without an id says nothing about what became of the message. */
export function idOf({ id }: Json): string {
  if (typeof id === 'string') return id;
  throw new GraphFailure('unanswered', { code: 'NoId' });
}
