import { createHash } from 'node:crypto';
import { identity } from '../convert/parties.ts';
import type { Item } from '../item.ts';
import { oneLine } from '../sanitize.ts';
import type { RenderOptions } from './types.ts';

/** RFC 5322 msg-id, as strict as mail systems agree on. */
const MESSAGE_ID = /^<[\w.!#$%&'*+\-/=?^`{|}~]+@[\w.\-:[\]]+>$/;
/** RFC 5322, 2.1.1: characters of a line. */
const MAX_ID = 998;
/** Characters of References; the newest ids stand last. */
const MAX_REFERENCES = 4000;
const HASH_DIGITS = 40;

export interface Thread {
  messageId: string;
  inReplyTo: string;
  references: string;
}

/** A ready-made e-mail keeps its own threading; everything else hangs under a root that its conversation shares. */
export function threadOf(item: Item, options: RenderOptions): Thread {
  const { messageId, inReplyTo, references } = item.mail ?? {};
  const own = isMessageId(messageId) ? messageId : undefined;
  const root = rootOf(item, options);
  const parent = isMessageId(inReplyTo) ? inReplyTo : undefined;
  const chain = soundReferences(references ?? '');
  return {
    messageId: own ?? `<${options.contentKey}@${options.archiveDomain}>`,
    inReplyTo: parent ?? root,
    references: chain || (parent ?? root),
  };
}

function isMessageId(id: string | undefined): id is string {
  return id !== undefined && id.length <= MAX_ID && MESSAGE_ID.test(id);
}

function soundReferences(references: string): string {
  const ids = oneLine(references).split(/\s+/).filter(isMessageId);
  while (ids.join(' ').length > MAX_REFERENCES) ids.splice(0, Math.ceil(ids.length / 2));
  return ids.join(' ');
}

function rootOf(item: Item, { archiveDomain, connectorId }: RenderOptions): string {
  const parties = () => [...new Set(item.parties.map(identity))].sort();
  const conversation = item.conversationId ?? item.segment?.id ?? parties();
  const digest = createHash('sha256').update(JSON.stringify([connectorId, conversation]));
  return `<thread.${digest.digest('hex').slice(0, HASH_DIGITS)}@${archiveDomain}>`;
}
