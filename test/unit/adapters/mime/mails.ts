/** Messages to read, and a keeper of attachments that remembers what went by. */
import { createHash } from 'node:crypto';
import { createEmailReader } from '../../../../src/adapters/mime/email-reader.ts';
import type { StoredMedia } from '../../../../src/domain/item.ts';
import type { ReadEmail } from '../../../../src/domain/read-email.ts';

export const HEAD = [
  'From: "Anna Berg 447700900123" <anna@contoso.example>',
  'To: Bo <bo@contoso.example>, cara@contoso.example',
  'Subject: =?utf-8?B?SMOpbGxv?=',
  'Date: Thu, 19 Nov 2026 10:15:00 +0100',
  'Message-ID: <m1@gw.example>',
  'MIME-Version: 1.0',
].join('\r\n');

export function multipart(subtype: string, ...parts: string[]): string {
  const body = parts.map((part) => `--BOUND${subtype}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${subtype}; boundary="BOUND${subtype}"\r\n\r\n${body}--BOUND${subtype}--\r\n`;
}

export function part(contentType: string, body: string, ...headers: string[]): string {
  return [`Content-Type: ${contentType}`, ...headers, '', body].join('\r\n');
}

export async function* chunks(bytes: Uint8Array, size = 4096): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

export interface Kept {
  mail: ReadEmail;
  /** What was kept, in order. */
  bodies: Buffer[];
  /** The largest number of bytes of one attachment handed over at once. */
  largestChunk: number;
}

export async function read(message: string | Buffer, chunkSize?: number): Promise<Kept> {
  const bodies: Buffer[] = [];
  let largestChunk = 0;
  const keep = async (bytes: AsyncIterable<Uint8Array>): Promise<StoredMedia> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) {
      pieces.push(piece);
      largestChunk = Math.max(largestChunk, piece.length);
    }
    const body = Buffer.concat(pieces);
    bodies.push(body);
    return { sha256: createHash('sha256').update(body).digest('hex'), size: body.length };
  };
  const mail = await createEmailReader().read(chunks(Buffer.from(message), chunkSize), keep);
  return { mail, bodies, largestChunk };
}
