import { MailParser } from 'mailparser';
import type { MessageText } from 'mailparser';
import { escapeHtml } from '../../domain/html.ts';

/** Bytes of all text parts together, as encoded: with the rest of a message they must fit into a request of 4 MB. */
const MAX_TEXT_BYTES = 1_048_576;
/** Parts of a message that are looked at; the deepest nesting is as deep. */
const MAX_PARTS = 500;

/** Parts that lose their meaning when a message is taken apart. */
const UNFAITHFUL: Readonly<Record<string, string>> = {
  'multipart/signed': 'it is signed',
  'multipart/encrypted': 'it is encrypted',
  'multipart/report': 'it is a report',
  'application/pkcs7-mime': 'it is signed or encrypted',
  'application/x-pkcs7-mime': 'it is signed or encrypted',
};

/** What the splitter hands to the parser: the head of a part, a piece of its body, or what stands between parts. */
interface Chunk {
  type: 'node' | 'body' | 'data';
  value?: Buffer;
  contentType?: string | false;
}

/**
 * The members of MailParser this relies on beyond its documented ones. The library offers no bound on text parts,
 * which it collects in memory; its version is pinned, and the tests fail if these members go.
 */
interface Internals {
  curnode?: { isAttachment?: boolean } | false;
  processChunk(chunk: Chunk, done: (error?: Error) => void): void;
  getTextContent(): MessageText;
}

const ParserWithInternals = MailParser as unknown as new (
  options: object,
) => MailParser & Internals;

/** A MailParser that takes in bounded text and bounded parts, and notes what it saw. */
export class BoundedParser extends ParserWithInternals {
  /** Why the parsed form is less than the message, in words. */
  readonly notes = new Set<string>();
  private textBytes = 0;
  private parts = 0;

  constructor() {
    super({
      skipHtmlToText: true,
      skipImageLinks: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
      // An embedded message is an attachment, whatever its disposition.
      ignoreEmbedded: true,
    });
  }

  override processChunk(chunk: Chunk, done: (error?: Error) => void): void {
    if (chunk.type === 'node') this.meet(chunk);
    const isBeyond = this.parts > MAX_PARTS && chunk.type !== 'data';
    if (isBeyond || (chunk.type === 'body' && !this.admits(chunk))) {
      setImmediate(done);
      return;
    }
    super.processChunk(chunk, done);
  }

  /** Plain text standing beside HTML, not instead of it. The library's own version costs far more. */
  textToHtml(text: string): string {
    return `<div dir="auto" style="white-space:pre-wrap">${escapeHtml(text)}</div>`;
  }

  private meet({ contentType }: Chunk): void {
    this.parts += 1;
    if (this.parts > MAX_PARTS) this.notes.add(`it has more than ${String(MAX_PARTS)} parts`);
    const note = contentType ? UNFAITHFUL[contentType] : undefined;
    if (note !== undefined) this.notes.add(note);
  }

  /** Cuts a piece of text where the bound is reached; `false` when nothing of it is left. */
  private admits(chunk: Chunk): boolean {
    const isText = Boolean(this.curnode) && this.curnode && !this.curnode.isAttachment;
    if (!isText || chunk.value === undefined) return true;
    const room = MAX_TEXT_BYTES - this.textBytes;
    if (chunk.value.length > room) {
      this.notes.add(`its text is longer than ${String(MAX_TEXT_BYTES)} bytes and was cut`);
      chunk.value = chunk.value.subarray(0, room);
    }
    this.textBytes += chunk.value.length;
    return chunk.value.length > 0;
  }
}
