import { parseAttachment } from './attachments-input.ts';
import type { AttachmentInput } from './attachments-input.ts';
import { GraphError } from './errors.ts';
import { PropertyKey, parseExtendedProperties } from './extended-properties.ts';
import type { ExtendedProperty } from './extended-properties.ts';
import type { MessageInput } from './message-input.ts';
import type { Service } from './service.ts';
import { asList } from './shapes.ts';
import type { Folder, Mailbox, StoredAttachment, StoredMessage } from './state.ts';

/** Bits of PidTagMessageFlags that a client decides with the first save, and never after. */
const FLAG_READ = 0x1;
const FLAG_UNSENT = 0x8;

/** Kept elsewhere in the record, or set by the server whatever was sent. */
const NOT_CONTENT = new Set([
  'subject',
  'isRead',
  'internetMessageId',
  'internetMessageHeaders',
  'attachments',
  'singleValueExtendedProperties',
  'receivedDateTime',
  'sentDateTime',
  'createdDateTime',
  'lastModifiedDateTime',
  'isDraft',
  'hasAttachments',
  'id',
  'changeKey',
  'parentFolderId',
  'conversationIndex',
  'bodyPreview',
  'webLink',
  'uniqueBody',
]);

/** A message from a checked body; nothing is stored yet. */
export function buildMessage(
  service: Service,
  mailbox: Mailbox,
  folder: Folder,
  input: MessageInput,
): StoredMessage {
  const now = Date.now();
  const properties = parseExtendedProperties(input.singleValueExtendedProperties ?? []);
  const attachments = asList(input.attachments ?? [], 'attachments').map((attachment) =>
    parseAttachment(attachment, service.limits),
  );
  const given = contentOf(input);
  const headers = (input.internetMessageHeaders ?? []) as { name: string; value: string }[];
  const flags = valueOf(properties, PropertyKey.messageFlags);
  const isDraft = flags === undefined || (Number(flags) & FLAG_UNSENT) !== 0;
  const isRead =
    input.isRead === true || (flags === undefined ? true : (Number(flags) & FLAG_READ) !== 0);
  const size = sizeOf(given, headers, attachments);
  refuseOversize(service, size);
  const number = mailbox.nextNumber;
  return {
    number,
    folder: folder.number,
    moves: 0,
    version: 1,
    createdAt: now,
    modifiedAt: now,
    sentAt: timeOf(properties, PropertyKey.clientSubmitTime) ?? now,
    receivedAt: timeOf(properties, PropertyKey.deliveryTime) ?? now,
    internetMessageId:
      (input.internetMessageId as string | null | undefined) ??
      valueOf(properties, PropertyKey.internetMessageId) ??
      `<SIM${mailbox.number}N${number}@sim.prod.outlook.com>`,
    subject: (input.subject as string | null | undefined) ?? '',
    isDraft,
    isRead,
    size,
    properties,
    attachments: attachments.map((attachment, index) =>
      storeAttachment(service, attachment, index + 1),
    ),
    content: { given, headers },
  };
}

/** What lean mode keeps of it. */
export function leanMessage(message: StoredMessage): StoredMessage {
  return { ...message, content: undefined };
}

export function storeAttachment(
  service: Service,
  input: AttachmentInput,
  number: number,
): StoredAttachment {
  const { type, name, contentType, isInline, contentId, size } = input;
  const sha256 = service.settings.lean
    ? ''
    : service.blobs.put(Buffer.from(input.contentBytes, 'base64'));
  return {
    number,
    type,
    name,
    contentType,
    isInline,
    contentId,
    size,
    sha256,
    modifiedAt: Date.now(),
  };
}

export function refuseOversize(service: Service, bytes: number): void {
  if (bytes > service.limits.messageBytes) {
    const text = 'The message exceeds the maximum supported size.';
    throw new GraphError(413, 'ErrorMessageSizeExceeded', text);
  }
}

function contentOf(input: MessageInput): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(input)) {
    if (!NOT_CONTENT.has(name) && !name.startsWith('@')) given[name] = input[name];
  }
  return given;
}

/** The parts that can be large; addresses and names do not matter here. */
function sizeOf(
  given: Record<string, unknown>,
  headers: readonly { value: string }[],
  attachments: readonly { size: number }[],
): number {
  const body = given.body as { content?: string | null } | null | undefined;
  let size = Buffer.byteLength(body?.content ?? '');
  for (const { value } of headers) size += value.length;
  for (const attachment of attachments) size += attachment.size;
  return size;
}

function valueOf(properties: readonly ExtendedProperty[], key: string): string | undefined {
  return properties.find((property) => property.key === key)?.value;
}

function timeOf(properties: readonly ExtendedProperty[], key: string): number | undefined {
  const value = valueOf(properties, key);
  return value === undefined ? undefined : Date.parse(value);
}
