import { describe, expect, it } from '@jest/globals';
import { DAY_MS, dayName, HOUR_MS, sliceWindow, startOfDay } from '../../../src/domain/window.ts';

const DAY = Date.UTC(2026, 10, 19);

describe('domain/window', () => {
  it.each([
    ['a day', DAY, DAY + DAY_MS, 8],
    ['a minute', DAY, DAY + 60_000, 1],
    ['a day and a minute', DAY, DAY + DAY_MS + 60_000, 9],
    ['a month', DAY, DAY + 31 * DAY_MS, 48],
  ])('cuts %s into slices that cover it exactly', (_, from, to, count) => {
    const slices = sliceWindow({ from, to });
    expect(slices).toHaveLength(count);
    expect(slices[0]?.from).toBe(from);
    expect(slices.at(-1)?.to).toBe(to);
    for (const [index, slice] of slices.entries()) {
      expect(slice.to).toBeGreaterThan(slice.from);
      if (index > 0) expect(slice.from).toBe(slices[index - 1]?.to);
    }
  });

  it('names days in UTC', () => {
    expect(dayName(DAY + 23 * HOUR_MS)).toBe('20261119');
    expect(startOfDay(DAY + 5)).toBe(DAY);
  });
});
