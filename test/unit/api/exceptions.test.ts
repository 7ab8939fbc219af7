import { describe, expect, it } from '@jest/globals';
import type { ExceptionRow } from '../../../src/domain/records.ts';
import { createHarness } from './harness.ts';

describe('api/exceptions', () => {
  const row = (key: string, change: Partial<ExceptionRow> = {}): ExceptionRow => ({
    connectorId: 'aaaaaaaaaaaa',
    runId: 'run-aaaaaaaaaaaa-20260309',
    key,
    cause: 'unmapped',
    reason: 'noParty',
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
    const { ports, send } = createHarness();
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

  it.each(['limit=0', 'limit=501', 'limit=x', 'cause=odd', 'color=red', "runId='or"])(
    'refuses the query %s',
    async (query) => {
      const got = await createHarness().send('GET', `/exceptions?${query}`);
      expect(got).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    },
  );
});
