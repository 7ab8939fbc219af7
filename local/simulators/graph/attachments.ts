import { FILE_ATTACHMENT, parseAttachment } from './attachments-input.ts';
import { GraphError, badRequest, itemNotFound } from './errors.ts';
import { IdKind, decodeId, encodeId } from './ids.ts';
import { refuseOversize, storeAttachment } from './message-build.ts';
import { isoSeconds } from './message-view.ts';
import { page, project, selected } from './query.ts';
import type { Answer, MailCall, Service } from './service.ts';
import { asObject, optionalBoolean, optionalText, refuseUnknown } from './shapes.ts';
import type { Mailbox, StoredAttachment, StoredMessage } from './state.ts';
import type { UploadSession } from './upload-sessions.ts';

/** What a stored attachment is larger by than its bytes. */
const OVERHEAD_BYTES = 354;
const PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'contentType',
  'contentBytes',
  'contentId',
  'contentLocation',
  'isInline',
  'size',
  'lastModifiedDateTime',
]);
const TYPE = 'microsoft.graph.attachment';

function attachmentId(mailbox: Mailbox, message: StoredMessage, number: number): string {
  return encodeId(IdKind.attachment, mailbox.number, message.number, number);
}

export function findAttachment(
  mailbox: Mailbox,
  message: StoredMessage,
  text: string,
): StoredAttachment {
  const id = decodeId(text);
  if (id === undefined) throw badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  const own = id.kind === IdKind.attachment && id.number === message.number;
  const found = own && message.attachments.find(({ number }) => number === id.detail);
  if (!found || id.mailbox !== mailbox.number) throw itemNotFound();
  return found;
}

export function renderAttachment(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  attachment: StoredAttachment,
): Record<string, unknown> {
  const { type, name, contentType, isInline, contentId, size, sha256, modifiedAt } = attachment;
  const content =
    type === FILE_ATTACHMENT
      ? {
          contentId,
          contentLocation: null,
          contentBytes: service.blobs.get(sha256)?.toString('base64') ?? null,
        }
      : {};
  return {
    '@odata.type': type,
    '@odata.mediaContentType': contentType ?? 'application/octet-stream',
    id: attachmentId(call.mailbox, message, attachment.number),
    lastModifiedDateTime: isoSeconds(modifiedAt),
    name,
    contentType: contentType ?? 'application/octet-stream',
    size: size + OVERHEAD_BYTES,
    isInline,
    ...content,
  };
}

/** `$filter` is ignored here, as it is by the real endpoint. */
export function listAttachments(service: Service, call: MailCall, message: StoredMessage): Answer {
  const names = selected(call.query, PROPERTIES, TYPE);
  const all = message.attachments;
  const body = page(all, Math.max(1, all.length), call, (attachment) =>
    project(renderAttachment(service, call, message, attachment), names),
  );
  return { status: 200, body };
}

export function getAttachment(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  attachment: StoredAttachment,
): Answer {
  const names = selected(call.query, PROPERTIES, TYPE);
  return {
    status: 200,
    body: project(renderAttachment(service, call, message, attachment), names),
  };
}

export function getAttachmentBytes(service: Service, attachment: StoredAttachment): Answer {
  const bytes = service.blobs.get(attachment.sha256);
  if (bytes === undefined) throw itemNotFound();
  const type = attachment.contentType ?? 'application/octet-stream';
  return { status: 200, body: bytes, headers: { 'Content-Type': type } };
}

export function addAttachment(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  json: unknown,
): Answer {
  const input = parseAttachment(json, service.limits);
  refuseOversize(service, message.size + input.size);
  const attachment = storeAttachment(service, input, nextNumber(message));
  const changed = withAttachment(message, attachment);
  service.store.putMessage(call.mailbox, changed);
  return { status: 201, body: renderAttachment(service, call, changed, attachment) };
}

export function deleteAttachment(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  attachment: StoredAttachment,
): Answer {
  service.store.putMessage(call.mailbox, {
    ...message,
    version: message.version + 1,
    size: message.size - attachment.size,
    attachments: message.attachments.filter(({ number }) => number !== attachment.number),
  });
  return { status: 204 };
}

export function createUploadSession(
  service: Service,
  call: MailCall,
  message: StoredMessage,
  json: unknown,
  uploadOrigin: string,
): Answer {
  const { AttachmentItem, ...others } = asObject(json, 'body');
  refuseUnknown(others, 'createUploadSession');
  if (AttachmentItem === undefined) throw badRequest("The parameter 'AttachmentItem' is required.");
  const given = asObject(AttachmentItem, 'AttachmentItem');
  const { attachmentType, name, size, contentType, isInline, contentId, ...rest } = given;
  refuseUnknown(rest, 'microsoft.graph.attachmentItem');
  if (attachmentType !== 'file') throw badRequest('Only files can be uploaded in parts.');
  if (typeof name !== 'string' || name === '') {
    throw badRequest("The property 'name' is required.", 'ErrorRequiredPropertyMissing');
  }
  const bytes = checkSize(service, size);
  const promised = service.uploads.promised(call.mailbox, message.number);
  refuseOversize(service, message.size + promised + bytes);
  const session = service.uploads.create({
    appId: call.caller.appId,
    user: call.user,
    mailbox: call.mailbox,
    message: message.number,
    item: {
      name,
      size: bytes,
      contentType: optionalText(contentType, 'contentType'),
      contentId: optionalText(contentId, 'contentId'),
      isInline: optionalBoolean(isInline, 'isInline'),
    },
  });
  return {
    status: 201,
    body: {
      uploadUrl: `${uploadOrigin}/upload/${session.id}?authtoken=${session.secret}`,
      expirationDateTime: new Date(session.expiresAt).toISOString(),
      nextExpectedRanges: ['0-'],
    },
  };
}

function checkSize(service: Service, size: unknown): number {
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) {
    throw badRequest("The property 'size' is required and a whole number.");
  }
  if (size < service.limits.uploadSessionMinBytes) {
    throw badRequest(
      'The attachment size is less than the minimum of an upload session; post it instead.',
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
    );
  }
  if (size > service.limits.attachmentBytes) {
    const text = 'The attachment exceeds the maximum size.';
    throw new GraphError(413, 'ErrorAttachmentSizeLimitExceeded', text);
  }
  return size;
}

/** Takes over what an upload session has received completely; returns the attachment's identifier. */
export function finishUpload(service: Service, session: UploadSession): string {
  const message = session.mailbox.messages.get(session.message);
  if (message === undefined) throw itemNotFound();
  const { item, mailbox } = session;
  const attachment: StoredAttachment = {
    ...item,
    number: nextNumber(message),
    type: FILE_ATTACHMENT,
    sha256: service.blobs.put(Buffer.concat(session.chunks)),
    modifiedAt: Date.now(),
  };
  service.store.putMessage(mailbox, withAttachment(message, attachment));
  return attachmentId(mailbox, message, attachment.number);
}

function withAttachment(message: StoredMessage, attachment: StoredAttachment): StoredMessage {
  return {
    ...message,
    version: message.version + 1,
    modifiedAt: attachment.modifiedAt,
    size: message.size + attachment.size,
    attachments: [...message.attachments, attachment],
  };
}

function nextNumber(message: StoredMessage): number {
  return Math.max(0, ...message.attachments.map(({ number }) => number)) + 1;
}
