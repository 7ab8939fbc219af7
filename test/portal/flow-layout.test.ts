import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layOut, type Counter, type FlowNode } from '../../portal/src/pages/runs/flow-layout.ts';

type Counters = Record<Counter, number>;

const COUNTERS: Counters = {
  listed: 1012,
  repeated: 12,
  items: 1000,
  delivered: 978,
  unmapped: 14,
  tooLarge: 3,
  malformed: 5,
  deliveries: 1955,
  imported: 1902,
  partial: 11,
  duplicate: 38,
  failed: 4,
};
/** Counters that add up, as those of a settled run do. */
const settled = fc
  .tuple(...Array.from({ length: 9 }, () => fc.nat(1_000_000)))
  .map(([repeated = 0, delivered = 0, unmapped = 0, tooLarge = 0, malformed = 0, ...sent]) => {
    const [imported = 0, partial = 0, duplicate = 0, failed = 0] = sent;
    const items = delivered + unmapped + tooLarge + malformed;
    return {
      ...{ listed: items + repeated, repeated, items, delivered, unmapped, tooLarge, malformed },
      ...{
        deliveries: imported + partial + duplicate + failed,
        imported,
        partial,
        duplicate,
        failed,
      },
    };
  });

function barOf(counters: Counters, id: string): FlowNode {
  return layOut(counters).nodes.find((node) => node.id === id)!;
}

describe('the picture of a certificate', () => {
  it('shows every number, the ones of zero without height', () => {
    const { nodes } = layOut({ ...COUNTERS, failed: 0 });
    const shown = Object.fromEntries(nodes.map(({ id, value }) => [id, value]));
    expect(shown).toEqual({ ...COUNTERS, failed: 0, open: 4 });
    expect(barOf({ ...COUNTERS, failed: 0 }, 'failed').height).toBe(0);
    expect(barOf(COUNTERS, 'failed').height).toBeGreaterThan(0);
  });

  it('draws no band to a number of zero', () => {
    const all = layOut(COUNTERS).bands.length;
    expect(layOut({ ...COUNTERS, malformed: 0 }).bands).toHaveLength(all - 1);
  });

  it('says what is still to come while a run works, and nothing of it afterwards', () => {
    expect(barOf({ ...COUNTERS, imported: 902 }, 'open').value).toBe(1000);
    expect(layOut(COUNTERS).nodes.map(({ id }) => id)).not.toContain('open');
  });

  it('draws larger numbers no lower than smaller ones', () => {
    fc.assert(
      fc.property(settled, (counters) => {
        for (const group of [
          ['delivered', 'unmapped', 'tooLarge', 'malformed'],
          ['imported', 'partial', 'duplicate', 'failed'],
        ]) {
          const bars = group.map((id) => barOf(counters, id)).sort((a, b) => a.value - b.value);
          const heights = bars.map(({ height }) => height);
          expect(heights).toEqual([...heights].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('keeps bars of a column apart and inside of the picture', () => {
    fc.assert(
      fc.property(settled, (counters) => {
        const { nodes, width, height } = layOut(counters);
        for (const column of Map.groupBy(nodes, ({ x }) => x).values()) {
          column.forEach((node, index) => {
            const next = column[index + 1];
            expect(node.y + node.height).toBeLessThanOrEqual(next?.y ?? height);
            expect(node.x).toBeLessThan(width);
          });
        }
      }),
    );
  });

  it('stands empty before anything was listed', () => {
    const none = Object.fromEntries(Object.keys(COUNTERS).map((name) => [name, 0])) as Counters;
    expect(layOut(none).bands).toEqual([]);
    expect(layOut(none).nodes.every(({ height }) => height === 0)).toBe(true);
  });
});
