import { beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_CHECKED_AT_ONCE } from '../../../../src/api/mapping/schemas.ts';
import { MAX_CHECKED_WITH_UPLOAD } from '../../../../src/api/mapping/users.ts';
import { AppError } from '../../../../src/domain/errors.ts';
import { assignMailboxes } from '../../../../src/domain/mapping.ts';
import { createHarness, type Harness } from '../harness.ts';

const CSV = { 'content-type': 'text/csv' };
const HEADER = 'External User ID,Microsoft 365 User Mailbox,Valid From,Valid To\n';

describe('api/mapping-users', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.connector('o2-network');
  });
  const upload = (rows: string, query = '') =>
    harness.send('PUT', `/connectors/${id}/mapping${query}`, {
      text: HEADER + rows,
      headers: CSV,
    });
  const post = (path: string, json: unknown) =>
    harness.send('POST', `/connectors/${id}/${path}`, { json });
  const rules = (automatic: boolean, custom: boolean) =>
    harness.send('PUT', `/connectors/${id}/mapping-rules`, { json: { automatic, custom } });
  const many = (count: number): string =>
    Array.from(
      { length: count },
      (_, n) => `4477${String(n).padStart(8, '0')},user${String(n)}@contoso.example,,\n`,
    ).join('');

  describe('with an upload', () => {
    it('names rows that are no users, and takes them all the same', async () => {
      const { directory } = harness.ports;
      directory.add('anna@contoso.example', 'mailbox-of-anna');
      directory.users.set('shut@contoso.example', { reason: 'accessDenied' });
      const rows =
        '447700900121,anna@contoso.example,,\n447700900122,Gone@contoso.example,,\n' +
        '447700900123,shut@contoso.example,,\n447700900124,gone@contoso.example,,\n';
      const taken = await upload(rows);
      expect(taken).toMatchObject({
        status: 200,
        body: { version: 1, users: { of: 3, checked: 3, pending: [] } },
      });
      expect(taken.body).toMatchObject({
        users: {
          unknown: [
            { line: 3, address: 'gone@contoso.example', reason: 'notFound' },
            { line: 4, address: 'shut@contoso.example', reason: 'accessDenied' },
          ],
        },
      });
    });

    it('leaves many addresses to the check', async () => {
      const count = MAX_CHECKED_WITH_UPLOAD + 1;
      const dry = await upload(many(count), '?dryRun=true');
      expect(dry.body).toMatchObject({ users: { of: count, checked: 0 } });
      expect(harness.ports.directory.asked).toEqual([]);
      const { pending } = (dry.body as unknown as { users: { pending: unknown[] } }).users;
      expect(pending).toHaveLength(count);
      expect(pending[0]).toEqual({ line: 2, address: 'user0@contoso.example' });
      expect((await upload(many(count))).body).toMatchObject({ users: { pending: [] } });
    });

    it('goes on without the directory where that cannot be asked', async () => {
      harness.ports.directory.failure = new AppError('graph_unavailable', 'no', { retry: 'later' });
      const dry = await upload(many(2), '?dryRun=true');
      expect(dry).toMatchObject({
        status: 200,
        body: { users: { of: 2, checked: 0, unknown: [], pending: [{ line: 2 }, { line: 3 }] } },
      });
    });

    it('stops asking after the time a person waits', async () => {
      const { clock, directory } = harness.ports;
      const resolve = directory.resolve.bind(directory);
      directory.resolve = async (addresses) => {
        await clock.advance(6_000);
        return resolve(addresses);
      };
      const dry = await upload(many(MAX_CHECKED_WITH_UPLOAD), '?dryRun=true');
      expect(dry.body).toMatchObject({ users: { checked: 2 * MAX_CHECKED_AT_ONCE } });
    });
  });

  describe('mapping-check', () => {
    it('works through the mapping in use, a part at a time', async () => {
      const count = 2 * MAX_CHECKED_AT_ONCE + 1;
      await upload(many(count));
      harness.ports.directory.add('user0@contoso.example', 'mailbox-0');
      let cursor: string | undefined;
      const seen: unknown[] = [];
      const positions: unknown[] = [];
      do {
        const part = await post('mapping-check', cursor === undefined ? {} : { cursor });
        const body = part.body as unknown as {
          checked: number;
          of: number;
          unknown: { address: string }[];
        };
        expect(body.of).toBe(count);
        positions.push(body.checked);
        seen.push(...body.unknown.map(({ address }) => address));
        cursor = part.body.nextCursor;
      } while (cursor !== undefined);
      expect(positions).toEqual([MAX_CHECKED_AT_ONCE, 2 * MAX_CHECKED_AT_ONCE, count]);
      expect(new Set(seen).size).toBe(count - 1);
    });

    it('checks addresses that are sent along, with their lines', async () => {
      const addresses = [{ line: 7, address: ' Nobody@contoso.example' }];
      expect((await post('mapping-check', { addresses })).body).toMatchObject({
        checked: 1,
        of: 1,
        unknown: [{ line: 7, reason: 'notFound' }],
      });
    });

    it('has nothing to do where there is no mapping', async () => {
      expect((await post('mapping-check', {})).body).toEqual({ checked: 0, of: 0, unknown: [] });
    });

    it.each([
      ['graph_unavailable', 503],
      ['graph_unauthorized', 409],
    ] as const)('says %s as %i', async (code, status) => {
      harness.ports.directory.failure = new AppError(code, 'no', { retry: 'later' });
      const addresses = [{ line: 1, address: 'a@b.example' }];
      expect(await post('mapping-check', { addresses })).toMatchObject({ status, body: { code } });
    });

    it('ends while the person waits, whatever the directory does', async () => {
      const { clock, directory } = harness.ports;
      directory.resolve = () => new Promise(() => undefined);
      const answer = post('mapping-check', { addresses: [{ line: 1, address: 'a@b.example' }] });
      const advanced = clock.advance(60_000);
      expect(await answer).toMatchObject({ status: 503, body: { code: 'graph_unavailable' } });
      await advanced;
    });

    it('refuses too many at once, and a cursor that was not given out', async () => {
      const one = { line: 1, address: 'a@b.example' };
      const addresses = Array.from({ length: MAX_CHECKED_AT_ONCE + 1 }, () => one);
      expect((await post('mapping-check', { addresses })).status).toBe(400);
      expect(await post('mapping-check', { cursor: 'made-up' })).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    });
  });

  describe('mapping-resolve', () => {
    beforeEach(async () => {
      const { directory } = harness.ports;
      directory.add('anna@contoso.example', 'mailbox-of-anna');
      directory.add('ben@contoso.example', 'mailbox-of-ben');
      await upload(
        '07700 900123,anna@contoso.example,,2026-03-01\n' +
          '07700 900124,gone@contoso.example,,\nSHOP,ben@contoso.example,,\n',
      );
      await rules(true, true);
    });
    const before = '2026-02-28T23:59:59.999Z';
    const after = '2026-03-01T00:00:00Z';

    it.each([
      [
        'the custom rule, in any spelling',
        { number: '+44 7700 900123', email: 'ben@contoso.example', at: before },
        { address: 'anna@contoso.example', mailboxId: 'mailbox-of-anna', rule: 'custom' },
        ['won', 'notNeeded'],
      ],
      [
        'the e-mail address once the row has ended',
        { number: '447700900123', email: 'Ben@contoso.example', at: after },
        { address: 'ben@contoso.example', mailboxId: 'mailbox-of-ben', rule: 'automatic' },
        ['notEffective', 'won'],
      ],
      [
        'the e-mail address where the row names nobody',
        { number: '447700900124', email: 'ben@contoso.example', at: after },
        { rule: 'automatic' },
        ['noUser', 'won'],
      ],
      ['a name as it is', { number: 'SHOP' }, { rule: 'custom' }, ['won', 'noMatch']],
      [
        'nobody',
        { number: '447700900999', email: 'x@contoso.example' },
        null,
        ['noMatch', 'noUser'],
      ],
    ])('leads to %s', async (_what, question, mailbox, results) => {
      const { body } = await post('mapping-resolve', question);
      if (mailbox === null) expect(body).toMatchObject({ mailbox: null });
      else expect(body).toMatchObject({ mailbox });
      const steps = body.steps as unknown as { rule: string; result: string; message: string }[];
      expect(steps.map(({ rule }) => rule)).toEqual(['custom', 'automatic']);
      expect(steps.map(({ result }) => result)).toEqual(results);
      expect(steps.every(({ message }) => message.length > 10)).toBe(true);
    });

    it('shows what it compares, and says of a rule that it is off', async () => {
      await rules(true, false);
      const { body } = await post('mapping-resolve', {
        number: ' 07700 900123 ',
        email: 'Anna@Contoso.example',
      });
      expect(body).toMatchObject({
        number: { given: '07700 900123', normalised: '+447700900123' },
        email: { given: 'Anna@Contoso.example', normalised: 'anna@contoso.example' },
        at: '2026-03-10T12:00:00.000Z',
        mappingVersion: 1,
        mailbox: { rule: 'automatic' },
        steps: [{ result: 'off' }, { result: 'won' }],
      });
    });

    it('answers what a run would do', async () => {
      const entries = await harness.ports.mappings.load(id, 1);
      const index = new Map(entries.map((entry) => [entry.number, [entry]]));
      const party = { value: '07700900123', role: 'owner', number: '+447700900123' } as const;
      const item = { parties: [party], occurredAt: Date.parse(before) };
      const addresses = new Map([['anna@contoso.example', { mailboxId: 'mailbox-of-anna' }]]);
      const on = { automatic: true, custom: true };
      const { mailboxes } = assignMailboxes(item, on, index, addresses);
      const { body } = await post('mapping-resolve', { number: '07700900123', at: before });
      expect(body).toMatchObject({ mailbox: mailboxes[0] });
    });

    it('wants a number or an address', async () => {
      expect((await post('mapping-resolve', {})).status).toBe(400);
      expect((await post('mapping-resolve', { number: '1', at: 'yesterday' })).status).toBe(400);
    });
  });
});
