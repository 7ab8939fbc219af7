import { createHash } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { AppError } from '../../../../src/domain/errors.ts';
import type { Attachment } from '../../../../src/domain/item.ts';
import { ARCHIVE_KEY_PROPERTY } from '../../../../src/domain/properties.ts';
import type { FolderCache, StagedMessage } from '../../../../src/ports/microsoft365.ts';
import type { Blobs } from '../../../../src/ports/storage.ts';

const HOUR_MS = 3_600_000;

/** A token that looks like one, unsigned; each is another. */
/** @param more claims; the simulator asks for no roles where a token names none */
export function createCredential(
  more: Readonly<Record<string, unknown>> = {},
): TokenCredential & { readonly issued: string[] } {
  const issued: string[] = [];
  return {
    issued,
    getToken: () => {
      const expiresOnTimestamp = Date.now() + HOUR_MS;
      const claims = {
        aud: 'https://graph.microsoft.com',
        appid: 'test',
        exp: Math.floor(expiresOnTimestamp / 1000),
        uti: issued.length,
        ...more,
      };
      const parts = [{ alg: 'none' }, claims].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      const token = `${parts.join('.')}.unsigned`;
      issued.push(token);
      return Promise.resolve({ token, expiresOnTimestamp });
    },
  };
}

export function createMemoryFolders(): FolderCache & { readonly ids: Map<string, string> } {
  const ids = new Map<string, string>();
  return {
    ids,
    get: (mailboxId, folder) => Promise.resolve(ids.get(`${mailboxId}|${folder}`)),
    put: (mailboxId, folder, folderId) => {
      ids.set(`${mailboxId}|${folder}`, folderId);
      return Promise.resolve();
    },
    forget: (mailboxId, folder) => {
      ids.delete(`${mailboxId}|${folder}`);
      return Promise.resolve();
    },
  };
}

/** Media only, and only reading: what the adapter may do with blobs. */
export interface MemoryMedia {
  blobs: Blobs;
  /** The largest piece that was read at once. */
  largestRead(): number;
  add(bytes: Uint8Array, facts?: Partial<Attachment>): Attachment;
}

export function createMemoryMedia(): MemoryMedia {
  const media = new Map<string, Uint8Array>();
  let largest = 0;
  const refuse = (): never => {
    throw new Error('not for this adapter');
  };
  return {
    largestRead: () => largest,
    add: (bytes, facts = {}) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      media.set(sha256, bytes);
      const size = bytes.length;
      const contentType = 'application/octet-stream';
      return { name: 'part.bin', contentType, isInline: false, ...facts, sha256, size };
    },
    blobs: {
      put: refuse,
      open: refuse,
      keep: refuse,
      read: async (container, name, offset = 0, length) => {
        const bytes = container === 'media' ? media.get(name) : undefined;
        if (bytes === undefined) throw new AppError('not_found', 'no blob', { retry: 'never' });
        const piece = bytes.subarray(offset, length === undefined ? undefined : offset + length);
        largest = Math.max(largest, piece.length);
        return Promise.resolve(piece);
      },
    },
  };
}

/** A message as the archiver stages it. */
export function stagedMessage(
  key: string,
  attachments: Attachment[] = [],
  more: Record<string, unknown> = {},
): StagedMessage {
  const message = {
    subject: 'SMS from Anna Berg',
    body: { contentType: 'text', content: 'Grüße' },
    from: { emailAddress: { name: 'Anna', address: 'anna@archive.invalid' } },
    internetMessageHeaders: [{ name: 'x-archive-kind', value: 'sms' }],
    singleValueExtendedProperties: [
      { id: 'Integer 0x0E07', value: '1' },
      { id: ARCHIVE_KEY_PROPERTY, value: key },
    ],
    ...more,
  };
  return { key, attachments, json: Buffer.from(JSON.stringify(message)) };
}
