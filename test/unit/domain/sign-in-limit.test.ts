import { describe, expect, it } from '@jest/globals';
import {
  signInWait,
  withAttempt,
  withoutAttempts,
  type SignInAttempt,
} from '../../../src/domain/sign-in-limit.ts';
import { MINUTE_MS } from '../../../src/domain/window.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

function attempt(minutesAgo: number, connectorId = 'c', account = 'a'): SignInAttempt {
  return { at: NOW - minutesAgo * MINUTE_MS, connectorId, account };
}

describe('domain/sign-in-limit', () => {
  it.each([
    ['the first', [], 0],
    ['the fourth', [1, 2, 3], 0],
    ['the fifth, until the oldest of four is a quarter of an hour old', [1, 2, 3, 10], 5],
    ['one long after many', [16, 17, 18, 19, 20], 0],
    ['one after more than were allowed', [1, 2, 3, 4, 5], 11],
  ])('lets %s wait as it should', (_what, minutes, wait) => {
    const attempts = minutes.map((ago) => attempt(ago));
    expect(signInWait(attempts, attempt(0))).toBe(wait * MINUTE_MS);
  });

  it('counts an account over all connectors, a connector over all accounts, and all together', () => {
    const four = [1, 2, 3, 4];
    const account = four.map((n) => attempt(n, `c${String(n)}`, 'same'));
    expect(signInWait(account, attempt(0, 'other', 'same'))).toBeGreaterThan(0);
    expect(signInWait(account, attempt(0, 'other', 'other'))).toBe(0);
    const connector = four.map((n) => attempt(n, 'same', `a${String(n)}`));
    expect(signInWait(connector, attempt(0, 'same', 'other'))).toBeGreaterThan(0);
    const many = Array.from({ length: 20 }, (_, n) => attempt(1, `c${String(n)}`, `a${String(n)}`));
    expect(signInWait(many, attempt(0, 'other', 'other'))).toBe(14 * MINUTE_MS);
    expect(signInWait(many.slice(1), attempt(0, 'other', 'other'))).toBe(0);
  });

  it('forgets what is old, and what a success has answered', () => {
    const kept = withAttempt([attempt(20), attempt(15), attempt(14)], attempt(0));
    expect(kept).toEqual([attempt(14), attempt(0)]);
    const others = [attempt(1, 'c', 'x'), attempt(1, 'y', 'a'), attempt(1, 'y', 'x')];
    expect(withoutAttempts(others, attempt(0))).toEqual([attempt(1, 'y', 'x')]);
  });
});
