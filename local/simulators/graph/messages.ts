import { renderAttachment } from './attachments.ts';
import { GraphError, accessDenied, badRequest, itemNotFound } from './errors.ts';
import { parseExpand } from './expand.ts';
import type { Expansion } from './expand.ts';
import { parseExtendedProperties, PropertyKey } from './extended-properties.ts';
import { findFolder } from './folders.ts';
import { IdKind, decodeId } from './ids.ts';
import { buildMessage, leanMessage } from './message-build.ts';
import { checkMessage } from './message-input.ts';
import type { MessageInput } from './message-input.ts';
import { searchMessages } from './message-search.ts';
import { MESSAGE_PROPERTIES, bodyOf, renderMessage } from './message-view.ts';
import { parseMime } from './mime.ts';
import { page, pageSize, selected } from './query.ts';
import type { Answer, MailCall, Service } from './service.ts';
import { asObject, refuseUnknown } from './shapes.ts';
import type { Folder, Mailbox, StoredMessage } from './state.ts';

/** Since 2026-12-31 a message that is no draft keeps these as they are. */
const SENSITIVE = [
  'subject',
  'body',
  'from',
  'sender',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'internetMessageId',
];
/** Kept in the content of a message; may be changed at any time. */
const ALWAYS_PATCHABLE = [
  'categories',
  'flag',
  'importance',
  'inferenceClassification',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
];
const TYPE = 'microsoft.graph.message';

export function findMessage(mailbox: Mailbox, text: string): StoredMessage {
  const id = decodeId(text);
  if (id === undefined) throw badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  const message = id.mailbox === mailbox.number ? mailbox.messages.get(id.number) : undefined;
  const current =
    id.kind === IdKind.immutableMessage ||
    (id.kind === IdKind.message && id.detail === message?.moves);
  if (message === undefined || !current) throw itemNotFound();
  return message;
}

export function createMessage(
  service: Service,
  call: MailCall,
  folder: Folder,
  body: { json: unknown } | { mime: Buffer },
): Answer {
  refuseFull(call);
  const input: MessageInput =
    'mime' in body ? parseMime(body.mime) : checkMessage(body.json, service.limits);
  if (folder.messages.size >= service.limits.folderItems) {
    const text = 'The folder has as many items as it may have.';
    throw badRequest(text, 'ErrorMessagePerFolderCountReceiveQuotaExceeded');
  }
  const message = buildMessage(service, call.mailbox, folder, input);
  service.store.putMessage(call.mailbox, service.settings.lean ? leanMessage(message) : message);
  return { status: 201, body: renderMessage(call, message, undefined, bodyOf(message)) };
}

export function refuseFull({ user }: MailCall): void {
  if (user.mailbox === 'full') {
    throw new GraphError(507, 'ErrorQuotaExceeded', 'Mailbox has exceeded maximum mailbox size.');
  }
}

export function listMessages(
  service: Service,
  call: MailCall,
  stored: ReadonlyMap<number, StoredMessage>,
): Answer {
  const names = selected(call.query, MESSAGE_PROPERTIES, TYPE);
  const expansion = parseExpand(call.query);
  const size = pageSize(call.query, service.limits.pageSize, service.limits.largestPage);
  const filter = call.query.get('$filter');
  const found =
    filter === undefined ? [...stored.values()] : searchMessages(stored.values(), filter);
  found.sort(orderOf(call.query.get('$orderby')));
  const render = (message: StoredMessage): unknown =>
    shown(service, call, message, names, expansion);
  return { status: 200, body: page(found, size, call, render) };
}

