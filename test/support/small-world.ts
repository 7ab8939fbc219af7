/** A day of thirteen listings in memory, and the lives of the process that archives it. */
import { expect } from '@jest/globals';
import { newRun } from '../../src/api/timers/tick.ts';
import type { Run } from '../../src/domain/records.ts';
import type { Listing, SourceRecord } from '../../src/domain/source-item.ts';
import { DAY_MS } from '../../src/domain/window.ts';
import { processOver, ProcessDied } from './dying-process.ts';
import { createFakePorts, type FakePorts } from './fake-ports.ts';
import { orchestrate } from './orchestration.ts';

export const NOON = Date.parse('2026-03-10T12:00:00Z');
export const WINDOW = {
  from: Date.parse('2026-03-09T00:00:00Z'),
  to: Date.parse('2026-03-10T00:00:00Z'),
};
/** A lease that its holder took along lapses after a minute; the tick comes after that. */
export const UNTIL_NEXT_LIFE_MS = 5 * 60_000;
export const CONNECTOR = 'connector1';

function record(id: string, change: Partial<SourceRecord> = {}): Listing {
  const index = Number(/\d+/.exec(id)?.[0] ?? 0);
  return {
    item: {
      id,
      revision: 1,
      kind: 'sms',
      format: 'record',
      event: 'created',
      archivedAt: WINDOW.from + index * 5_000_000,
      messageTime: WINDOW.from + index * 5_000_000 - 60_000,
      sender: {
        value: `+4477009001${String(index).padStart(2, '0')}`,
        email: `p${String(index % 4)}@t.example`,
      },
      recipients: [{ value: '+447700900999', email: `p${String((index + 1) % 4)}@t.example` }],
      attachments: [],
      text: `text ${id}`,
      ...change,
    },
  };
}

/** Ten messages to two mailboxes each, one listed twice, one reported by another phone too, one unmapped, one malformed. */
export async function world(): Promise<FakePorts> {
  const ports = createFakePorts({ now: NOON });
  ports.source.pageSize = 2;
  const ten = Array.from({ length: 10 }, (_, n) => record(`item-${String(n)}`));
  const { item } = record('item-3');
  ports.source.listings = [
    ...ten,
    ten[2]!,
    { item: { ...item!, id: 'item-3-of-another-phone' } },
    record('item-11', { sender: { value: '+447700900888' }, recipients: [], text: 'unmapped' }),
    {
      malformed: { place: 'sender', reason: 'is missing' },
      id: 'item-12',
      revision: 1,
      kind: 'sms',
      archivedAt: WINDOW.from,
    },
  ];
  for (let n = 0; n < 4; n++)
    ports.directory.add(`p${String(n)}@t.example`, `mailbox-${String(n)}`);
  await createRun(ports);
  return ports;
}

/** An active connector with automatic mapping, and its run over the day, not yet begun. */
export async function createRun(ports: FakePorts): Promise<void> {
  await ports.connectors.create({
    id: CONNECTOR,
    product: 'android',
    name: 'test',
    state: 'active',
    createdAt: NOON,
    createdBy: 'test',
    settings: {},
    rules: { automatic: true, custom: false },
    activatedAt: NOON - 10 * DAY_MS,
  });
  await ports.runs.create(newRun(CONNECTOR, WINDOW, 1, 'test', NOON));
}

export async function currentRun(ports: FakePorts): Promise<Run & { etag: string }> {
  const [run] = await ports.runs.between(CONNECTOR, WINDOW.from, WINDOW.to);
  if (!run) throw new Error('there is no run');
  return run;
}

/** One life of the process: the next attempt, from what the ledger says. @returns whether it lived to the end */
export async function live(
  ports: FakePorts,
  at: number,
  when: 'before' | 'after',
): Promise<boolean> {
  const run = await currentRun(ports);
  const attempt = run.attempt + 1;
  await ports.runs.update(run.id, run.etag, { attempt, attemptedAt: ports.clock.now() });
  const life = processOver(ports, at, when);
  try {
    await orchestrate(life.ports, ports.clock, { runId: run.id, attempt });
    return true;
  } catch (error) {
    if (error instanceof ProcessDied) return false;
    throw error;
  }
}

/** @param label what was done to the run, for the message of a failure */
export async function expectArchived(ports: FakePorts, label: string): Promise<void> {
  const keys = ports.mailboxes.messages.map(
    ({ mailboxId, message }) => `${mailboxId} ${message.key}`,
  );
  const { certificate, state } = await currentRun(ports);
  expect({ label, state, messages: keys.length, distinct: new Set(keys).size }).toEqual({
    label,
    state: 'succeededWithExceptions',
    messages: 20,
    distinct: 20,
  });
  expect({ label, ...certificate }).toMatchObject({
    label,
    balanced: true,
    listed: 14,
    repeated: 1,
    items: 13,
    delivered: 11,
    unmapped: 1,
    malformed: 1,
    deliveries: 22,
    imported: 20,
    duplicate: 2,
    failed: 0,
    sourceCount: 13,
  });
}
