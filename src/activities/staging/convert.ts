/** A listing becomes a canonical item: raw bytes and media are kept before anything is interpreted. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { itemFromEmail } from '../../domain/convert/email.ts';
import { itemFromRecord } from '../../domain/convert/record.ts';
import { AppError, ATTENTION_CODES } from '../../domain/errors.ts';
import type { Item, Malformed, StoredMedia } from '../../domain/item.ts';
import type {
  Listing,
  SourceAttachment,
  SourceEmail,
  SourceRecord,
} from '../../domain/source-item.ts';
import type { EmailReader } from '../../ports/ports.ts';
import type { ByteStream, SourceReader } from '../../ports/source.ts';
import type { Blobs } from '../../ports/storage.ts';

const UNKNOWN_TYPE = 'application/octet-stream';
const MESSAGE_TYPE = 'message/rfc822';
/** A body that arrives other than announced is fetched once more before the item is refused. */
const FETCHES = 2;

export interface ConvertTools {
  reader: SourceReader;
  blobs: Blobs;
  emails: EmailReader;
  normalise: (value: string) => string | undefined;
  /** Folder in `raw` for e-mails as received. */
  rawPrefix: string;
}

export type Conversion = { item: Item } | { malformed: Malformed };

/** Text-only records are converted without waiting for anything. */
export function convert(listing: Listing, tools: ConvertTools): Conversion | Promise<Conversion> {
  if (!listing.item) return { malformed: listing.malformed };
  if (listing.item.format === 'email') return convertEmail(listing.item, tools);
  if (listing.item.attachments.length > 0) return convertRecord(listing.item, tools);
  return itemFromRecord(listing.item, [], tools.normalise);
}

async function convertRecord(record: SourceRecord, tools: ConvertTools): Promise<Conversion> {
  const media: StoredMedia[] = [];
  for (const [index, attachment] of record.attachments.entries()) {
    const kept = await keepAttachment(record.id, attachment, tools);
    if ('reason' in kept) {
      return { malformed: { place: `attachments[${String(index)}]`, reason: kept.reason } };
    }
    media.push(kept);
  }
  return itemFromRecord(record, media, tools.normalise);
}

function keepAttachment(
  itemId: string,
  attachment: SourceAttachment,
  tools: ConvertTools,
): Promise<StoredMedia | { reason: string }> {
  return fetchVerified(
    () => tools.reader.attachment(itemId, attachment.id),
    (stream) => tools.blobs.keep('media', '', stream.bytes, attachment.contentType || UNKNOWN_TYPE),
    attachment,
  );
}

async function convertEmail(source: SourceEmail, tools: ConvertTools): Promise<Conversion> {
  const original = await keepOriginal(source, tools);
  if ('reason' in original) return { malformed: { place: 'email', reason: original.reason } };
  const open = async (): Promise<AsyncIterable<Uint8Array>> =>
    source.email.inline
      ? Readable.from([source.email.inline])
      : (await tools.blobs.open('raw', tools.rawPrefix + original.sha256)).bytes;
  const mail = await tools.emails.read(await open(), (bytes, contentType) =>
    tools.blobs.keep('media', '', bytes, contentType),
  );
  const converted = itemFromEmail(source, mail, tools.normalise);
  if (!('item' in converted)) return converted;
  if (!converted.keepOriginal) return { item: converted.item };
  const stored = await tools.blobs.keep('media', '', await open(), MESSAGE_TYPE);
  return { item: { ...converted.item, original: stored } };
}

/** A message that came with the listing is kept in the page itself. */
async function keepOriginal(
  source: SourceEmail,
  tools: ConvertTools,
): Promise<StoredMedia | { reason: string }> {
  const { inline } = source.email;
  if (!inline) {
    return fetchVerified(
      () => tools.reader.email(source.id),
      (stream) => tools.blobs.keep('raw', tools.rawPrefix, stream.bytes, MESSAGE_TYPE),
      source.email,
    );
  }
  const sha256 = createHash('sha256').update(inline).digest('hex');
  const stored = { sha256, size: inline.length };
  return mismatch(stored, source.email) ?? stored;
}

async function fetchVerified(
  fetch: () => Promise<ByteStream>,
  keep: (stream: ByteStream) => Promise<StoredMedia>,
  announced: { size: number; sha256?: string },
): Promise<StoredMedia | { reason: string }> {
  let wrong: { reason: string } | undefined;
  for (let attempt = 1; attempt <= FETCHES; attempt++) {
    try {
      const stored = await keep(await fetch());
      wrong = mismatch(stored, announced);
      if (!wrong) return stored;
    } catch (error) {
      if (!isOfThisItem(error)) throw error;
      return { reason: `the bytes could not be fetched: ${error.code}` };
    }
  }
  return wrong ?? { reason: 'the bytes could not be fetched' };
}

/** Trying again would end alike, and the account is in order: other items need not wait for this one. */
function isOfThisItem(error: unknown): error is AppError {
  return error instanceof AppError && error.retry === 'never' && !ATTENTION_CODES.has(error.code);
}

function mismatch(
  stored: StoredMedia,
  announced: { size: number; sha256?: string },
): { reason: string } | undefined {
  if (stored.size !== announced.size) {
    return {
      reason: `${String(stored.size)} bytes arrived where ${String(announced.size)} were announced`,
    };
  }
  if (announced.sha256 !== undefined && announced.sha256 !== stored.sha256) {
    return { reason: 'the bytes that arrived have another SHA-256 than announced' };
  }
  return undefined;
}
