import { describe, expect, it } from '@jest/globals';
import type { ExceptionRow, Run } from '../../../src/domain/records.ts';
import type { Listing, SourceRecord } from '../../../src/domain/source-item.ts';
import { createFakePorts, type FakePorts } from '../../support/fake-ports.ts';
import { orchestrate } from '../../support/orchestration.ts';
import { CONNECTOR, createRun, NOON, WINDOW } from '../../support/small-world.ts';

function sound(id: string, change: Partial<SourceRecord> = {}): Listing {
  return {
    item: {
      id,
      revision: 1,
      kind: 'sms',
      format: 'record',
      event: 'created',
      archivedAt: WINDOW.from + 60_000,
      messageTime: WINDOW.from,
      sender: { value: '+447700900101', email: 'anna@t.example' },
      recipients: [{ value: '+447700900999' }],
      attachments: [],
      text: `text ${id}`,
      ...change,
    },
  };
}

function unreadable(id: string): Listing {
  const malformed = { place: 'revision', reason: 'is no number' };
  return { malformed, id, revision: 1, kind: 'sms', archivedAt: WINDOW.from + 60_000 };
}

async function world(listings: Listing[]): Promise<FakePorts> {
  const ports = createFakePorts({ now: NOON });
  ports.source.listings = listings;
  ports.directory.add('anna@t.example', 'mailbox-anna');
  await createRun(ports);
  return ports;
}

/** One round of the run, begun as the API begins it. */
async function round(ports: FakePorts, reprocess: boolean): Promise<Run> {
  await ports.clock.advance(60_000);
  const [run] = await ports.runs.between(CONNECTOR, WINDOW.from, WINDOW.to);
  if (!run) throw new Error('there is no run');
  const attempt = run.attempt + 1;
  const again = { state: 'queued', phase: 'open', round: run.round + 1, reprocess } as const;
  const attemptedAt = ports.clock.now();
  await ports.runs.update(run.id, run.etag, {
    attempt,
    attemptedAt,
    ...(reprocess && again),
  });
  await orchestrate(ports, ports.clock, { runId: run.id, attempt });
  const settled = await ports.runs.get(run.id);
  if (!settled) throw new Error('the run is gone');
  return settled;
}

/** From now on, what could not be read on the pages that were kept can be. */
function learnToRead(ports: FakePorts, change: Partial<SourceRecord>): void {
  const parsePage = ports.source.parsePage.bind(ports.source);
  ports.source.parsePage = (raw) => {
    const page = parsePage(raw);
    const listings = page.listings.map((one) => (one.item ? one : sound(one.id, change)));
    return { ...page, listings };
  };
}

async function exceptionsOf(ports: FakePorts, run: Run): Promise<ExceptionRow[]> {
  const pages = [];
  for await (const page of ports.ledger.exceptions(run.id)) pages.push(page);
  return pages.flat();
}

function textsIn(ports: FakePorts): string {
  return ports.mailboxes.messages.map(({ message }) => Buffer.from(message.json).toString()).join();
}

describe('activities/reprocess-exceptions', () => {
  it('delivers what can be read by now, and the run balances', async () => {
    const ports = await world([sound('a'), unreadable('b')]);
    const before = await round(ports, false);
    expect(before.certificate).toMatchObject({ malformed: 1, imported: 1, balanced: true });

    learnToRead(ports, {});
    const run = await round(ports, true);
    expect(run).toMatchObject({ state: 'succeeded' });
    expect(run.certificate).toMatchObject({
      balanced: true,
      listed: 2,
      items: 2,
      delivered: 2,
      malformed: 0,
      imported: 2,
      sourceCount: 2,
    });
    expect(ports.mailboxes.messages).toHaveLength(2);
    expect(textsIn(ports)).toContain('text b');
    const exceptions = await exceptionsOf(ports, run);
    expect(exceptions.map(({ state }) => state)).toEqual(['resolved']);
  });

  it('keeps an unreadable listing apart from a sound one of the same id', async () => {
    const ports = await world([sound('a'), unreadable('a'), unreadable('a'), sound('a')]);
    const before = await round(ports, false);
    expect(before.state).toBe('succeededWithExceptions');
    const counts = { listed: 4, repeated: 2, items: 2, delivered: 1, malformed: 1 };
    expect(before.certificate).toMatchObject(counts);
    expect(await exceptionsOf(ports, before)).toMatchObject([
      { itemId: 'a', state: 'open', reason: 'revision: is no number' },
    ]);

    learnToRead(ports, { revision: 2, text: 'second thoughts' });
    ports.source.counted = 2;
    const run = await round(ports, true);
    expect(run.state).toBe('succeeded');
    expect(run.certificate).toMatchObject({
      ...counts,
      balanced: true,
      delivered: 2,
      malformed: 0,
      imported: 2,
    });
    expect(textsIn(ports)).toContain('second thoughts');
    expect(await exceptionsOf(ports, run)).toMatchObject([{ itemId: 'a', state: 'resolved' }]);
  });

  it('keeps the exception of what still cannot be read', async () => {
    const ports = await world([sound('a'), unreadable('b')]);
    await round(ports, false);
    const run = await round(ports, true);
    expect(run.certificate).toMatchObject({ items: 2, delivered: 1, malformed: 1, balanced: true });
    expect(await exceptionsOf(ports, run)).toMatchObject([{ itemId: 'b', state: 'open' }]);
  });
});
