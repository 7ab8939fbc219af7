import { describe, expect, it } from '@jest/globals';
import { newRun } from '../../../src/api/timers/tick.ts';
import { daysOf } from '../../../src/domain/days.ts';
import type { Connector, Run, RunState } from '../../../src/domain/records.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/window.ts';

const FIRST = Date.parse('2026-03-01T00:00:00Z');
/** The first of March was the day before the activation. */
const ACTIVATED = FIRST + DAY_MS + 9 * HOUR_MS;
const connector: Connector = {
  id: 'aaaaaaaaaaaa',
  product: 'android',
  name: 'Phones',
  state: 'active',
  createdAt: ACTIVATED,
  createdBy: 'somebody',
  settings: {},
  activatedAt: ACTIVATED,
};

function run(state: RunState, day: number, change: Partial<Run> & { days?: number } = {}): Run {
  const { days = 1, number = 1, ...rest } = change;
  const from = FIRST + day * DAY_MS;
  const window = { from, to: from + days * DAY_MS };
  return { ...newRun(connector.id, window, number, 'schedule', from + number), state, ...rest };
}

function statesOf(runs: Run[], { of = connector, now = FIRST + 10 * DAY_MS, days = 3 } = {}) {
  const window = { from: FIRST, to: FIRST + days * DAY_MS };
  return daysOf(of, runs, window, now).map(({ state }) => state);
}

describe('domain/days', () => {
  it('tells each day by its run', () => {
    const runs = [run('succeeded', 0), run('succeededWithExceptions', 1), run('settling', 2)];
    expect(statesOf(runs)).toEqual(['complete', 'withExceptions', 'running']);
    expect(statesOf([run('failed', 0), run('cancelled', 1)])).toEqual([
      'failed',
      'failed',
      'missing',
    ]);
  });

  it('takes what is under way first, then what was settled, then the newest', () => {
    const settled = run('succeeded', 0, { number: 2 });
    const days = (runs: Run[]) => statesOf(runs, { days: 1 });
    expect(days([run('succeededWithExceptions', 0), settled])).toEqual(['complete']);
    expect(days([settled, run('failed', 0, { number: 3 })])).toEqual(['complete']);
    expect(days([settled, run('queued', 0, { number: 3 })])).toEqual(['running']);
  });

  it('counts a run over many days for each of them, and one over a part of a day for none', () => {
    const long = run('succeeded', 0, { days: 2 });
    const part = run('succeeded', 2);
    part.window.to -= 1;
    expect(statesOf([long, part])).toEqual(['complete', 'complete', 'missing']);
  });

  it('misses only what was wanted, is over, and had its time to be taken up', () => {
    const end = FIRST + 2 * DAY_MS;
    const late = end + 70 * 60_000;
    expect(statesOf([], { now: late })).toEqual(['missing', 'missing', 'notDue']);
    expect(statesOf([], { now: late - 1 })).toEqual(['missing', 'notDue', 'notDue']);
    const before = { from: FIRST - 2 * DAY_MS, to: FIRST };
    expect(daysOf(connector, [], before, late).map(({ state }) => state)).toEqual([
      'notDue',
      'notDue',
    ]);
  });

  it('gives a connector that was activated after a day the time to take it up', () => {
    const soon = ACTIVATED + HOUR_MS;
    expect(statesOf([], { now: soon - 1, days: 1 })).toEqual(['notDue']);
    expect(statesOf([], { now: soon, days: 1 })).toEqual(['missing']);
  });

  it('misses nothing of a connector that was never active, or is deleted', () => {
    const { activatedAt: _, ...draft } = { ...connector, state: 'draft' as const };
    expect(statesOf([], { of: draft, days: 1 })).toEqual(['notDue']);
    expect(statesOf([], { of: { ...connector, state: 'deleted' }, days: 1 })).toEqual(['notDue']);
    expect(statesOf([], { of: { ...connector, state: 'paused' }, days: 1 })).toEqual(['missing']);
  });
});
