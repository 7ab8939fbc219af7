import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredAttachment } from '../state.ts';

/** What a browser shows as it stands and cannot be made to run anything; SVG is not among them. */
const SHOWN =
  /^(?:image\/(?:png|jpeg|gif|webp|bmp|avif)|(?:audio|video)\/[a-z\d.+-]{1,60}|text\/plain)$/;
/** A picture or recording opened by itself is a document that the browser makes around it, with styles. */
const POLICY =
  "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

export type Media = 'image' | 'audio' | 'video' | 'other';

export function mediaOf(contentType: string | null): Media {
  const [media] = (shownType(contentType) ?? '').split('/');
  return media === 'image' || media === 'audio' || media === 'video' ? media : 'other';
}

/** The content type in the form it is answered with; undefined for what is only ever downloaded. */
function shownType(contentType: string | null): string | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return SHOWN.test(type) ? type : undefined;
}

/** Answers with the bytes, or the part of them a player asks for. */
export function sendAttachment(
  request: IncomingMessage,
  response: ServerResponse,
  attachment: StoredAttachment,
  content: Buffer,
  download: boolean,
): void {
  const type = shownType(attachment.contentType);
  const asFile = download || type === undefined;
  response.setHeader('Content-Type', typeHeader(type));
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader(
    'Content-Disposition',
    `${asFile ? 'attachment' : 'inline'}; ${fileName(attachment.name)}`,
  );
  response.setHeader('Accept-Ranges', 'bytes');
  const range = wantedRange(request.headers.range, content.length);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${content.length}`, 'Content-Length': 0 });
    response.end();
    return;
  }
  const part = range ? content.subarray(range.from, range.to + 1) : content;
  if (range) {
    response.setHeader('Content-Range', `bytes ${range.from}-${range.to}/${content.length}`);
  }
  response.writeHead(range ? 206 : 200, { 'Content-Length': part.length });
  response.end(request.method === 'HEAD' ? undefined : part);
}

function typeHeader(type: string | undefined): string {
  if (type === undefined) return 'application/octet-stream';
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : type;
}

/** In both spellings: a plain one, and the one that every letter survives. */
function fileName(name: string): string {
  const clean = name.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, '_');
  const plain = clean.replace(/[^ -~]|["\\]/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

interface ByteRange {
  from: number;
  to: number;
}

/** A single range as players ask for it; anything else is answered with the whole, as the rules allow. */
function wantedRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'unsatisfiable' : { from, to };
}
