import { badRequest, unreadable } from './errors.ts';
import { isDateTime } from './extended-properties.ts';
import type { Limits } from './limits.ts';
import { checkHeaders, checkRecipient, checkRecipients } from './message-parts.ts';
import { asList, asObject, mismatch, refuseUnknown } from './shapes.ts';

/** The properties of a message that were in the body, still as sent, but all of them checked. */
export type MessageInput = Readonly<Record<string, unknown>>;

type Check = (value: unknown, name: string, limits: Limits) => void;

const checkText: Check = (value, name) => {
  if (typeof value !== 'string' && value !== null) throw mismatch(name, 'Edm.String');
};
const checkBoolean: Check = (value, name) => {
  if (typeof value !== 'boolean' && value !== null) throw mismatch(name, 'Edm.Boolean');
};
const checkDate: Check = (value, name) => {
  if (value === null) return;
  if (typeof value === 'string' && isDateTime(value)) return;
  throw badRequest(`'${name}' is not a date and time.`, 'UnableToDeserializePostBody');
};
const checkNothing: Check = () => undefined;

const PROPERTIES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['subject', checkSubject],
  ['body', checkBody],
  ['from', checkRecipient],
  ['sender', checkRecipient],
  ['toRecipients', checkRecipients],
  ['ccRecipients', checkRecipients],
  ['bccRecipients', checkRecipients],
  ['replyTo', checkRecipients],
  ['importance', oneOf('low', 'normal', 'high')],
  ['inferenceClassification', oneOf('focused', 'other')],
  ['isRead', checkBoolean],
  ['isDeliveryReceiptRequested', checkBoolean],
  ['isReadReceiptRequested', checkBoolean],
  ['categories', checkCategories],
  ['flag', checkFlag],
  ['internetMessageId', checkText],
  ['internetMessageHeaders', checkHeaders],
  ['conversationId', checkText],
  // Parsed, and thereby checked, where they are taken over.
  ['attachments', checkNothing],
  ['singleValueExtendedProperties', checkNothing],
  ['multiValueExtendedProperties', checkNothing],
  ['extensions', checkNothing],
  // From here on: set by the server, checked for shape and otherwise ignored.
  ['receivedDateTime', checkDate],
  ['sentDateTime', checkDate],
  ['createdDateTime', checkDate],
  ['lastModifiedDateTime', checkDate],
  ['isDraft', checkBoolean],
  ['hasAttachments', checkBoolean],
  ['id', checkText],
  ['changeKey', checkText],
  ['parentFolderId', checkText],
  ['conversationIndex', checkText],
  ['bodyPreview', checkText],
  ['webLink', checkText],
  ['uniqueBody', checkNothing],
]);

/** Checks a message object; every property of it must be known to the service. */
export function checkMessage(value: unknown, limits: Limits): MessageInput {
  const message = asObject(value, 'message');
  for (const name of Object.keys(message)) {
    if (name.startsWith('@odata.')) continue;
    const check = PROPERTIES.get(name);
    if (check === undefined) {
      throw unreadable(
        `The property '${name}' does not exist on type 'microsoft.graph.message'. ` +
          'Make sure to only use property names that are defined by the type.',
      );
    }
    check(message[name], name, limits);
  }
  return message;
}

function checkSubject(value: unknown, name: string, limits: Limits): void {
  checkText(value, name, limits);
  if (typeof value === 'string' && value.length > limits.subjectLength) {
    const text = `The subject is longer than ${limits.subjectLength} characters.`;
    throw badRequest(text, 'ErrorPropertyValidationFailure');
  }
}

function checkBody(value: unknown, name: string): void {
  if (value === null) return;
  const { contentType = 'text', content = null, ...rest } = asObject(value, name);
  refuseUnknown(rest, 'microsoft.graph.itemBody');
  if (typeof content !== 'string' && content !== null) throw mismatch('content', 'Edm.String');
  if (typeof contentType !== 'string' || !/^(text|html)$/i.test(contentType)) {
    throw mismatch('contentType', 'microsoft.graph.bodyType');
  }
}

function checkFlag(value: unknown, name: string): void {
  if (value === null) return;
  const { flagStatus, startDateTime, dueDateTime, completedDateTime, ...rest } = asObject(
    value,
    name,
  );
  refuseUnknown(rest, 'microsoft.graph.followupFlag');
  for (const date of [startDateTime, dueDateTime, completedDateTime]) {
    if (date !== undefined && date !== null) asObject(date, name);
  }
  if (!['notFlagged', 'complete', 'flagged', undefined].includes(flagStatus as string)) {
    throw mismatch('flagStatus', 'microsoft.graph.followupFlagStatus');
  }
}

function checkCategories(value: unknown, name: string, limits: Limits): void {
  for (const category of asList(value, name)) {
    if (typeof category !== 'string') throw mismatch(name, 'Collection(Edm.String)');
    if (category.length > limits.categoryLength) {
      throw badRequest('A category is too long.', 'ErrorPropertyValidationFailure');
    }
  }
}

function oneOf(...values: string[]): Check {
  return (value, name) => {
    if (value !== null && !values.includes(value as string))
      throw mismatch(name, 'the enumeration');
  };
}
