import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSlidingWindow } from '../../../../src/adapters/http/sliding-window.ts';

const SPAN_MS = 32_000;
/** What the window's edge is rounded by. */
const GRAIN_MS = 1000;

describe('adapters/http/sliding-window', () => {
  it('admits up to the limit, and the rest once enough has left', () => {
    const window = createSlidingWindow(10, SPAN_MS);
    const start = 5_000_000;
    window.add(4, start);
    window.add(6, start + 10_000);

    expect(window.fitsIn(1, start + 10_000)).toBe(SPAN_MS + GRAIN_MS - 10_000);
    expect(window.fitsIn(4, start + 10_000)).toBe(SPAN_MS + GRAIN_MS - 10_000);
    expect(window.fitsIn(5, start + 10_000)).toBe(SPAN_MS + GRAIN_MS);
    expect(window.fitsIn(4, start + SPAN_MS + GRAIN_MS)).toBe(0);
    expect(window.fitsIn(5, start + SPAN_MS + GRAIN_MS)).toBeGreaterThan(0);
  });

  it('lets an amount beyond the limit through when there is nothing else', () => {
    const window = createSlidingWindow(10, SPAN_MS);

    expect(window.fitsIn(11, 0)).toBe(0);
    window.add(11, 0);
    expect(window.fitsIn(11, 1)).toBe(SPAN_MS + GRAIN_MS - 1);
  });

  it('is empty again when everything has left', () => {
    const window = createSlidingWindow(10, SPAN_MS);
    expect(window.isEmpty(0)).toBe(true);
    window.add(1, 0);
    expect(window.isEmpty(SPAN_MS)).toBe(false);
    expect(window.isEmpty(SPAN_MS + GRAIN_MS)).toBe(true);
  });

  it('never admits more than the limit in any span, and says exactly when it will', () => {
    const steps = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 9000 }),
        amount: fc.integer({ min: 1, max: 5 }),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        const window = createSlidingWindow(10, SPAN_MS);
        const admitted: { at: number; amount: number }[] = [];
        let now = 1_000_000;
        for (const { wait, amount } of sequence) {
          now += wait;
          const fitsIn = window.fitsIn(amount, now);
          if (fitsIn > 0) {
            expect(window.fitsIn(amount, now + fitsIn - 1)).toBeGreaterThan(0);
            now += fitsIn;
          }
          expect(window.fitsIn(amount, now)).toBe(0);
          window.add(amount, now);
          admitted.push({ at: now, amount });
          const recent = admitted.filter(({ at }) => at > now - SPAN_MS);
          expect(recent.reduce((sum, entry) => sum + entry.amount, 0)).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});
