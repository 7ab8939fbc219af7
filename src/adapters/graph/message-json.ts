import type { Attachment } from '../../domain/item.ts';
import { ARCHIVE_STATE_PROPERTY } from '../../domain/properties.ts';
import type { ArchiveState } from '../../domain/properties.ts';

const CLOSING_BRACE = 0x7d;
/** Property names and punctuation of one attachment in JSON, generously. */
const ATTACHMENT_FRAME_BYTES = 512;

/** Bytes of the request that carries the message and all its attachments; never too few. */
export function inlineBytes(json: Uint8Array, attachments: readonly Attachment[]): number {
  let bytes = json.length;
  for (const { size, name, contentType, contentId } of attachments) {
    const words = Buffer.byteLength(name + contentType + (contentId ?? ''));
    bytes += 4 * Math.ceil(size / 3) + 2 * words + ATTACHMENT_FRAME_BYTES;
  }
  return bytes;
}

/** What Graph calls a file attachment. */
export function fileAttachment(
  attachment: Attachment,
  bytes: Uint8Array,
): Record<string, string | boolean> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    ...descriptionOf(attachment),
    contentBytes: asBuffer(bytes).toString('base64'),
  };
}

export function descriptionOf(attachment: Attachment): Record<string, string | boolean> {
  const { name, contentType, isInline, contentId } = attachment;
  return { name, contentType, isInline, ...(contentId === undefined ? {} : { contentId }) };
}

/** The staged JSON with attachments put in before its closing brace; the rest stays as it is, unread. */
export function withAttachments(
  json: Uint8Array,
  attachments: readonly Record<string, string | boolean>[],
): Buffer {
  const staged = asBuffer(json);
  const list = Buffer.from(`,"attachments":${JSON.stringify(attachments)}}`);
  return Buffer.concat([staged.subarray(0, staged.lastIndexOf(CLOSING_BRACE)), list]);
}

interface MessageJson {
  singleValueExtendedProperties?: { id: string; value: string }[];
  internetMessageHeaders?: unknown;
}

/** The marker, as a list of properties to be set. */
export function stateProperty(state: ArchiveState): { id: string; value: string } {
  return { id: ARCHIVE_STATE_PROPERTY, value: state };
}

export function markedIncomplete(json: Uint8Array): Buffer {
  const message = parse(json);
  const properties = message.singleValueExtendedProperties ?? [];
  message.singleValueExtendedProperties = [...properties, stateProperty('incomplete')];
  return Buffer.from(JSON.stringify(message));
}

/** The staged JSON without the headers, which are what a service is most likely to object to; absent without any. */
export function withoutHeaders(json: Uint8Array): Buffer | undefined {
  const message = parse(json);
  if (message.internetMessageHeaders === undefined) return undefined;
  delete message.internetMessageHeaders;
  return Buffer.from(JSON.stringify(message));
}

/** The same memory; the library sends a Buffer as it stands, and anything else of bytes wrongly. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function parse(json: Uint8Array): MessageJson {
  return JSON.parse(asBuffer(json).toString()) as MessageJson;
}
