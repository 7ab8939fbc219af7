import { describe, expect, it } from '@jest/globals';
import { settled, startRun, type RunView } from '../../local/set-up.ts';
import { DAY, person, sms, useSystem, WINDOW } from '../support/system.ts';

const SETTLED_WITHIN_MS = 60_000;
const TEST_MS = 90_000;

const alice = person(1);
const bob = person(2);
const carol = person(3, 'denied');
const tested = useSystem({ people: [alice, bob, carol] });

async function runDay(connector: string): Promise<RunView> {
  const { admin } = tested;
  return settled(admin, await startRun(admin, connector, WINDOW), SETTLED_WITHIN_MS);
}

async function again(runId: string, how: 'retry' | 'reprocess'): Promise<RunView> {
  await tested.admin.must('POST', `/runs/${runId}/${how}`, {});
  return settled(tested.admin, runId, SETTLED_WITHIN_MS);
}

async function inFolder(folder: string): Promise<string[]> {
  const messages = await tested.mailboxes();
  return messages
    .filter((message) => message.folder === folder)
    .map(({ user, subject }) => `${user}: ${subject}`)
    .sort();
}

interface Exceptions {
  items: { cause: string; reason: string; state: string; itemId: string; parties: string[] }[];
}

function exceptionsOf(runId: string, state = 'open'): Promise<Exceptions> {
  return tested.admin.must('GET', `/exceptions?runId=${runId}&state=${state}`);
}

