/** The staged form of a batch: one line per item and bucket, a bucket's lines side by side so that one read fetches many. */
import { createHash } from 'node:crypto';
import type { Attachment, Item } from '../../domain/item.ts';
import type { StagedPointer } from '../../domain/records.ts';
import type { Blobs } from '../../ports/storage.ts';

const TAB = 0x09;
const NEW_LINE = 0x0a;
/** Canonical items of exceptions stand behind all buckets. */
const NO_BUCKET = Number.MAX_SAFE_INTEGER;
const JSON_LINES_TYPE = 'application/x-ndjson';

interface Line {
  bucket: number;
  bytes: Uint8Array;
  pointer: StagedPointer;
}

export interface StagedBlob {
  /** The pointer is filled in by `store`. */
  addMessage(bucket: number, message: Uint8Array): StagedPointer;
  addItem(item: Item): StagedPointer;
  store(blobs: Blobs, prefix: string): Promise<void>;
}

export function createStagedBlob(): StagedBlob {
  const lines: Line[] = [];
  function add(bucket: number, bytes: Uint8Array): StagedPointer {
    const pointer: StagedPointer = { blob: '', offset: 0, length: bytes.length };
    lines.push({ bucket, bytes, pointer });
    return pointer;
  }
  return {
    addMessage: add,
    addItem: (item) => add(NO_BUCKET, Buffer.from(JSON.stringify(item))),
    async store(blobs, prefix) {
      if (lines.length === 0) return;
      lines.sort((a, b) => a.bucket - b.bucket);
      let offset = 0;
      const bytes = Buffer.allocUnsafe(sizeOf(lines));
      for (const { bytes: line, pointer } of lines) {
        pointer.offset = offset;
        bytes.set(line, offset);
        offset += line.length;
        bytes[offset++] = NEW_LINE;
      }
      // Half of the digest keeps ten thousands of pointers short, and is still beyond any accident.
      const name = prefix + createHash('sha256').update(bytes).digest('hex').slice(0, 32);
      for (const line of lines.splice(0)) line.pointer.blob = name;
      await blobs.put('staged', name, bytes, JSON_LINES_TYPE);
    },
  };
}

function sizeOf(lines: readonly Line[]): number {
  return lines.reduce((total, { bytes }) => total + bytes.length + 1, 0);
}

/** A message's line: its JSON, posted verbatim, then after a tab (which JSON text cannot hold) its attachments. */
export function encodeMessage(json: string, attachments: readonly Attachment[]): Uint8Array {
  return Buffer.from(attachments.length === 0 ? json : `${json}\t${JSON.stringify(attachments)}`);
}

export function decodeMessage(line: Uint8Array): { json: Uint8Array; attachments: Attachment[] } {
  const tab = line.indexOf(TAB);
  if (tab < 0) return { json: line, attachments: [] };
  const attachments = JSON.parse(
    Buffer.from(line.buffer, line.byteOffset + tab + 1, line.length - tab - 1).toString(),
  ) as Attachment[];
  return { json: line.subarray(0, tab), attachments };
}
