import { describe, expect, it } from '@jest/globals';
import { parseMailDate } from '../../../../src/adapters/mime/mail-date.ts';

describe('adapters/mime/mail-date', () => {
  it.each([
    ['Thu, 19 Nov 2026 10:15:00 +0100', '2026-11-19T09:15:00.000Z'],
    ['19 Nov 2026 10:15:00 -0530 (a comment)', '2026-11-19T15:45:00.000Z'],
    ['Mon, 19 November 2026 10:15 GMT', '2026-11-19T10:15:00.000Z'],
    [' Thu,\r\n 19  Nov 2026\t10:15:00 EST', '2026-11-19T15:15:00.000Z'],
    ['19 Nov 26 10:15:00 +0000', '2026-11-19T10:15:00.000Z'],
    ['19 Nov 96 10:15:00 +0000', '1996-11-19T10:15:00.000Z'],
    ['19 Nov 126 10:15:00 +0000', '2026-11-19T10:15:00.000Z'],
    ['Thu, 19-Nov-2026 10:15:00 UTC', '2026-11-19T10:15:00.000Z'],
    ['Thu, 19 Nov 2026 10:15:00', '2026-11-19T10:15:00.000Z'],
    ['2026-11-19T10:15:00.250+01:00', '2026-11-19T09:15:00.250Z'],
    ['2026-11-19 10:15:00', '2026-11-19T10:15:00.000Z'],
  ])('reads %j', (header, expected) => {
    expect(new Date(parseMailDate(header) ?? NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '32 Nov 2026 10:15:00 +0000',
    '0 Nov 2026 10:15:00 +0000',
    '19 Foo 2026 10:15:00 +0000',
    '19 Nov 2026 25:15:00 +0000',
    '19 Nov 2026',
    '2026-13-45T10:15:00Z',
    'x 1',
    `${' '.repeat(100_000)}19 Nov 2026`,
  ])('refuses %j', (header) => {
    expect(parseMailDate(header)).toBeUndefined();
  });
});
