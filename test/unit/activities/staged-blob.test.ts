import { describe, expect, it } from '@jest/globals';
import { coalesce } from '../../../src/activities/importing/staged-reader.ts';
import {
  createStagedBlob,
  decodeMessage,
  encodeMessage,
} from '../../../src/activities/staging/staged-blob.ts';
import type { DeliveryRow, StagedPointer } from '../../../src/domain/records.ts';
import type { Blobs } from '../../../src/ports/storage.ts';

const ATTACHMENT = {
  name: 'a\tb.png',
  contentType: 'image/png',
  size: 3,
  sha256: 'ab'.repeat(32),
  isInline: false,
};

/** Takes what is put, and nothing else. */
function sink(): Blobs & { stored: Map<string, Uint8Array> } {
  const stored = new Map<string, Uint8Array>();
  const put: Blobs['put'] = (_container, name, bytes) => {
    stored.set(name, bytes);
    return Promise.resolve();
  };
  return { stored, put } as unknown as Blobs & { stored: Map<string, Uint8Array> };
}

describe('activities/staging/staged-blob', () => {
  it('gives back a message byte for byte, with its attachments', () => {
    const json = JSON.stringify({ subject: 'tab \t and line \n', body: 'שלום 👩‍👩‍👧' });
    expect(decodeMessage(encodeMessage(json, []))).toEqual({
      json: Buffer.from(json),
      attachments: [],
    });
    const decoded = decodeMessage(encodeMessage(json, [ATTACHMENT]));
    expect(Buffer.from(decoded.json).toString()).toBe(json);
    expect(decoded.attachments).toEqual([ATTACHMENT]);
  });

  it('puts the lines of a bucket side by side and points at each', async () => {
    const blobs = sink();
    const staged = createStagedBlob();
    const texts = ['{"n":1}', '{"n":2}', '{"n":3}'];
    const pointers = [9, 2, 9].map((bucket, index) =>
      staged.addMessage(bucket, encodeMessage(texts[index] ?? '', [])),
    );
    await staged.store(blobs, 'run-1/');
    const [name, bytes] = [...blobs.stored][0] ?? ['', new Uint8Array()];
    expect(name).toMatch(/^run-1\/[0-9a-f]{32}$/);
    expect(Buffer.from(bytes).toString()).toBe('{"n":2}\n{"n":1}\n{"n":3}\n');
    for (const [index, { blob, offset, length }] of pointers.entries()) {
      expect(blob).toBe(name);
      expect(Buffer.from(bytes.subarray(offset, offset + length)).toString()).toBe(texts[index]);
    }
  });

  it('stores nothing where nothing was added', async () => {
    const blobs = sink();
    await createStagedBlob().store(blobs, 'run-1/');
    expect(blobs.stored.size).toBe(0);
  });
});

function rowAt(staged: StagedPointer): DeliveryRow {
  return { key: `m|${String(staged.offset)}`, staged } as DeliveryRow;
}

describe('activities/importing/staged-reader', () => {
  it('reads neighbours at once, far ones and other blobs apart, none too long', () => {
    const MB = 1024 * 1024;
    const rows = [
      rowAt({ blob: 'a', offset: 10, length: 5 }),
      rowAt({ blob: 'a', offset: 0, length: 9 }),
      rowAt({ blob: 'a', offset: 3 * MB, length: 5 }),
      rowAt({ blob: 'b', offset: 0, length: 3 * MB }),
      rowAt({ blob: 'b', offset: 3 * MB, length: 3 * MB }),
    ];
    const ranges = coalesce(rows).map(({ blob, offset, end }) => ({ blob, offset, end }));
    expect(ranges).toEqual([
      { blob: 'a', offset: 0, end: 15 },
      { blob: 'a', offset: 3 * MB, end: 3 * MB + 5 },
      { blob: 'b', offset: 0, end: 3 * MB },
      { blob: 'b', offset: 3 * MB, end: 6 * MB },
    ]);
  });
});
