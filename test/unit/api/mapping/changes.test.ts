import { beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_DIFFERENCES_LISTED } from '../../../../src/api/mapping/compare.ts';
import { createHarness, type Harness } from '../harness.ts';

const CSV = { 'content-type': 'text/csv' };

describe('api/mapping changes', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.connector('o2-network', ['mapping']);
  });
  const upload = (text: string, query = '') =>
    harness.send('PUT', `/connectors/${id}/mapping${query}`, { text, headers: CSV });
  const add = (rows: unknown[], more = {}) =>
    harness.send('POST', `/connectors/${id}/mapping-entries`, { json: { add: rows, ...more } });
  const restore = (version: number, as: 'admin' | 'reader' = 'admin') =>
    harness.send('POST', `/connectors/${id}/mapping-versions/${String(version)}/restore`, { as });
  const live = async (): Promise<string> =>
    Buffer.from((await harness.send('GET', `/connectors/${id}/mapping`)).bytes).toString();
  const versions = async () =>
    (await harness.send('GET', `/connectors/${id}/mapping-versions`)).body.items;
  const anna = '447700900123;anna@contoso.example\n';
  const first = `Mobile;Email\n${anna}"SHOP;1";ben@contoso.example\n`;

  describe('differences', () => {
    it('names what is added, changed and removed, normalised', async () => {
      await upload(
        'Mobile,Email,From,To\n07700900121,a@b.example,,\n07700900122,a@b.example,2026-01-01,\n',
      );
      const dry = await upload(
        'Mobile,Email,From,To\n07700900121,z@b.example,,\n07700900123,a@b.example,,2027-01-01\n',
        '?dryRun=true',
      );
      expect(dry.body).toMatchObject({
        added: 1,
        changed: 1,
        removed: 1,
        differences: [
          {
            change: 'changed',
            number: '+447700900121',
            mailbox: 'z@b.example',
            before: 'a@b.example',
          },
          {
            change: 'added',
            number: '+447700900123',
            mailbox: 'a@b.example',
            before: null,
            validFrom: null,
            validTo: '2027-01-01T00:00:00.000Z',
          },
          { change: 'removed', number: '+447700900122', mailbox: null, before: 'a@b.example' },
        ],
      });
    });

    it('lists a bounded number, and counts all', async () => {
      const rows = Array.from(
        { length: MAX_DIFFERENCES_LISTED + 5 },
        (_, n) => `S${String(n)},a@b.example`,
      );
      const { body } = await upload(`Mobile,Email\n${rows.join('\n')}`, '?dryRun=true');
      expect(body).toMatchObject({ added: MAX_DIFFERENCES_LISTED + 5 });
      expect(body).toHaveProperty('differences.length', MAX_DIFFERENCES_LISTED);
    });
  });

  describe('restore', () => {
    it('makes a new version with the bytes of the old one', async () => {
      await upload(first);
      await upload('Mobile,Email\n447700900199,dora@contoso.example\n');
      expect(await restore(1)).toMatchObject({
        status: 200,
        body: { version: 3, rows: 2, added: 2, changed: 0, removed: 1 },
      });
      expect(await live()).toBe(first);
      expect(await versions()).toMatchObject([
        { version: 3, restoredFrom: 1, live: true, uploadedBy: 'admin@example.test' },
        { version: 2, restoredFrom: null, live: false },
        { version: 1, restoredFrom: null, live: false },
      ]);
    });

    it('refuses what is in use, what never was, and who may not', async () => {
      await upload(first);
      expect(await restore(1)).toMatchObject({ status: 409, body: { code: 'already_live' } });
      expect((await restore(2)).status).toBe(404);
      expect((await restore(1, 'reader')).status).toBe(403);
      expect(await versions()).toHaveLength(1);
    });
  });

  describe('entries', () => {
    it('come to the rows in use, which stay as they were given', async () => {
      await upload(first);
      const rows = [
        { number: '07700 900124', mailbox: 'Carl@contoso.example' },
        {
          number: '07700900125',
          mailbox: 'dora@contoso.example',
          validFrom: '2026-01-01',
          validTo: '2026-02-01',
        },
      ];
      expect(await add(rows)).toMatchObject({
        status: 200,
        body: { version: 2, rows: 4, added: 2, changed: 0, removed: 0 },
      });
      expect(await live()).toBe(
        [
          'External User ID,Microsoft 365 User Mailbox,Valid From,Valid To',
          '447700900123,anna@contoso.example,,',
          '"SHOP;1",ben@contoso.example,,',
          '07700 900124,Carl@contoso.example,,',
          '07700900125,dora@contoso.example,2026-01-01,2026-02-01',
          '',
        ].join('\r\n'),
      );
      expect((await harness.ports.mappings.load(id, 2)).at(-1)).toEqual({
        number: '+447700900125',
        mailbox: 'dora@contoso.example',
        validFrom: Date.parse('2026-01-01'),
        validTo: Date.parse('2026-02-01'),
      });
    });

    it('begin a mapping where there is none', async () => {
      const added = await add([{ number: 'SHOP', mailbox: 'anna@contoso.example' }]);
      expect(added).toMatchObject({ status: 200, body: { version: 1, rows: 1 } });
    });

    it('are refused whole, each fault with its place in the request', async () => {
      await upload(first);
      const refused = await add([
        { number: '+44 7700 900123', mailbox: 'carl@contoso.example' },
        { number: '=1+1', mailbox: 'nobody' },
        { number: '1\n2', mailbox: 'a@b.example', validFrom: 'May' },
      ]);
      expect(refused).toMatchObject({ status: 422, body: { code: 'mapping_refused' } });
      expect(refused.body.errors.map(({ path, code }) => [path, code])).toEqual([
        ['add.0.number', 'duplicate'],
        ['add.1.number', 'formula'],
        ['add.1.mailbox', 'invalid'],
        ['add.2.number', 'invalid'],
        ['add.2.validFrom', 'invalid'],
      ]);
      expect(refused.body.errors[0]?.message).toContain('replace');
      expect(await live()).toBe(first);
    });

    it('take the place of rows of the same number when told so', async () => {
      await upload(first);
      const rows = [{ number: '07700900123', mailbox: 'carl@contoso.example' }];
      expect((await add(rows, { replace: true })).body).toMatchObject({ changed: 1, rows: 2 });
    });

    it('want at least one row, and no others than these', async () => {
      expect((await add([])).status).toBe(400);
      const empty = await add([{ number: ' ', mailbox: '' }]);
      expect(empty.body.errors.map(({ path }) => path)).toEqual(['add.0.number', 'add.0.mailbox']);
      expect((await add([{ number: '1', mailbox: 'a@b.example', note: '' }])).status).toBe(400);
    });

    it('lose nothing to another change at the same time', async () => {
      await upload(first);
      const { mappings } = harness.ports;
      const save = mappings.save.bind(mappings);
      mappings.save = async (version, csv, entries) => {
        mappings.save = save;
        await upload('Mobile,Email\n447700900199,dora@contoso.example\n');
        return save(version, csv, entries);
      };
      const late = await add([{ number: 'SHOP', mailbox: 'carl@contoso.example' }]);
      expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect(await live()).toContain('dora');
    });
  });
});
