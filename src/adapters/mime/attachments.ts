import type { Attachment, StoredMedia } from '../../domain/item.ts';
import { safeFileName, uniqueNames } from '../../domain/sanitize.ts';

/** An attachment as the message described it, its bytes already kept. */
export interface KeptPart {
  media: StoredMedia;
  /** Lower-case `type/subtype`. */
  contentType: string;
  filename: string | undefined;
  contentDisposition: string | undefined;
  /** Content-ID without its angle brackets. */
  cid: string | undefined;
}

const CID_REFERENCE = /cid:([^"'\s<>)]{1,256})/gi;
/** Characters of a Content-ID that are kept. */
const MAX_CONTENT_ID = 255;

/** Names for parts that have none, so that they open with a click. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
};

/** @param html the message's HTML, which may show attachments by their Content-ID */
export function attachmentsOf(parts: readonly KeptPart[], html: string | undefined): Attachment[] {
  const shown = shownIds(html ?? '');
  const names = uniqueNames(parts.map(nameOf));
  return parts.map(({ media, contentType, contentDisposition, cid = '' }, index) => {
    const contentId = cid.slice(0, MAX_CONTENT_ID).replace(/[^\x21-\x7e]/g, '');
    // Outlook hides inline attachments; without an id nothing could show this one.
    const isInline = contentId !== '' && (contentDisposition === 'inline' || shown.has(cid));
    return {
      ...media,
      name: names[index] ?? safeFileName(''),
      contentType,
      isInline,
      ...(isInline && { contentId }),
    };
  });
}

function nameOf({ filename, contentType }: KeptPart): string {
  const extension = EXTENSIONS[contentType];
  const fallback = extension === undefined ? 'attachment' : `attachment.${extension}`;
  return safeFileName(filename ?? '', fallback);
}

function shownIds(html: string): Set<string> {
  const ids = new Set<string>();
  for (const [, id = ''] of html.matchAll(CID_REFERENCE)) {
    ids.add(id);
    ids.add(unescaped(id));
  }
  return ids;
}

/** A `cid:` URL is percent-encoded where a Content-ID is not (RFC 2392). */
function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