function orderOf(text = 'receivedDateTime desc'): (a: StoredMessage, b: StoredMessage) => number {
  const [, field = '', direction] =
    /^(receivedDateTime|sentDateTime|createdDateTime)(?: (asc|desc))?$/.exec(text) ?? [];
  const time = {
    receivedDateTime: (message: StoredMessage) => message.receivedAt,
    sentDateTime: (message: StoredMessage) => message.sentAt,
    createdDateTime: (message: StoredMessage) => message.createdAt,
  }[field];
  if (time === undefined) throw badRequest(`Ordering by '${text}' is not supported.`);
  const sign = direction === 'desc' ? -1 : 1;
  return (a, b) => sign * (time(a) - time(b) || a.number - b.number);
}

export function getMessage(service: Service, call: MailCall, message: StoredMessage): Answer {
  const names = selected(call.query, MESSAGE_PROPERTIES, TYPE);
  const body = shown(service, call, message, names, parseExpand(call.query));
  return { status: 200, body };
}

function shown(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  names: readonly string[] | undefined,
  { attachments, properties }: Expansion,
): Record<string, unknown> {
  const wanted = String(call.headers.prefer ?? '').includes('outlook.body-content-type="text"')
    ? 'text'
    : 'html';
  const result = renderMessage(call, message, names, bodyOf(message, wanted));
  if (attachments) {
    result.attachments = message.attachments.map((attachment) =>
      renderAttachment(service, call, message, attachment),
    );
  }
  const kept = message.properties.filter(({ key }) => properties?.has(key) === true);
  if (kept.length > 0) {
    result.singleValueExtendedProperties = kept.map(({ id, value }) => ({ id, value }));
  }
  return result;
}

export function patchMessage(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  json: unknown,
): Answer {
  const input = checkMessage(json, service.limits);
  for (const name of ['attachments', 'internetMessageHeaders']) {
    if (name in input)
      throw badRequest(`The property '${name}' cannot be updated.`, 'ErrorInvalidPropertySet');
  }
  const sensitive = SENSITIVE.filter((name) => name in input);
  if (sensitive.length > 0 && !message.isDraft) {
    throw accessDenied(
      `Access is denied. Updating ${sensitive.join(', ')} of a message that is not a draft needs Mail-Advanced.ReadWrite.`,
    );
  }
  const content = changedContent(message, input);
  const changed: StoredMessage = {
    ...message,
    version: message.version + 1,
    modifiedAt: Date.now(),
    isRead: typeof input.isRead === 'boolean' ? input.isRead : message.isRead,
    subject: textOr(input.subject, message.subject),
    internetMessageId: textOr(input.internetMessageId, message.internetMessageId),
    properties: changedProperties(message, input),
    content,
  };
  service.store.putMessage(call.mailbox, changed);
  return { status: 200, body: renderMessage(call, changed, undefined, bodyOf(changed)) };
}

function changedContent(message: StoredMessage, input: MessageInput): StoredMessage['content'] {
  if (message.content === undefined) return undefined;
  const names = [...ALWAYS_PATCHABLE, ...SENSITIVE].filter((name) => name in input);
  const changes = Object.fromEntries(names.map((name) => [name, input[name]]));
  return { ...message.content, given: { ...message.content.given, ...changes } };
}

/** The flags of a saved message are read-only: a change of them is accepted and has no effect. */
function changedProperties(
  message: StoredMessage,
  input: MessageInput,
): StoredMessage['properties'] {
  const changes = parseExtendedProperties(input.singleValueExtendedProperties ?? []).filter(
    ({ key }) => key !== PropertyKey.messageFlags,
  );
  const untouched = message.properties.filter(
    ({ key }) => !changes.some((change) => change.key === key),
  );
  return [...untouched, ...changes];
}

export function moveMessage(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  json: unknown,
): Answer {
  const { destinationId, ...rest } = asObject(json, 'body');
  refuseUnknown(rest, 'move');
  const folder = findFolder(call.mailbox, String(destinationId));
  const moved = { ...message, folder: folder.number, moves: message.moves + 1 };
  service.store.putMessage(call.mailbox, moved);
  return { status: 201, body: renderMessage(call, moved, undefined, bodyOf(moved)) };
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
