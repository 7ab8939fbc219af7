import type { BlobStore } from '../blobs.ts';
import { bodyOf } from '../message-view.ts';
import type { StoredMessage } from '../state.ts';
import { mediaOf } from './attachment.ts';

/** A picture the text refers to by the content id of an attachment. */
const CONTENT_ID = /\b(src|background)\s*=\s*(?:"cid:([^"]*)"|'cid:([^']*)')/gi;

/** The text as a document of its own, with its own pictures inside; nothing else can be loaded from it. */
export function bodyDocument(blobs: BlobStore, message: StoredMessage): string {
  return bodyOf(message, 'html').content.replace(
    CONTENT_ID,
    (reference, name: string, double?: string, single?: string) => {
      const picture = pictureOf(blobs, message, double ?? single ?? '');
      return picture === undefined ? reference : `${name}="${picture}"`;
    },
  );
}

function pictureOf(blobs: BlobStore, message: StoredMessage, id: string): string | undefined {
  const wanted = decoded(id);
  const found = message.attachments.find(
    ({ contentId }) => contentId?.replace(/^<|>$/g, '') === wanted,
  );
  if (!found || mediaOf(found.contentType) !== 'image') return undefined;
  const content = blobs.get(found.sha256);
  return content && `data:${found.contentType ?? ''};base64,${content.toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  amp: '&',
};
const MAX_CODE_POINT = 0x10ffff;

/** What the markup says without its markup, for reading only. */
export function textOf(markup: string): string {
  return markup
    .replace(/<(style|script|head)\b[^]*?<\/\1>/gi, '')
    .replace(/<\/(?:p|div|tr|li|h\d|table)>|<(?:br|hr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, entity)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*\n\s*/g, '\n\n')
    .trim();
}

function entity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code <= MAX_CODE_POINT ? String.fromCodePoint(code) : whole;
}
