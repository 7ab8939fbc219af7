import { describe, expect, it } from '@jest/globals';
import {
  dueDays,
  mendedRuns,
  wantsDriver,
  watermarkOf,
  type InstanceStatus,
} from '../../../src/domain/due.ts';
import type { Connector, Run, RunState } from '../../../src/domain/records.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/window.ts';

const TODAY = Date.UTC(2026, 10, 20);
const NOON = TODAY + 12 * HOUR_MS;

function connector(change: Partial<Connector> = {}): Connector {
  return {
    id: 'c1',
    product: 'p',
    name: 'n',
    state: 'active',
    createdAt: 0,
    createdBy: 'somebody',
    settings: {},
    activatedAt: TODAY - 30 * DAY_MS,
    ...change,
  };
}

function run(daysAgo: number, state: RunState, change: Partial<Run> = {}): Run {
  const from = TODAY - daysAgo * DAY_MS;
  return {
    id: `run-${String(daysAgo)}`,
    connectorId: 'c1',
    window: { from, to: from + DAY_MS },
    number: 1,
    state,
    phase: 'done',
    createdAt: 0,
    createdBy: 'schedule',
    round: 1,
    reprocess: false,
    attempt: 1,
    attemptedAt: NOON - HOUR_MS,
    cancelRequested: false,
    ...change,
  };
}

describe('domain/due', () => {
  it('wants every day of the look-back that has no run, oldest first', () => {
    const runs = [run(1, 'succeeded'), run(3, 'failed'), run(4, 'cancelled')];
    const days = dueDays(connector(), runs, NOON).map(({ from }) => (TODAY - from) / DAY_MS);
    expect(days).toEqual([7, 6, 5, 2]);
  });

  it('begins with the day before the connector was first activated', () => {
    const days = dueDays(connector({ activatedAt: NOON }), [], NOON);
    expect(days).toEqual([{ from: TODAY - DAY_MS, to: TODAY }]);
  });

  it('is not content with a backfill of a part of the day', () => {
    const part = run(1, 'succeeded');
    part.window = { from: part.window.from, to: part.window.from + 6 * HOUR_MS };
    const whole = run(2, 'succeeded');
    whole.window = { from: whole.window.from - DAY_MS, to: whole.window.to };
    const fresh = connector({ activatedAt: TODAY - DAY_MS });
    expect(dueDays(fresh, [part, whole], NOON)).toEqual([{ from: TODAY - DAY_MS, to: TODAY }]);
  });

  it('tries a failed run ever less often, and at once what a person has mended', () => {
    const failed = run(1, 'failed', { round: 3, settledAt: NOON - 59 * MINUTE_MS });
    expect(mendedRuns(connector(), [failed], NOON)).toEqual([]);
    expect(mendedRuns(connector(), [failed], NOON + MINUTE_MS)).toEqual([failed]);
    const refused = { ...failed, error: { code: 'account_locked', message: '' } as const };
    expect(mendedRuns(connector(), [refused], NOON)).toEqual([refused]);
  });

  it('gives the source ten minutes after midnight', () => {
    const fresh = connector({ activatedAt: TODAY });
    expect(dueDays(fresh, [], TODAY + 9 * MINUTE_MS)).toEqual([]);
    expect(dueDays(fresh, [], TODAY + 10 * MINUTE_MS)).toHaveLength(1);
  });

  it.each(['draft', 'ready', 'paused', 'attention', 'deleted'] as const)(
    'leaves a connector alone that is %s',
    (state) => {
      expect(dueDays(connector({ state }), [], NOON)).toEqual([]);
      expect(mendedRuns(connector({ state }), [run(1, 'failed')], NOON)).toEqual([]);
    },
  );

  it('takes up failed runs, but not where a newer run covers the window, nor cancelled ones', () => {
    const runs = [
      run(1, 'failed'),
      run(2, 'failed'),
      run(2, 'succeeded', { id: 'run-2-r2', number: 2 }),
      run(3, 'cancelled'),
    ];
    expect(mendedRuns(connector(), runs, NOON).map(({ id }) => id)).toEqual(['run-1']);
  });

  it.each<[string, RunState, InstanceStatus, number, boolean]>([
    ['alive and speaking', 'running', { kind: 'alive', lastSignAt: NOON - MINUTE_MS }, 0, false],
    ['alive but silent', 'running', { kind: 'alive', lastSignAt: NOON - 21 * MINUTE_MS }, 0, true],
    ['ended', 'running', { kind: 'ended' }, 0, true],
    ['just begun and not yet known', 'queued', { kind: 'unknown' }, MINUTE_MS, false],
    ['never come to life', 'queued', { kind: 'unknown' }, 3 * MINUTE_MS, true],
    ['settled', 'succeeded', { kind: 'ended' }, 0, false],
  ])('for an orchestration %s', (_, state, instance, since, expected) => {
    const subject = run(1, state, { attemptedAt: NOON - since });
    expect(wantsDriver(subject, instance, NOON)).toBe(expected);
  });

  it('moves the watermark only over settled windows without a gap', () => {
    const since = TODAY - 5 * DAY_MS;
    const subject = connector({ watermark: since });
    const windows = [run(3, 'succeeded'), run(5, 'succeeded'), run(4, 'succeeded')];
    const settled = windows.map(({ window }) => window);
    expect(watermarkOf(subject, settled)).toBe(TODAY - 2 * DAY_MS);
    expect(watermarkOf(subject, settled.slice(0, 1))).toBe(since);
    expect(watermarkOf(connector({ activatedAt: NOON }), [run(1, 'succeeded').window])).toBe(TODAY);
    const never = { ...connector() };
    delete never.activatedAt;
    expect(watermarkOf(never, settled)).toBeUndefined();
  });
});
