import { describe, expect, it } from '@jest/globals';
import { emptySlice } from '../../../../src/activities/open-run.ts';
import { paceOf } from '../../../../src/api/runs/pace.ts';
import { newRun } from '../../../../src/api/timers/tick.ts';
import type { Run } from '../../../../src/domain/records.ts';
import { isoTime } from '../../../../src/domain/window.ts';

const START = Date.parse('2026-03-10T00:10:00Z');
const SECOND = 1_000;

function pace(change: Partial<Run>, done = 500) {
  const run = newRun('aaaaaaaaaaaa', { from: 0, to: 86_400_000 }, 1, 'schedule', START);
  const slices = [
    { ...emptySlice(0, run.window), committedAt: START + 20 * SECOND },
    { ...emptySlice(1, run.window), committedAt: START + 10 * SECOND },
  ];
  const work = { items: 2_000, done, of: 1_500 };
  return paceOf({ ...run, startedAt: START, ...change }, work, slices, START + 30 * SECOND);
}

describe('api/pace', () => {
  it('tells items while listing', () => {
    expect(pace({ phase: 'stage' })).toEqual({
      rate: { of: 'items', perSecond: 2_000 / 30 },
      estimatedEnd: null,
    });
  });

  it('tells deliveries since the last listing while importing, and the end that follows', () => {
    expect(pace({ phase: 'import' })).toEqual({
      rate: { of: 'deliveries', perSecond: 50 },
      estimatedEnd: isoTime(START + 50 * SECOND),
    });
    expect(pace({ phase: 'import' }, 0)).toMatchObject({
      rate: { perSecond: 0 },
      estimatedEnd: null,
    });
  });

  it('tells deliveries over the whole of a settled run', () => {
    const settledAt = START + 100 * SECOND;
    expect(pace({ phase: 'done', settledAt })).toEqual({
      rate: { of: 'deliveries', perSecond: 5 },
      estimatedEnd: null,
    });
  });

  it.each<[string, Partial<Run>]>([
    ['a later round', { phase: 'import', round: 2 }],
    ['a second listing', { phase: 'import', relisted: true }],
    ['a moment', { phase: 'stage', startedAt: START + 29_500 }],
    ['settling', { phase: 'settle' }],
  ])('tells nothing of %s', (_what, change) => {
    expect(pace(change)).toEqual({ rate: null, estimatedEnd: null });
  });
});
