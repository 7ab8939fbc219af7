import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { interpret } from '../../local/host/interpreter.ts';
import { alteredInterpreter } from './altered-interpreter.ts';
import { cases, expectation, outcome } from './interpreter-cases.ts';

describe('local/host/interpreter', () => {
  it.each(cases.map((one) => [one.name, one] as const))('knows: %s', (_name, one) => {
    expect(outcome(interpret, one)).toEqual(expectation(one));
  });

  it.each([
    ['all waits for every child', 'if (--open === 0) settle(true)', 'settle(true)'],
    ['any ends once', '--open === 0', '--open <= 0'],
    ['an early event is read once', 'this.unread.splice(early, 1);', ''],
    ['a suspended orchestration holds its inputs', 'if (this.suspended && isInput)', 'if (false)'],
    ['the newest waiter is served first', '?.pop()', '?.shift()'],
    ['a task ends once', '|| task.ended) return', ') return'],
    ['pauses have a cap', 'Math.min(first * ', 'Math.max(first * '],
  ])('fails a case when the rule is broken that %s', (_rule, from, to) => {
    const broken = alteredInterpreter(from, to);
    const wrong = cases.filter((one) => !isDeepStrictEqual(outcome(broken, one), expectation(one)));
    expect(wrong).not.toEqual([]);
  });
});
