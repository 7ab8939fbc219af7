import { describe, expect, it } from '@jest/globals';
import { sendDigest } from '../../../../src/api/timers/digest.ts';
import { newRun } from '../../../../src/api/timers/tick.ts';
import { emptyTally, certify } from '../../../../src/domain/certificate.ts';
import type { Connector, Run } from '../../../../src/domain/records.ts';
import { DAY_MS, HOUR_MS } from '../../../../src/domain/window.ts';
import { createFakePorts, type FakePorts } from '../../../support/fake-ports.ts';

const NOW = Date.parse('2026-03-10T06:00:00Z');
const READER = 'ann@tenant.example';

interface Letter {
  subject: string;
  body: { content: string };
  isRead: boolean;
}

async function world(change: Partial<Connector> = {}, run: Partial<Run> = {}): Promise<FakePorts> {
  const ports = createFakePorts({ now: NOW });
  ports.directory.add(READER, 'mailbox-ann');
  await ports.connectors.create({
    id: 'c1',
    product: 'android',
    name: 'Phones <of> sales',
    state: 'active',
    createdAt: NOW - 20 * DAY_MS,
    createdBy: 'test',
    settings: {},
    watermark: NOW - 6 * HOUR_MS,
    ...change,
  });
  const window = { from: NOW - 30 * HOUR_MS, to: NOW - 6 * HOUR_MS };
  await ports.runs.create({
    ...newRun('c1', window, 1, 'schedule', NOW - 6 * HOUR_MS),
    state: 'succeeded',
    settledAt: NOW - 5 * HOUR_MS,
    certificate: certify({
      slices: [],
      buckets: [{ bucket: 1, imported: 12, partial: 0, failed: 0, open: 0 }],
      items: { ...emptyTally(), delivered: 7, deliveries: 12 },
      sourceCount: 7,
      now: NOW,
    }),
    ...run,
  });
  return ports;
}

function letters(ports: FakePorts): Letter[] {
  return ports.mailboxes.messages.map(
    ({ message }) => JSON.parse(Buffer.from(message.json).toString()) as Letter,
  );
}

describe('api/digest', () => {
  it('writes to nobody unless somebody is named', async () => {
    const ports = await world();
    await sendDigest(ports, { to: [] });
    expect(letters(ports)).toEqual([]);
  });

  it('tells in counts what was archived, once a day', async () => {
    const ports = await world();
    const options = { to: [READER.toUpperCase()], page: 'https://archiver.example/' };
    await sendDigest(ports, options);
    await sendDigest(ports, options);
    expect(letters(ports)).toMatchObject([
      { subject: 'Mobile Archiver, 2026-03-10: all is well', isRead: false },
    ]);
    const [{ body } = { body: { content: '' } }] = letters(ports);
    expect(body.content).toContain('Phones &lt;of&gt; sales');
    expect(body.content).toContain('succeeded: 7 items, 12 deliveries, 0 exceptions');
    expect(body.content).toContain('href="https://archiver.example/"');
    expect(ports.mailboxes.messages).toMatchObject([
      { folder: 'Mobile Archiver', mailboxId: 'mailbox-ann' },
    ]);
    expect(ports.leases.held.size).toBe(0);
  });

  it.each<[string, Partial<Connector>, Partial<Run>]>([
    ['a connector waits', { state: 'attention' }, {}],
    ['a watermark is old', { watermark: NOW - 40 * HOUR_MS }, {}],
    ['a run failed', {}, { state: 'failed' }],
  ])('says in its subject that %s', async (_, change, run) => {
    const ports = await world(change, run);
    await sendDigest(ports, { to: [READER] });
    expect(letters(ports)).toMatchObject([
      { subject: 'Mobile Archiver, 2026-03-10: something waits for you' },
    ]);
  });

  it('leaves out what is deleted, and what was settled before yesterday', async () => {
    const ports = await world({ state: 'deleted' });
    await sendDigest(ports, { to: [READER] });
    expect(letters(ports)[0]?.body.content).not.toContain('Phones');
    const old = await world({}, { settledAt: NOW - 30 * HOUR_MS });
    await sendDigest(old, { to: [READER] });
    expect(letters(old)[0]?.body.content).toContain('no run');
  });

  it('goes on to the next reader when one has no mailbox', async () => {
    const ports = await world();
    await sendDigest(ports, { to: ['nobody@tenant.example', READER] });
    expect(letters(ports)).toHaveLength(1);
    expect(ports.log.entries).toMatchObject([
      { level: 'warn', data: { code: 'notFound' } },
      { level: 'info' },
    ]);
  });
});
