import { describe, expect, it } from '@jest/globals';
import { backoffMs } from '../../../../src/adapters/http/backoff.ts';

describe('adapters/http/backoff', () => {
  it.each([
    [1, 0, 0],
    [1, 0.5, 250],
    [1, 0.999, 499],
    [2, 0.5, 500],
    [4, 0.5, 2000],
    [7, 0.5, 10_000],
    [60, 0.5, 10_000],
  ])('waits, at attempt %i and chance %d, %i ms', (attempt, fraction, expected) => {
    expect(backoffMs(attempt, fraction)).toBe(expected);
  });
});