describe('a run', () => {
  it(
    'adds nothing to any mailbox when its window is run again, twice',
    async () => {
      const items = Array.from({ length: 30 }, (_, n) =>
        sms(`again-${String(n)}`, n % 2 ? alice : bob, { text: `message ${String(n)}` }),
      );
      await tested.list('android', items);
      const connector = await tested.connect('android');
      const first = await runDay(connector);
      expect(first.counters).toMatchObject({ items: 30, imported: 30, duplicate: 0 });
      const before = await inFolder('Android Archiver');
      expect(before).toHaveLength(30);
      for (const repetition of [await runDay(connector), await runDay(connector)]) {
        expect(repetition.state).toBe('succeeded');
        expect(repetition.certificate?.balanced).toBe(true);
        expect(repetition.counters).toMatchObject({ items: 30, imported: 0, duplicate: 30 });
      }
      expect(await inFolder('Android Archiver')).toEqual(before);
    },
    TEST_MS,
  );

  it(
    'imports what was unmapped once the mapping is mended and the run reprocessed',
    async () => {
      const stranger = {
        sender: { value: '+447700900555' },
        recipients: [{ value: '+447700900556' }],
      };
      await tested.list('o2-network', [
        sms('mapped', alice),
        sms('stranger-1', alice, { ...stranger, text: 'one' }),
        sms('stranger-2', alice, { ...stranger, text: 'two' }),
      ]);
      const header = 'External User ID,Microsoft 365 User Mailbox\n';
      const connector = await tested.connect('o2-network', `${header}447700900998,${bob.mail}\n`);
      const run = await runDay(connector);
      expect(run.state).toBe('succeededWithExceptions');
      expect(run.counters).toMatchObject({ items: 3, delivered: 1, unmapped: 2 });
      const open = await exceptionsOf(run.id);
      expect(open.items.map(({ cause, parties }) => [cause, parties])).toEqual([
        ['unmapped', ['+447700900555', '+447700900556']],
        ['unmapped', ['+447700900555', '+447700900556']],
      ]);

      await tested.admin.must(
        'PUT',
        `/connectors/${connector}/mapping`,
        `${header}447700900555,${bob.mail}\n`,
      );
      const mended = await again(run.id, 'reprocess');
      expect(mended).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(mended.counters).toMatchObject({ items: 3, delivered: 3, unmapped: 0, imported: 3 });
      expect((await exceptionsOf(run.id)).items).toEqual([]);
      expect((await exceptionsOf(run.id, 'resolved')).items).toHaveLength(2);
      expect(await inFolder('O2 SMS and Voice Network Archiver')).toHaveLength(3);
    },
    TEST_MS,
  );

  it(
    'reports a mailbox that refuses, goes on with the others, and retries what failed',
    async () => {
      await tested.list('att-network', [
        sms('refused-1', carol),
        sms('refused-2', carol, { text: 'b' }),
        sms('fine', alice),
      ]);
      const header = 'External User ID,Microsoft 365 User Mailbox\n';
      const connector = await tested.connect(
        'att-network',
        `${header}447700900101,${alice.mail}\n`,
      );
      await tested.admin.must('PUT', `/connectors/${connector}/mapping-rules`, {
        automatic: true,
        custom: true,
      });
      await tested.control('graph', 'faults', [
        {
          match: { method: 'POST', path: '/messages$', mailbox: alice.id },
          times: 1,
          action: { type: 'status', status: 403, code: 'ErrorAccessDenied' },
        },
      ]);
      const run = await runDay(connector);
      expect(run.state).toBe('succeededWithExceptions');
      expect(run.certificate?.balanced).toBe(true);
      expect(run.counters).toMatchObject({ items: 3, deliveries: 3 });
      expect(run.counters.failed).toBeGreaterThan(0);
      const { items } = await exceptionsOf(run.id);
      expect(new Set(items.map(({ cause, reason }) => `${cause} ${reason}`))).toEqual(
        new Set(['failed accessDenied']),
      );
      const mended = await again(run.id, 'retry');
      expect(mended).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
      expect(mended.counters).toMatchObject({ imported: 3, failed: 0 });
      expect((await exceptionsOf(run.id)).items).toEqual([]);
      expect(await inFolder('AT&T SMS/MMS Network Archiver')).toHaveLength(3);
    },
    TEST_MS,
  );

  it(
    'turns every kind of bad input into a sound message or a named exception, never a failed run',
    async () => {
      const deep = Object.fromEntries(
        Array.from({ length: 50 }, (_, n) => [`x${String(n)}`, { a: [n] }]),
      );
      const good = [
        sms('year-57300', alice, { messageTime: Date.UTC(57300, 5, 3) }),
        sms('negative-time', alice, { messageTime: -1, text: 'before 1970' }),
        sms('unknown-properties', alice, { ...deep, text: 'extra' }),
        sms('hostile-names', alice, {
          text: 'names',
          sender: {
            value: '+447700900101',
            email: alice.mail,
            firstName: 'A\r\nBcc: x@y',
            lastName: '\u202Egnp.exe\u0000',
          },
        }),
        sms('empty', alice, { text: '' }),
        sms('surrogate', alice, { text: 'half \ud83d of a pair' }),
        sms('two-hundred', alice, {
          kind: 'chat',
          recipients: Array.from({ length: 200 }, (_, n) => ({
            value: `+1555010${String(n).padStart(4, '0')}`,
          })),
        }),
      ];
      const bad: [string, unknown][] = [
        ['unknown-kind', sms('unknown-kind', alice, { kind: 'telex' })],
        ['no-sender', sms('no-sender', alice, { sender: undefined })],
        ['no-time', sms('no-time', alice, { messageTime: 'yesterday' })],
        ['bad-revision', sms('bad-revision', alice, { revision: 0 })],
        ['bad-format', sms('bad-format', alice, { format: 'fax' })],
        ['recipients', sms('recipients', alice, { recipients: 'everybody' })],
      ];
      await tested.list('enterprise-number', [
        ...good,
        ...bad.map(([, raw]) => raw as object),
        { archivedAt: `${DAY}T12:00:00.000Z` },
      ]);
      const run = await runDay(await tested.connect('enterprise-number'));
      expect(run.state).toBe('succeededWithExceptions');
      expect(run.error).toBeNull();
      expect(run.counters).toMatchObject({
        delivered: good.length,
        malformed: bad.length + 1,
        imported: good.length,
      });
      const { items } = await exceptionsOf(run.id);
      expect(items.map(({ cause }) => cause)).toEqual(
        Array.from({ length: bad.length + 1 }, () => 'malformed'),
      );
      for (const [id] of bad) {
        const found = items.find(({ itemId }) => itemId === id);
        expect(found?.reason).toMatch(/^[a-zA-Z.[\]0-9]+: .+/);
      }
      const messages = (await tested.mailboxes()).filter(
        ({ folder }) => folder === 'Enterprise Number Archiver',
      );
      expect(messages).toHaveLength(good.length);
      for (const { subject } of messages) expect(subject).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(messages.find(({ body }) => body?.content.includes('57300'))).toMatchObject({
        sentDateTime: `${DAY}T12:00:00.000Z`,
      });
    },
    TEST_MS,
  );
});
