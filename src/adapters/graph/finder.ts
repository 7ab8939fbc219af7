import { ARCHIVE_KEY_PROPERTY, ARCHIVE_STATE_PROPERTY } from '../../domain/properties.ts';
import type { FindResult, MailboxWriter } from '../../ports/microsoft365.ts';
import type { Clock, Log } from '../../ports/system.ts';
import type { Call } from './chain.ts';
import type { GraphClient, Json } from './client.ts';
import { GraphFailure, MAILBOX_CAUSE, isKind, toAppError } from './failure.ts';
import type { Folders } from './folders.ts';
import { LOOKUP_PATIENCE_MS } from './limits.ts';
import { folderMessagesPath, messagePath } from './paths.ts';
import { removeMessage } from './removal.ts';

export interface FinderOptions {
  client: GraphClient;
  folders: Folders;
  clock: Clock;
  log: Log;
  /** Exact display name. */
  folder: string;
}

/** Looks messages up by our key. */
export function createFind({
  client,
  folders,
  clock,
  log,
  folder,
}: FinderOptions): MailboxWriter['find'] {
  async function search(mailboxId: string, key: string, call: Call, again = true): Promise<Json[]> {
    const folderId = await folders.find(mailboxId, folder, call);
    if (folderId === undefined) return [];
    const path = folderMessagesPath(mailboxId, folderId);
    try {
      return await client.list(`${path}?${queryFor(key)}`, call);
    } catch (error) {
      if (!again || !isKind(error, 'itemNotFound')) throw error;
      await folders.forget(mailboxId, folder);
      return search(mailboxId, key, call, false);
    }
  }

  return async (mailboxId, key) => {
    const latest = clock.now() + LOOKUP_PATIENCE_MS;
    const call: Call = { mailboxId, turn: { safeUntil: () => latest } };
    try {
      let messageId: string | undefined;
      for (const message of await search(mailboxId, key, call)) {
        const id = String(message.id);
        if (stateOf(message) !== 'incomplete') messageId ??= id;
        else {
          log.warn('Removing a message that was never completed', { key });
          await removeMessage(client, messagePath(mailboxId, id), call);
        }
      }
      return messageId === undefined ? 'absent' : { messageId };
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      if (error.kind === 'unauthorized') throw toAppError(error);
      const { kind, code } = error;
      log.warn('Look-up of a message was not answered', { key, kind, code });
      return resultOf(error);
    }
  };
}

function resultOf({ kind }: GraphFailure): FindResult {
  // The question itself is refused, so nobody will ever know.
  const refused = kind === 'refused' ? 'unanswered' : MAILBOX_CAUSE[kind];
  return refused && { refused };
}

function queryFor(key: string): string {
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${ARCHIVE_KEY_PROPERTY}' and ep/value eq '${key}')`;
  const state = `id eq '${ARCHIVE_STATE_PROPERTY}'`;
  return [
    `$filter=${encodeURIComponent(filter)}`,
    '$select=id',
    `$expand=singleValueExtendedProperties(${encodeURIComponent(`$filter=${state}`)})`,
  ].join('&');
}

function stateOf({ singleValueExtendedProperties }: Json): unknown {
  if (!Array.isArray(singleValueExtendedProperties)) return undefined;
  const [first] = singleValueExtendedProperties as Json[];
  return first?.value;
}
