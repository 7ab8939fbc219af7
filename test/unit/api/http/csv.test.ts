import { describe, expect, it } from '@jest/globals';
import { csvLine } from '../../../../src/api/http/csv.ts';

describe('api/csv', () => {
  it.each([
    '=1+1',
    '+447700900123',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('keeps a spreadsheet from calculating %j', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  it('quotes, and doubles quotes, so that no text ends its cell', () => {
    expect(csvLine(['a,b', 'say "=1"', 'two\r\nlines', '', '";=cmd'])).toBe(
      '"a,b","say ""=1""","two\r\nlines","",""";=cmd"\r\n',
    );
  });

  it('writes numbers as they are and nothing for nothing', () => {
    expect(csvLine([1, null, -1.5])).toBe('1,,-1.5\r\n');
  });
});
