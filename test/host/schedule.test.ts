import { describe, expect, it } from '@jest/globals';
import { parseSchedule } from '../../local/host/timer-triggers.ts';

const from = Date.parse('2026-03-01T00:00:00Z');

function firings(expression: string, count: number): string[] {
  const schedule = parseSchedule('tick', expression);
  const found: string[] = [];
  let at: number | undefined = from;
  while (found.length < count && at !== undefined) {
    at = schedule.nextRun(new Date(at))?.getTime();
    if (at !== undefined) found.push(new Date(at).toISOString());
  }
  return found;
}

describe('local/host/schedule', () => {
  it.each([
    ['0 */15 * * * *', ['2026-03-01T00:15:00.000Z', '2026-03-01T00:30:00.000Z']],
    ['*/15 * * * *', ['2026-03-01T00:15:00.000Z', '2026-03-01T00:30:00.000Z']],
    ['30 5 4 * * 1', ['2026-03-02T04:05:30.000Z', '2026-03-09T04:05:30.000Z']],
    ['0 0 0 * * Wed', ['2026-03-04T00:00:00.000Z', '2026-03-11T00:00:00.000Z']],
    ['0 0 0 13 * 5', ['2026-03-13T00:00:00.000Z', '2026-11-13T00:00:00.000Z']],
    ['0 5/20 * * * *', ['2026-03-01T00:05:00.000Z', '2026-03-01T00:25:00.000Z']],
    ['0 0 0 30 2 *', []],
  ])('fires %s at the right times', (expression, expected) => {
    expect(firings(expression, 2)).toEqual(expected);
  });

  it.each([
    '',
    '* * *',
    '0 0 0 L * *',
    '0 0 0 ? * *',
    '0 0 0 * * 7',
    '0 0 0 15W * *',
    '0 0 99 * * *',
    '01:30:00',
  ])('refuses "%s"', (expression) => {
    expect(() => parseSchedule('tick', expression)).toThrow(/"tick" has the schedule/);
  });
});
