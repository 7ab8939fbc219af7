import { beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_FAULTS_LISTED } from '../../../../src/api/mapping/csv.ts';
import { MAX_CSV_BYTES } from '../../../../src/api/mapping/text.ts';
import { createHarness, type Harness } from '../harness.ts';

const CSV = { 'content-type': 'text/csv; charset=utf-8' };
const HEADER = 'External User ID,Microsoft 365 User Mailbox\n';

describe('api/mapping', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.connector('o2-network', ['mapping']);
  });

  const upload = (text: string | Uint8Array, query = '') =>
    harness.send('PUT', `/connectors/${id}/mapping${query}`, { text, headers: CSV });
  const entries = (version: number) => harness.ports.mappings.load(id, version);

  it('takes a file as a version, gives it back as it was, and says what changed', async () => {
    const first = `${HEADER}447700900123,Anna@Contoso.example\n447700900124,ben@contoso.example\n`;
    expect(await upload(first)).toMatchObject({
      status: 200,
      body: { version: 1, rows: 2, valid: 2, added: 2, changed: 0, removed: 0, errors: [] },
    });
    expect(await entries(1)).toEqual([
      { number: '+447700900123', mailbox: 'anna@contoso.example' },
      { number: '+447700900124', mailbox: 'ben@contoso.example' },
    ]);
    const second = `${HEADER}+44 7700 900123,carl@contoso.example\nSHOP,dora@contoso.example\n`;
    expect((await upload(second)).body).toMatchObject({
      version: 2,
      added: 1,
      changed: 1,
      removed: 1,
    });

    const current = await harness.send('GET', `/connectors/${id}/mapping`, { as: 'reader' });
    expect(Buffer.from(current.bytes).toString()).toBe(second);
    expect(current.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="mapping-${id}-v2.csv"`,
    });
    const old = await harness.send('GET', `/connectors/${id}/mapping-versions/1`);
    expect(Buffer.from(old.bytes).toString()).toBe(first);
    const versions = await harness.send('GET', `/connectors/${id}/mapping-versions`);
    expect(versions.body.items).toMatchObject([
      { version: 2, uploadedBy: 'admin@example.test', uploadedAt: '2026-03-10T12:00:00.000Z' },
      { version: 1, rows: 2 },
    ]);
  });

  it('completes the mapping step where the custom rule is on', async () => {
    const json = { automatic: false, custom: true };
    await harness.send('PUT', `/connectors/${id}/mapping-rules`, { json });
    await upload(`${HEADER}447700900123,anna@contoso.example`);
    const shown = await harness.send('GET', `/connectors/${id}`);
    expect(shown.body).toMatchObject({ state: 'ready', steps: { mapping: 'done' } });
  });

  it('changes nothing in a dry run', async () => {
    const before = harness.ports.connectors.rows.all();
    const dry = await upload(`${HEADER}447700900123,anna@contoso.example`, '?dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { version: 1, added: 1 } });
    expect(harness.ports.connectors.rows.all()).toEqual(before);
    expect((await harness.send('GET', `/connectors/${id}/mapping`)).status).toBe(404);
  });

  it('refuses the whole file and names every bad row', async () => {
    const text = [
      'External User ID;Microsoft 365 User Mailbox;Valid From;Valid To',
      '447700900123;anna@contoso.example;;',
      ';nobody',
      '=HYPERLINK("x");ben@contoso.example;;',
      '4.477E+11;ben@contoso.example;2026-02-30;',
      '447700900124;ben@contoso.example;2026-03-02;2026-03-01',
      '+447700900123;carl@contoso.example;;',
      ';;;',
      '447700900125;dora@contoso.example;;;more',
    ].join('\r\n');
    const refused = await upload(text);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'mapping_refused', rows: 7, valid: 1, errorCount: 8 },
    });
    const found = refused.body.errors.map(({ line, column, code }) => [line, column, code]);
    expect(found).toEqual([
      [3, 'External User ID', 'required'],
      [3, 'Microsoft 365 User Mailbox', 'invalid'],
      [4, 'External User ID', 'formula'],
      [5, 'External User ID', 'damaged_number'],
      [5, 'Valid From', 'invalid'],
      [6, 'Valid To', 'empty_period'],
      [7, 'External User ID', 'duplicate'],
      [9, '', 'extra_cell'],
    ]);
    expect(refused.body.errors[6]?.message).toContain('Lines 2 and 7');
    expect(await harness.ports.mappings.versions(id)).toEqual([]);
  });

  it('takes one number for two people, one after the other', async () => {
    const text =
      'Mobile Number\tE-Mail\tvalid from\tVALID TO\n' +
      '447700900123\tanna@contoso.example\t\t2026-03-01\n' +
      '447700900123\tben@contoso.example\t2026-03-01\t\n';
    expect((await upload(text)).status).toBe(200);
    const change = Date.parse('2026-03-01');
    expect(await entries(1)).toEqual([
      { number: '+447700900123', mailbox: 'anna@contoso.example', validTo: change },
      { number: '+447700900123', mailbox: 'ben@contoso.example', validFrom: change },
    ]);
  });

  const plain = `${HEADER}"Änne",anna@contoso.example\n`;
  it.each([
    ['UTF-8', Buffer.from(plain)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${plain}`)],
    ['UTF-16 little-endian', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()],
  ])('reads %s', async (_encoding, bytes) => {
    expect((await upload(bytes)).status).toBe(200);
    expect(await entries(1)).toEqual([{ number: 'Änne', mailbox: 'anna@contoso.example' }]);
  });

  it('reads characters that lie across the pieces in which a file is decoded', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, n) => `Ä${String(n)},m${String(n)}@contoso.example`,
    );
    expect((await upload(HEADER + rows.join('\n'))).body).toMatchObject({ valid: 20_000 });
    expect((await entries(1)).at(-1)?.number).toBe('Ä19999');
  });

  it.each([
    ['no header', '447700900123,anna@contoso.example', 'unknown_column'],
    ['a missing column', 'External User ID\n447700900123\n', 'missing_column'],
    ['a column twice', 'Mobile,Phone,Email\n1,2,a@b.example\n', 'repeated_column'],
    ['a misspelt column', 'Mobile,Email,Valid Form\n1,a@b.example,\n', 'unknown_column'],
    ['no rows', HEADER, 'no_rows'],
    ['nothing at all', '', 'no_rows'],
    ['bytes that are no text', Buffer.from([0x4d, 0xff, 0x2c]), 'encoding'],
    ['an open quotation mark', `${HEADER}"447700900123,anna@contoso.example\n`, 'quotes'],
  ])('refuses %s', async (_what, text, code) => {
    const refused = await upload(text);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ code }) => code)).toContain(code);
  });

  it('lists a bounded number of faults and counts all', async () => {
    const bad = MAX_FAULTS_LISTED + 5;
    const refused = await upload(HEADER + '447700900123,nobody\n'.repeat(bad));
    expect(refused.body.errorCount).toBe(bad);
    expect(refused.body.errors).toHaveLength(MAX_FAULTS_LISTED);
  });

  it('refuses too many bytes and another type', async () => {
    expect((await upload(Buffer.alloc(MAX_CSV_BYTES + 1, 'x'))).status).toBe(413);
    const json = await harness.send('PUT', `/connectors/${id}/mapping`, { text: HEADER });
    expect(json).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it.each(['0', '01', 'x', '9999999999'])('does not know version %s', async (version) => {
    const got = await harness.send('GET', `/connectors/${id}/mapping-versions/${version}`);
    expect(got.status).toBe(404);
  });
});
