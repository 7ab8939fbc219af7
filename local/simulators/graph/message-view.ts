import { IdKind, encodeId } from './ids.ts';
import type { MailCall } from './service.ts';
import type { StoredMessage } from './state.ts';

/** Properties a message has when nothing is selected, in the order Graph gives them. */
const DEFAULT_PROPERTIES = [
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'subject',
  'bodyPreview',
  'importance',
  'parentFolderId',
  'conversationId',
  'conversationIndex',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'isRead',
  'isDraft',
  'webLink',
  'inferenceClassification',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
];

export const MESSAGE_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  ...DEFAULT_PROPERTIES,
  'internetMessageHeaders',
  'uniqueBody',
]);

const PREVIEW_LENGTH = 255;
const HTML_HEAD =
  '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>';

export interface ItemBody {
  contentType: 'text' | 'html';
  content: string;
}

function messageId(call: MailCall, message: StoredMessage): string {
  const { number } = call.mailbox;
  return call.immutableIds
    ? encodeId(IdKind.immutableMessage, number, message.number)
    : encodeId(IdKind.message, number, message.number, message.moves);
}

/** A message as JSON. Headers appear only on request, extended properties never without `$expand`. */
export function renderMessage(
  call: MailCall,
  message: StoredMessage,
  names: readonly string[] | undefined,
  body: ItemBody,
): Record<string, unknown> {
  const changeKey = changeKeyOf(message);
  const shown: Record<string, unknown> = {
    '@odata.etag': `W/"${changeKey}"`,
    id: messageId(call, message),
  };
  for (const name of names ?? DEFAULT_PROPERTIES) {
    if (name !== 'id') shown[name] = propertyOf(call, message, name, body);
  }
  return shown;
}

function propertyOf(call: MailCall, message: StoredMessage, name: string, body: ItemBody): unknown {
  const given = message.content?.given;
  switch (name) {
    case 'createdDateTime':
      return isoSeconds(message.createdAt);
    case 'lastModifiedDateTime':
      return isoSeconds(message.modifiedAt);
    case 'receivedDateTime':
      return isoSeconds(message.receivedAt);
    case 'sentDateTime':
      return isoSeconds(message.sentAt);
    case 'changeKey':
      return changeKeyOf(message);
    case 'hasAttachments':
      return message.attachments.some(({ isInline }) => !isInline);
    case 'internetMessageId':
    case 'subject':
    case 'isRead':
    case 'isDraft':
      return message[name];
    case 'bodyPreview':
      return plainText(body).slice(0, PREVIEW_LENGTH);
    case 'body':
    case 'uniqueBody':
      return body;
    case 'parentFolderId':
      return encodeId(IdKind.folder, call.mailbox.number, message.folder);
    case 'webLink':
      return `https://outlook.office365.com/owa/?ItemID=${messageId(call, message)}&exvsurl=1&viewmodel=ReadMessageItem`;
    case 'conversationIndex':
      return 'AQHZ';
    case 'conversationId':
      return given?.[name] ?? encodeId(IdKind.folder, call.mailbox.number, message.number, 1);
    case 'internetMessageHeaders':
      return message.content?.headers ?? [];
    default:
      return given?.[name] ?? DEFAULTS[name];
  }
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
  categories: [],
  importance: 'normal',
  inferenceClassification: 'focused',
  isDeliveryReceiptRequested: false,
  isReadReceiptRequested: false,
  sender: null,
  from: null,
  toRecipients: [],
  ccRecipients: [],
  bccRecipients: [],
  replyTo: [],
  flag: { flagStatus: 'notFlagged' },
};

/** The body as stored, or in the form a reader asked for. Markup is always given a head. */
export function bodyOf(message: StoredMessage, wanted?: 'text' | 'html'): ItemBody {
  const given = message.content?.given.body as Partial<ItemBody> | null | undefined;
  const content = given?.content ?? '';
  const contentType = given?.contentType?.toLowerCase() === 'html' ? 'html' : 'text';
  if (contentType === 'text' && wanted !== 'html') return { contentType, content };
  if (contentType === 'html' && wanted === 'text') {
    return { contentType: 'text', content: plainText({ contentType, content }) };
  }
  const markup = contentType === 'html' ? content : `<div>${escapeMarkup(content)}</div>`;
  const whole = /^\s*<html/i.test(markup) ? markup : `${HTML_HEAD}${markup}</body></html>`;
  return { contentType: 'html', content: whole };
}

function plainText({ contentType, content }: ItemBody): string {
  if (contentType === 'text') return content;
  return content
    .replace(/<head>[\s\S]*?<\/head>/i, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n');
}

function changeKeyOf(message: StoredMessage): string {
  return `CQAAABYAAAC${message.number.toString(36)}A${message.version.toString(36)}`;
}

export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
