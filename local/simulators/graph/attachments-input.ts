import { GraphError, badRequest, unreadable } from './errors.ts';
import type { Limits } from './limits.ts';
import { asObject, optionalBoolean, optionalText } from './shapes.ts';

/** An attachment as sent, checked. */
export interface AttachmentInput {
  type: string;
  name: string;
  contentType: string | null;
  isInline: boolean;
  contentId: string | null;
  /** Base64 text; decoded only where the bytes are kept. */
  contentBytes: string;
  /** Decoded size. */
  size: number;
}

export const FILE_ATTACHMENT = '#microsoft.graph.fileAttachment';
const ITEM_ATTACHMENT = '#microsoft.graph.itemAttachment';
const REFERENCE_ATTACHMENT = '#microsoft.graph.referenceAttachment';
const KNOWN = new Set([
  '@odata.type',
  'name',
  'contentType',
  'contentBytes',
  'isInline',
  'contentId',
  'contentLocation',
  // Set by the server; ignored when sent.
  'id',
  'size',
  'lastModifiedDateTime',
  '@odata.mediaContentType',
]);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export function parseAttachment(value: unknown, limits: Limits): AttachmentInput {
  const given = asObject(value, 'attachment');
  const type = given['@odata.type'];
  if (typeof type !== 'string') {
    throw unreadable("Cannot process input of abstract type 'microsoft.graph.attachment'.");
  }
  if (type === REFERENCE_ATTACHMENT || type === ITEM_ATTACHMENT) return parseOther(type, given);
  if (type !== FILE_ATTACHMENT) {
    throw unreadable(`A type named '${type}' could not be resolved by the model.`);
  }
  const unknown = Object.keys(given).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw unreadable(
      `The property '${unknown}' does not exist on type 'microsoft.graph.fileAttachment'.`,
    );
  }
  const contentBytes = given.contentBytes;
  if (typeof contentBytes !== 'string') {
    throw badRequest("The property 'contentBytes' is required.", 'ErrorRequiredPropertyMissing');
  }
  const size = decodedSize(contentBytes);
  if (size >= limits.inlineAttachmentBytes) throw attachmentTooLarge(limits);
  return { ...commonParts(type, given), contentBytes, size };
}

/** An attached item or link: kept, but not looked into. */
function parseOther(type: string, given: Record<string, unknown>): AttachmentInput {
  const content = JSON.stringify(given.item ?? given.sourceUrl ?? null);
  const contentBytes = Buffer.from(content).toString('base64');
  return { ...commonParts(type, given), contentBytes, size: Buffer.byteLength(content) };
}

function commonParts(
  type: string,
  given: Record<string, unknown>,
): Omit<AttachmentInput, 'contentBytes' | 'size'> {
  const { name, contentType, contentId, isInline } = given;
  if (typeof name !== 'string' || name === '') {
    throw badRequest("The property 'name' is required.", 'ErrorRequiredPropertyMissing');
  }
  return {
    type,
    name,
    contentType: optionalText(contentType, 'contentType'),
    contentId: optionalText(contentId, 'contentId'),
    isInline: optionalBoolean(isInline, 'isInline'),
  };
}

function decodedSize(base64: string): number {
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) {
    throw unreadable("Cannot convert 'contentBytes' to target type 'Edm.Binary'.");
  }
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

function attachmentTooLarge(limits: Limits): GraphError {
  const text = `The attachment is not smaller than ${limits.inlineAttachmentBytes} bytes. Use an upload session.`;
  return new GraphError(413, 'ErrorRequestEntityTooLarge', text);
}
