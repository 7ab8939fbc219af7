import { describe, expect, it } from '@jest/globals';
import { createCodec, type Entity } from '../../../../src/adapters/storage/codec.ts';

interface Row {
  key: string;
  at: number;
  count: number;
  share: number;
  flag: boolean;
  place: { blob: string; parts: string[] };
  note?: string;
  cause?: string;
}

const codec = createCodec<Row>({ rowKey: 'key', json: ['place'], cleared: ['cause'] });
const row: Row = {
  key: 'k',
  at: 1_795_046_400_000,
  count: 2 ** 31 - 1,
  share: 0.5,
  flag: false,
  place: { blob: 'b', parts: [] },
};

/** As the service answers: with the tag and the time it adds. */
function stored(entity: Entity) {
  return { ...entity, etag: 'W/"1"', Timestamp: '2026-11-19T00:00:00Z' };
}

describe('adapters/storage/codec', () => {
  it('gives every field a column of its own, with a type where the service would guess wrong', () => {
    expect(codec.encode('p', 'k', row)).toEqual({
      partitionKey: 'p',
      rowKey: 'k',
      at: 1_795_046_400_000,
      'at@odata.type': 'Edm.Double',
      count: 2 ** 31 - 1,
      share: 0.5,
      'share@odata.type': 'Edm.Double',
      flag: false,
      place: '{"blob":"b","parts":[]}',
      cause: '',
    });
  });

  it.each([
    ['a plain row', row],
    ['optional fields', { ...row, note: 'n', cause: 'c' }],
    ['an absent field', { ...row, note: undefined }],
    ['an empty text', { ...row, note: '' }],
    ['a text at the limit', { ...row, note: 'x'.repeat(32_000) }],
    ['a long text', { ...row, note: '💬'.repeat(40_000) }],
    ['a long object', { ...row, place: { blob: 'b', parts: Array<string>(9000).fill('"part"') } }],
    ['negative and past times', { ...row, at: -5_000_000_000, count: -1 }],
  ])('reads back %s', (_, original) => {
    expect(codec.decode(stored(codec.encode('p', 'k', original as Row)))).toEqual(original);
  });

  it('keeps every column under the 64 KiB that the service allows', () => {
    const entity = codec.encode('p', 'k', { ...row, note: 'x'.repeat(100_000) });
    for (const value of Object.values(entity)) {
      expect(Buffer.byteLength(String(value), 'utf16le')).toBeLessThanOrEqual(65_536);
    }
  });
});
