import { describe, expect, it } from '@jest/globals';
import {
  bucketOf,
  BUCKETS,
  bucketsIn,
  NO_BUCKETS,
  rotate,
  unionOf,
  withBuckets,
} from '../../../src/domain/buckets.ts';

describe('domain/buckets', () => {
  it('gives a mailbox the same bucket for ever', () => {
    expect(bucketOf('6f9619ff-8b86-d011-b42d-00c04fc964ff')).toBe(40);
    const seen = new Set(Array.from({ length: 2_000 }, (_, n) => bucketOf(`mailbox-${String(n)}`)));
    expect(seen.size).toBe(BUCKETS);
  });

  it.each([
    [[], '0000000000000000'],
    [[0], '0000000000000001'],
    [[63], '8000000000000000'],
    [[0, 1, 63], '8000000000000003'],
  ])('writes %j as %s and reads it back', (buckets, text) => {
    expect(withBuckets(NO_BUCKETS, buckets)).toBe(text);
    expect(bucketsIn(text)).toEqual(buckets);
  });

  it('unites sets, none included', () => {
    expect(unionOf([])).toBe(NO_BUCKETS);
    expect(
      bucketsIn(unionOf([withBuckets(NO_BUCKETS, [3]), withBuckets(NO_BUCKETS, [5])])),
    ).toEqual([3, 5]);
  });

  it('begins at another place for another run, and loses nothing', () => {
    const buckets = Array.from({ length: BUCKETS }, (_, n) => n);
    expect(rotate(buckets, 'run-a')).not.toEqual(rotate(buckets, 'run-b'));
    expect(rotate(buckets, 'run-a').sort((a, b) => a - b)).toEqual(buckets);
    expect(rotate([], 'run-a')).toEqual([]);
  });
});
