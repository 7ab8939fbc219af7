/** Reads the staged lines of a batch with few requests: lines of one bucket stand side by side. */
import { contentKeyOf } from '../../domain/delivery-key.ts';
import type { DeliveryRow, StagedPointer } from '../../domain/records.ts';
import { AppError } from '../../domain/errors.ts';
import type { StagedMessage } from '../../ports/microsoft365.ts';
import type { Blobs } from '../../ports/storage.ts';
import { decodeMessage } from '../staging/staged-blob.ts';

/** Lines nearer than this are cheaper read through than asked for apart. */
const GAP_BYTES = 64 * 1024;
/** The most one read brings into memory. */
const READ_BYTES = 4 * 1024 * 1024;

interface Range {
  blob: string;
  offset: number;
  end: number;
  rows: DeliveryRow[];
}

/** Messages by delivery key; one that is not there (the staged blob is gone) is missing from the answer. */
export async function readStaged(
  blobs: Blobs,
  rows: readonly DeliveryRow[],
): Promise<Map<string, StagedMessage>> {
  const messages = new Map<string, StagedMessage>();
  for (const range of coalesce(rows)) {
    const bytes = await readRange(blobs, range);
    if (!bytes) continue;
    for (const row of range.rows) {
      const start = row.staged.offset - range.offset;
      const line = bytes.subarray(start, start + row.staged.length);
      messages.set(row.key, { key: contentKeyOf(row), ...decodeMessage(line) });
    }
  }
  return messages;
}

/** Sorted so that the rows of one batch stand near each other. */
export function byPlace(a: DeliveryRow, b: DeliveryRow): number {
  if (a.staged.blob !== b.staged.blob) return a.staged.blob < b.staged.blob ? -1 : 1;
  return a.staged.offset - b.staged.offset;
}

export function coalesce(rows: readonly DeliveryRow[]): Range[] {
  const ranges: Range[] = [];
  for (const row of [...rows].sort(byPlace)) {
    const last = ranges.at(-1);
    const end = endOf(row.staged);
    if (
      last?.blob === row.staged.blob &&
      row.staged.offset - last.end <= GAP_BYTES &&
      end - last.offset <= READ_BYTES
    ) {
      last.end = Math.max(last.end, end);
      last.rows.push(row);
    } else {
      ranges.push({ blob: row.staged.blob, offset: row.staged.offset, end, rows: [row] });
    }
  }
  return ranges;
}

async function readRange(blobs: Blobs, range: Range): Promise<Uint8Array | undefined> {
  try {
    return await blobs.read('staged', range.blob, range.offset, range.end - range.offset);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function endOf(pointer: StagedPointer): number {
  return pointer.offset + pointer.length;
}
