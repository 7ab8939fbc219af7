import type { Item } from '../item.ts';
import { ARCHIVE_KEY_PROPERTY } from '../properties.ts';
import { cut } from '../sanitize.ts';
import { isoTime } from '../window.ts';
import { bodyOf } from './body.ts';
import { recipientsOf } from './recipients.ts';
import { subjectOf } from './subject.ts';
import { threadOf } from './thread.ts';
import type { GraphMessage, RenderOptions } from './types.ts';
import { KIND_TITLES } from './words.ts';

/** MAPI properties that make the message what it is; Graph takes them only when it is created ([MS-OXPROPS]). */
const MESSAGE_FLAGS = 'Integer 0x0E07';
const READ_AND_NO_DRAFT = '1';
const DELIVERY_TIME = 'SystemTime 0x0E06';
const SUBMIT_TIME = 'SystemTime 0x0039';
const MESSAGE_CLASS = 'String 0x001A';
const REFERENCES = 'String 0x1039';
const IN_REPLY_TO = 'String 0x1042';
/** What Exchange makes of a message by itself. */
const PLAIN_CLASS = 'IPM.Note';
/** Characters of a header's value: a line of RFC 5322 with room for its end. */
const MAX_HEADER_VALUE = 995;
const UNSAFE_IN_HEADER = /[^ -~]|%/gu;

/** The message of an item: the same item and options always yield the same bytes of JSON. */
export function renderMessage(item: Item, options: RenderOptions): GraphMessage {
  const { from, to, cc, beyond } = recipientsOf(item, options.archiveDomain);
  const thread = threadOf(item, options);
  return {
    subject: subjectOf(item),
    body: bodyOf(item, options, beyond),
    from,
    sender: from,
    toRecipients: to,
    ccRecipients: cc,
    importance: 'normal',
    isRead: true,
    categories: [options.productTitle, KIND_TITLES[item.kind]],
    internetMessageId: thread.messageId,
    internetMessageHeaders: headersOf(item, options),
    singleValueExtendedProperties: [
      { id: MESSAGE_FLAGS, value: READ_AND_NO_DRAFT },
      { id: DELIVERY_TIME, value: isoTime(item.occurredAt) },
      { id: SUBMIT_TIME, value: isoTime(item.occurredAt) },
      ...(options.messageClass === PLAIN_CLASS
        ? []
        : [{ id: MESSAGE_CLASS, value: options.messageClass }]),
      { id: REFERENCES, value: thread.references },
      { id: IN_REPLY_TO, value: thread.inReplyTo },
      { id: ARCHIVE_KEY_PROPERTY, value: options.contentKey },
    ],
  };
}

/** Handles for search. Graph takes at most five, all of them `x-`, and Enterprise Vault reads one value of each. */
function headersOf(
  { id, kind, direction, conversationId }: Item,
  { connectorId }: RenderOptions,
): GraphMessage['internetMessageHeaders'] {
  return [
    header('x-archive-kind', kind),
    header('x-archive-item-id', id),
    header('x-archive-connector', connectorId),
    ...(direction === undefined ? [] : [header('x-archive-direction', direction)]),
    ...(conversationId === undefined || conversationId === ''
      ? []
      : [header('x-archive-conversation', conversationId)]),
  ];
}

/** Printable ASCII; everything else percent-encoded as UTF-8. */
function header(name: string, value: string): { name: string; value: string } {
  const safe = value.toWellFormed().replace(UNSAFE_IN_HEADER, encodeURIComponent);
  return { name, value: cut(safe, MAX_HEADER_VALUE) };
}
