import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_PERIODS, parseMapping } from '../../../../src/api/mapping/csv.ts';
import { MAX_CSV_BYTES } from '../../../../src/api/mapping/text.ts';
import { createHarness, type Harness } from '../harness.ts';

const CSV = { 'content-type': 'text/csv' };
const HEADER = 'External User ID,Microsoft 365 User Mailbox,Valid From,Valid To\n';
const LIVE = `${HEADER}447700900100,live@contoso.example,,\n`;

type Bytes = string | Uint8Array;
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

/** Files as spreadsheets and people make them, while another mapping is in use. */
describe('api/mapping files', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.connector('o2-network', ['mapping']);
    await upload(LIVE);
  });
  const upload = (text: Bytes, query = '') =>
    harness.send('PUT', `/connectors/${id}/mapping${query}`, { text, headers: CSV });
  const live = async (): Promise<string> =>
    Buffer.from((await harness.send('GET', `/connectors/${id}/mapping`)).bytes).toString();
  const anna = { number: '+447700900123', mailbox: 'anna@contoso.example' };

  it.each<[string, Bytes]>([
    ['a byte order mark', `\ufeff${HEADER}447700900123,anna@contoso.example,,\n`],
    ['semicolons', 'Mobile;Email\r\n447700900123;anna@contoso.example\r\n'],
    ['tabs', 'Mobile\tEmail\n447700900123\tanna@contoso.example\n'],
    ['UTF-16 with tabs', utf16('Mobile\tEmail\r\n447700900123\tanna@contoso.example\r\n')],
    ['UTF-16 with semicolons', utf16('Mobile;Email\n447700900123;anna@contoso.example')],
    ['the other UTF-16', utf16('Mobile;Email\n447700900123;anna@contoso.example').swap16()],
    ['lone carriage returns', 'Mobile,Email\r447700900123,anna@contoso.example\r'],
    ['quoted cells', '"Mobile","Email"\n"447700900123","anna@contoso.example"\n'],
    ['a header over two lines', '"Mobile\nNumber",Email\n447700900123,anna@contoso.example\n'],
    ['empty lines and blanks', '\nMobile , Email\n\n 447700900123 , Anna@Contoso.example \n,\n'],
    ['a national number', 'Mobile,Email\n07700 900 123,anna@contoso.example\n'],
    ['an international one', 'Mobile,Email\n+44 (7700) 900-123,anna@contoso.example\n'],
    ['an empty column at the end', 'Mobile,Email,\n447700900123,anna@contoso.example,\n'],
  ])('reads %s', async (_what, text) => {
    expect(await upload(text)).toMatchObject({ status: 200, body: { version: 2, valid: 1 } });
    expect(await harness.ports.mappings.load(id, 2)).toEqual([anna]);
  });

  it.each<[string, Bytes, [line: number, column: string, code: string][]]>([
    [
      'a line break inside of a cell, counting lines on',
      `${HEADER}"4477009\n00123",anna@contoso.example,,\n447700900124,nobody,,\n`,
      [
        [3, 'External User ID', 'invalid'],
        [4, 'Microsoft 365 User Mailbox', 'invalid'],
      ],
    ],
    [
      'numbers that are equal once they are normalised',
      `${HEADER}447700900123,anna@contoso.example,,\n07700 900123,anna@contoso.example,,\n`,
      [[3, 'External User ID', 'duplicate']],
    ],
    [
      'periods that overlap',
      `${HEADER}447700900123,anna@contoso.example,2026-01-01,2026-03-01\n447700900123,ben@contoso.example,2026-02-28,\n`,
      [[3, 'External User ID', 'duplicate']],
    ],
    [
      'a period within an endless one',
      `${HEADER}447700900123,anna@contoso.example,,\n447700900123,ben@contoso.example,2026-02-28,2026-03-01\n`,
      [[3, 'External User ID', 'duplicate']],
    ],
    ...['=cmd|"/c calc"!A1', '@SUM(A1)', '-1+1', '+cmd|x', '=1+1'].map(
      (cell): [string, Bytes, [number, string, string][]] => [
        `the formula ${cell}`,
        `${HEADER}"${cell.replaceAll('"', '""')}",anna@contoso.example,,\n`,
        [[2, 'External User ID', 'formula']],
      ],
    ),
    [
      'a formula for a mailbox',
      `${HEADER}447700900123,=HYPERLINK(A1),,\n`,
      [[2, 'Microsoft 365 User Mailbox', 'formula']],
    ],
    [
      'dates of other calendars',
      `${HEADER}447700900123,anna@contoso.example,31.12.2026,2026-13-01\n`,
      [
        [2, 'Valid From', 'invalid'],
        [2, 'Valid To', 'invalid'],
      ],
    ],
    [
      'a header that names what every object has',
      'constructor,Mobile,Email\nx,447700900123,a@b.example\n',
      [[1, 'constructor', 'unknown_column']],
    ],
    ['an empty file', '', [[1, '', 'no_rows']]],
    ['a file of blank lines', '\r\n\r\n , \r\n', [[1, '', 'no_rows']]],
    ['a header alone', HEADER, [[1, '', 'no_rows']]],
    [
      'no header',
      '447700900123,anna@contoso.example\n',
      [
        [1, '447700900123', 'unknown_column'],
        [1, 'anna@contoso.example', 'unknown_column'],
        [1, 'External User ID', 'missing_column'],
        [1, 'Microsoft 365 User Mailbox', 'missing_column'],
      ],
    ],
    [
      'half of the header',
      'Mobile\n447700900123\n',
      [[1, 'Microsoft 365 User Mailbox', 'missing_column']],
    ],
    [
      'a quotation mark that is never closed',
      `${HEADER}447700900123,"anna@contoso.example,,\n447700900124,ben@contoso.example,,\n`,
      [[3, '', 'quotes']],
    ],
    [
      'Latin-1',
      Buffer.from(`${HEADER}Zo\u00eb,zoe@contoso.example,,\n`, 'latin1'),
      [[1, '', 'encoding']],
    ],
    [
      'a quotation mark that takes in the rest of a long file',
      `${HEADER}447700900123,"anna@contoso.example,,\n${'447700900124,ben@contoso.example,,\n'.repeat(1_000)}`,
      [[236, '', 'row_too_long']],
    ],
    ['a row without end', `${HEADER}${','.repeat(100_000)}`, [[2, '', 'row_too_long']]],
    ['a header without end', 'a,'.repeat(100_000), [[1, '', 'row_too_long']]],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0, 0x80]), [[1, '', 'encoding']]],
  ])('refuses %s', async (_what, text, faults) => {
    for (const query of ['?dryRun=true', '']) {
      const refused = await upload(text, query);
      expect(refused).toMatchObject({ status: 422, body: { code: 'mapping_refused' } });
      const found = refused.body.errors.map(({ line, column, code }) => [line, column, code]);
      expect(found).toEqual(faults);
    }
    expect(await live()).toBe(LIVE);
    expect(await harness.ports.mappings.versions(id)).toHaveLength(1);
  });

  it('refuses UTF-16 without a mark, which could be anything', async () => {
    const refused = await upload(utf16(LIVE).subarray(2));
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ code }) => code)).toContain('missing_column');
  });

  it('gives a report of any bytes at all', async () => {
    const cell = fc.oneof(
      fc.constantFrom('447700900123', 'anna@contoso.example', '2026-03-31', '"', '=1', ''),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const text = fc
      .array(fc.array(cell, { maxLength: 5 }), { maxLength: 10 })
      .map((rows) => Buffer.from(HEADER + rows.map((cells) => cells.join(',')).join('\n')));
    const anything = fc.oneof(text, fc.uint8Array({ maxLength: 500 }));
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        const { valid, rows, faults, faultCount, entries } = await parseMapping(bytes, 'GB');
        expect(entries).toHaveLength(valid);
        expect(valid).toBeLessThanOrEqual(rows);
        expect(faults).toHaveLength(faultCount);
        expect(faultCount === 0).toBe(rows > 0 && valid === rows);
      }),
    );
  });

  it('names both lines of rows that exclude each other', async () => {
    const rows = '1234567890,a@b.example,,\n447700900123,a@b.example,,\n';
    const refused = await upload(`${HEADER}${rows}07700900123,b@b.example,,\n`);
    expect(refused.body.errors[0]?.message).toContain('Lines 3 and 4');
  });

  it('takes a number for many people in turn, up to a limit', async () => {
    const day = (n: number): string =>
      new Date(Date.parse('2020-01-01') + n * 86_400_000).toISOString().slice(0, 10);
    const rows = Array.from(
      { length: MAX_PERIODS + 1 },
      (_, n) => `447700900123,p${String(n)}@b.example,${day(n)},${day(n + 1)}\n`,
    );
    expect((await upload(HEADER + rows.slice(0, MAX_PERIODS).join(''))).status).toBe(200);
    expect((await upload(HEADER + rows.join(''))).body.errors).toMatchObject([
      { line: MAX_PERIODS + 2, code: 'too_many_periods' },
    ]);
  });

  it('stops reading an endless upload at its limit', async () => {
    const piece = Buffer.alloc(1_048_576, 'x');
    let sent = 0;
    let isStopped = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (; sent < 1024 * piece.length; sent += piece.length) yield await Promise.resolve(piece);
      } finally {
        isStopped = true;
      }
    }
    const refused = await harness.send('PUT', `/connectors/${id}/mapping`, {
      stream: endless(),
      headers: CSV,
    });
    expect(refused).toMatchObject({ status: 413, body: { code: 'too_large' } });
    expect(refused.body.detail).toContain(String(MAX_CSV_BYTES));
    expect(isStopped).toBe(true);
    expect(sent).toBeLessThanOrEqual(MAX_CSV_BYTES + piece.length);
    expect(await live()).toBe(LIVE);
  });
});
