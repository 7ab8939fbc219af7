import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from '../../../../src/adapters/http/retry-after.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

describe('adapters/http/retry-after', () => {
  it.each([
    ['whole seconds', '120', 120_000],
    ['no wait', '0', 0],
    ['fractions, rounded up', '2.1284', 2129],
    ['blanks around it', ' 7 ', 7000],
    ['ten minutes', '600', 600_000],
    ['more than a day', '100000', 86_400_000],
    ['a date in another century', 'Fri, 20 Nov 2226 12:00:00 GMT', 86_400_000],
    ['a date', 'Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
    ['a date in lower case', 'fri, 20 nov 2026 12:00:30 gmt', 30_000],
    ['a date that has passed', 'Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['the first of several', ['3', '9'], 3000],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['an empty header', '', undefined],
    ['a negative number', '-5', undefined],
    ['words', 'soon', undefined],
    ['a number with a unit', '5s', undefined],
  ])('reads %s', (_, header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});
