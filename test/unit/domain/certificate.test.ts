import { describe, expect, it } from '@jest/globals';
import { certify, emptyTally, type Settlement } from '../../../src/domain/certificate.ts';
import type { SliceRow } from '../../../src/domain/records.ts';

const NOW = Date.UTC(2026, 10, 20);

function slice(counts: Partial<SliceRow>): SliceRow {
  return {
    index: 0,
    window: { from: 0, to: 1 },
    done: true,
    generation: 1,
    listed: 0,
    repeated: 0,
    items: 0,
    unmapped: 0,
    tooLarge: 0,
    malformed: 0,
    planned: 0,
    duplicate: 0,
    parts: {},
    ...counts,
  };
}

/** Ten listed, one of them twice; one unmapped, one malformed; seven items to eight mailboxes, one had it. */
function balanced(): Settlement {
  return {
    slices: [slice({ listed: 4, repeated: 1, items: 3 }), slice({ listed: 6, items: 6 })],
    items: {
      ...emptyTally(),
      delivered: 7,
      unmapped: 1,
      malformed: 1,
      deliveries: 8,
      duplicates: 1,
    },
    buckets: [
      { bucket: 1, imported: 4, partial: 1, failed: 0, open: 0 },
      { bucket: 2, imported: 1, partial: 0, failed: 1, open: 0 },
    ],
    sourceCount: 9,
    now: NOW,
  };
}

describe('domain/certificate', () => {
  it('adds up a sound run', () => {
    const certificate = certify(balanced());
    expect(certificate).toMatchObject({
      listed: 10,
      repeated: 1,
      items: 9,
      deliveries: 8,
      imported: 5,
      partial: 1,
      duplicate: 1,
      failed: 1,
      sourceCount: 9,
      balanced: true,
      settledAt: NOW,
    });
    expect(certificate.equations.map(({ text }) => text)).toEqual([
      'listed 10 = items 9 + repeated 1',
      'items 9 = delivered 7 + unmapped 1 + too large 0 + malformed 1',
      'deliveries 8 = imported 5 + partial 1 + duplicate 1 + failed 1',
      'items 9 = counted by the source 9',
    ]);
  });

  it.each<[string, (settlement: Settlement) => void, number]>([
    ['an item row is lost', ({ items }) => (items.delivered -= 1), 0],
    ['a delivery row is lost', ({ buckets }) => (buckets[0]!.imported -= 1), 2],
    [
      'a delivery is still open',
      ({ buckets }) => {
        buckets[0]!.imported -= 1;
        buckets[0]!.open += 1;
      },
      2,
    ],
    ['the source counts another number', (settlement) => (settlement.sourceCount = 10), 3],
  ])('says so when %s', (_, spoil, equation) => {
    const settlement = balanced();
    spoil(settlement);
    const certificate = certify(settlement);
    expect(certificate.balanced).toBe(false);
    expect(certificate.equations[equation]?.holds).toBe(false);
  });

  it('counts as listed what only a pull that was never committed had listed', () => {
    const settlement = balanced();
    settlement.items.delivered += 1;
    settlement.items.deliveries += 1;
    settlement.buckets[0]!.imported += 1;
    settlement.sourceCount = 10;
    expect(certify(settlement)).toMatchObject({ listed: 11, items: 10, balanced: true });
  });

  it('stands without the source when the source could not be asked', () => {
    const certificate = certify({ ...balanced(), sourceCount: undefined });
    expect(certificate.equations).toHaveLength(3);
    expect(certificate.sourceCount).toBeUndefined();
    expect(certificate.balanced).toBe(true);
  });

  it('is balanced for a day without items', () => {
    const nothing = {
      slices: [slice({})],
      items: emptyTally(),
      buckets: [],
      sourceCount: 0,
      now: NOW,
    };
    expect(certify(nothing)).toMatchObject({ listed: 0, deliveries: 0, balanced: true });
  });
});
