import { describe, expect, it } from '@jest/globals';
import { newRun } from '../../../../src/api/timers/tick.ts';
import type { ExceptionRow, RunChange } from '../../../../src/domain/records.ts';
import { createHarness, type Harness } from '../harness.ts';

const WINDOW = { from: Date.parse('2026-03-09T00:00:00Z'), to: Date.parse('2026-03-10T00:00:00Z') };
const ids = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'];

/** Two connectors, each with a run over the day that is under way. */
async function createWorld(): Promise<Harness> {
  const harness = createHarness();
  const { connectors, runs } = harness.ports;
  for (const id of ids) {
    await connectors.create({
      id,
      product: 'o2-network',
      name: 'Phones',
      state: 'active',
      createdAt: 0,
      createdBy: 'somebody',
      settings: {},
    });
    await runs.create(newRun(id, WINDOW, 1, 'schedule', 0));
  }
  return harness;
}

describe('api/exceptions', () => {
  const row = (key: string, change: Partial<ExceptionRow> = {}): ExceptionRow => ({
    connectorId: 'aaaaaaaaaaaa',
    runId: 'run-aaaaaaaaaaaa-20260309',
    key,
    cause: 'unmapped',
    reason: 'noMailbox',
    state: 'open',
    itemId: `item-${key}`,
    itemKey: key,
    kind: 'sms',
    occurredAt: 1_000,
    since: 2_000,
    parties: ['+447700900123'],
    raw: { blob: 'b', index: 0 },
    ...change,
  });

  it('filters, pages and counts', async () => {
    const { ports, send } = await createWorld();
    const other = { runId: 'run-bbbbbbbbbbbb-20260309', connectorId: 'bbbbbbbbbbbb' };
    await ports.ledger.putExceptions([
      row('1'),
      row('2', { parties: ['+447700900123', '12345'] }),
      row('3', {
        cause: 'failed',
        reason: 'quotaFull',
        mailboxId: 'm1',
        state: 'resolved',
        resolvedAt: 3_000,
      }),
      row('4', other),
    ]);
    const first = await send('GET', '/exceptions?connectorId=aaaaaaaaaaaa&limit=2', {
      as: 'reader',
    });
    expect(first.body.counts).toEqual({
      causes: { unmapped: 2, failed: 1 },
      unmapped: [
        { party: '+447700900123', count: 2 },
        { party: '12345', count: 1 },
      ],
      groups: [
        expect.objectContaining({ cause: 'unmapped', reason: 'noMailbox', count: 2, open: 2 }),
        expect.objectContaining({ cause: 'failed', reason: 'quotaFull', count: 1, open: 0 }),
      ],
      counted: 3,
      complete: true,
    });
    const cursor = String(first.body.nextCursor);
    const second = await send(
      'GET',
      `/exceptions?connectorId=aaaaaaaaaaaa&limit=2&cursor=${cursor}`,
    );
    expect(second.body).toMatchObject({
      items: [
        {
          itemId: 'item-3',
          cause: 'failed',
          mailboxId: 'm1',
          resolvedAt: '1970-01-01T00:00:03.000Z',
        },
      ],
    });
    expect(second.body.counts).toBeUndefined();
    const open = await send('GET', '/exceptions?state=open&cause=unmapped');
    expect(open.body.items).toHaveLength(3);
    const ofRun = await send('GET', `/exceptions?runId=${other.runId}`);
    expect(ofRun.body.items).toMatchObject([{ itemId: 'item-4' }]);
  });

  it('filters by number, by reason and by item', async () => {
    const { ports, send } = await createWorld();
    await ports.ledger.putExceptions([
      row('1'),
      row('2', { parties: ['+447700900123', '12345'] }),
      row('3', { cause: 'malformed', reason: 'sender: is missing', parties: [] }),
    ]);
    const idsOf = async (query: string) =>
      (await send('GET', `/exceptions?${query}`)).body.items.map(({ itemId }) => itemId);

    expect(await idsOf('party=12345')).toEqual(['item-2']);
    expect(await idsOf(`party=${encodeURIComponent('+447700900123')}`)).toHaveLength(2);
    expect(await idsOf('reason=sender%3A%20is%20missing')).toEqual(['item-3']);
    expect(await idsOf('itemId=item-1')).toEqual(['item-1']);
  });

  it('says with each what it means and what to do, and puts all that is unreadable together', async () => {
    const { ports, send } = await createWorld();
    await ports.ledger.putExceptions([
      row('1', { cause: 'malformed', reason: 'sender: is missing' }),
      row('2', { cause: 'malformed', reason: 'kind: is unknown', state: 'resolved' }),
    ]);
    const { items, counts } = (await send('GET', '/exceptions')).body;
    const text = { title: 'Not readable', remedy: expect.stringContaining('reprocess') };
    expect(items).toMatchObject([text, text]);
    expect(counts).toMatchObject({
      groups: [{ ...text, reason: null, count: 2, open: 1, action: 'reprocess' }],
    });
  });

  const settle = async ({ ports }: Harness, change: RunChange) => {
    const run = await ports.runs.get(row('1').runId);
    await ports.runs.update(run?.id ?? '', run?.etag ?? '', change);
  };

  it('takes what settled runs have counted, and counts the rest', async () => {
    const world = await createWorld();
    const { ports, send } = world;
    // What stands in the ledger beside the tally is there to be told from it.
    await ports.ledger.putExceptions([row('1'), row('2', { runId: 'run-bbbbbbbbbbbb-20260309' })]);
    await ports.runs.putExceptionTally(row('1').runId, {
      groups: [
        { cause: 'unmapped', reason: 'noMailbox', open: 99_000, resolved: 1_000 },
        { cause: 'malformed', reason: '', open: 5, resolved: 0 },
      ],
      parties: [{ party: '+447700900123', open: 99_000, resolved: 1_000 }],
    });
    await settle(world, { state: 'succeededWithExceptions', round: 2 });
    const countsOf = async (query: string) =>
      (await send('GET', `/exceptions?${query}`)).body.counts;

    expect(await countsOf('')).toMatchObject({
      causes: { unmapped: 100_001, malformed: 5 },
      unmapped: [{ party: '+447700900123', count: 100_001 }],
      counted: 100_006,
      complete: true,
    });
    expect(await countsOf('state=resolved')).toMatchObject({
      causes: { unmapped: 1_000 },
      unmapped: [{ count: 1_000 }],
    });
    const malformed = await countsOf(`cause=malformed&runId=${row('1').runId}`);
    expect(malformed).toMatchObject({ causes: { malformed: 5 }, unmapped: [], counted: 5 });
    await settle(world, { state: 'running' });
    expect(await countsOf('')).toMatchObject({ causes: { unmapped: 2 }, counted: 2 });
  });

  it('leaves the counting out where it is not wanted', async () => {
    const { ports, send } = await createWorld();
    await ports.ledger.putExceptions([row('1')]);
    expect((await send('GET', '/exceptions?counts=false')).body.counts).toBeUndefined();
  });

  it('counts as long as a person may wait, and says that there are more', async () => {
    const { ports, send } = await createWorld();
    const rows = Array.from({ length: 250 }, (_, n) => row(String(n)));
    await ports.ledger.putExceptions(rows);
    const facts = ports.ledger.exceptionFacts.bind(ports.ledger);
    ports.ledger.exceptionFacts = async function* (filter) {
      for await (const page of facts(filter)) {
        await ports.clock.advance(6_000);
        yield page;
      }
    };
    expect((await send('GET', '/exceptions')).body.counts).toMatchObject({
      counted: 200,
      complete: false,
    });
  });

  it.each(['limit=0', 'limit=501', 'limit=x', 'cause=odd', 'color=red', "runId='or"])(
    'refuses the query %s',
    async (query) => {
      const got = await createHarness().send('GET', `/exceptions?${query}`);
      expect(got).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    },
  );
});
