import { pipeline } from 'node:stream/promises';
import type { AttachmentStream, HeaderLines, Headers, MessageText } from 'mailparser';
import type { StoredMedia } from '../../domain/item.ts';
import type { ReadEmail } from '../../domain/read-email.ts';
import { safeContentType } from '../../domain/sanitize.ts';
import type { EmailReader } from '../../ports/ports.ts';
import { attachmentsOf } from './attachments.ts';
import type { KeptPart } from './attachments.ts';
import { BoundedParser } from './bounded-parser.ts';
import { readHeaders } from './headers.ts';

type Keep = (bytes: AsyncIterable<Uint8Array>, contentType: string) => Promise<StoredMedia>;

/** A readable stream; the library's types know it as a mere event emitter. */
interface Content extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

/** What has been taken in so far. */
interface Intake {
  headers: Headers;
  lines: HeaderLines;
  parts: KeptPart[];
  text?: MessageText;
  /** The source or the store failed: not the message's fault, the call's. */
  failure?: { cause: unknown };
}

/** Reads ready-made e-mails with mailparser. Bad mail is read as far as it goes, and its notes say so. */
export function createEmailReader(): EmailReader {
  return { read: readEmail };
}

async function readEmail(message: AsyncIterable<Uint8Array>, keep: Keep): Promise<ReadEmail> {
  const parser = new BoundedParser();
  const intake: Intake = { headers: new Map(), lines: [], parts: [] };
  parser.on('headers', (headers: Headers) => (intake.headers = headers));
  parser.on('headerLines', (lines: HeaderLines) => (intake.lines = lines));
  const [pumped, consumed] = await Promise.allSettled([
    pipeline(watched(message, intake), parser),
    consume(parser, keep, intake),
  ]);
  if (intake.failure !== undefined) throw intake.failure.cause;
  if (pumped.status === 'rejected' || consumed.status === 'rejected') {
    parser.notes.add('it could not be read to its end');
  }
  return assembled(parser, intake);
}

async function* watched(
  message: AsyncIterable<Uint8Array>,
  intake: Intake,
): AsyncGenerator<Uint8Array> {
  try {
    yield* message;
  } catch (cause) {
    intake.failure = { cause };
    throw cause;
  }
}

async function consume(parser: BoundedParser, keep: Keep, intake: Intake): Promise<void> {
  for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
    if (part.type === 'text') {
      intake.text = part;
      continue;
    }
    const { filename, contentDisposition, cid } = part;
    // The library's types do not say that a part may come without one.
    const contentType = safeContentType(part.contentType || '');
    try {
      const media = await keep(contentOf(part, parser), contentType);
      intake.parts.push({ media, contentType, filename, contentDisposition, cid });
    } catch (cause) {
      intake.failure ??= { cause };
      throw cause;
    }
    part.release();
  }
}

/** An attachment's bytes as far as they come: when the parser gives up, its streams would otherwise never end. */
async function* contentOf(
  part: AttachmentStream,
  parser: BoundedParser,
): AsyncGenerator<Uint8Array> {
  const content = part.content as unknown as Content;
  const giveUp = () => {
    content.destroy();
  };
  parser.once('error', giveUp);
  parser.once('close', giveUp);
  try {
    yield* content;
  } catch {
    parser.notes.add('an attachment could not be read to its end');
  } finally {
    parser.off('error', giveUp);
    parser.off('close', giveUp);
  }
}

function assembled(parser: BoundedParser, intake: Intake): ReadEmail {
  const { facts, notes } = readHeaders(intake.headers, intake.lines);
  const { text, html } = intake.text ?? salvaged(parser);
  const words = typeof html === 'string' && html.trim() !== '' ? html : undefined;
  const all = [...parser.notes, ...notes];
  return {
    ...facts,
    ...(text !== undefined && text.trim() !== '' && { text }),
    ...(words !== undefined && { html: words }),
    attachments: attachmentsOf(intake.parts, words),
    ...(all.length > 0 && { notes: all }),
  };
}

/** The text parts that were complete when the parser gave up. */
function salvaged(parser: BoundedParser): Partial<MessageText> {
  try {
    return parser.getTextContent();
  } catch {
    return {};
  }
}
