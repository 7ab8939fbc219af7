import { describe, expect, it } from '@jest/globals';
import type { DeliveryRow } from '../../../src/domain/records.ts';
import type { ClaimRow, DeliveryPartition, Ledger } from '../../../src/ports.ts';
import { collect, useAzurite } from '../../support/azurite.ts';
import { deliveryRow, MAILBOX, RUN_ID } from './rows.ts';

const azurite = useAzurite();

function partition(bucket: number): DeliveryPartition {
  return { connectorId: 'con-1', day: '20261119', bucket };
}

function rows(count: number, change: Partial<DeliveryRow> = {}): DeliveryRow[] {
  return Array.from({ length: count }, (_, number) => deliveryRow(number, change));
}

async function read(
  ledger: Ledger,
  from: DeliveryPartition,
  runId = RUN_ID,
): Promise<{ rows: DeliveryRow[]; claims: ClaimRow[] }> {
  const pages = await collect(ledger.deliveries(from, runId));
  return {
    rows: pages.flatMap((page) => page.rows),
    claims: pages.flatMap((page) => page.claims),
  };
}

function byKey(list: readonly DeliveryRow[]): DeliveryRow[] {
  return [...list].sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('adapters/storage deliveries', () => {
  it('gives back what was inserted, field by field', async () => {
    const { ledger } = azurite.open();
    const full = deliveryRow(1, { messageId: "AAMk'=", cause: 'quotaFull', at: 1.7e12 + 1 });
    await ledger.insertDeliveries(partition(1), [full, deliveryRow(2)]);

    expect((await read(ledger, partition(1))).rows).toEqual(byKey([full, deliveryRow(2)]));
  });

  it('inserts what is absent and answers what stood there', async () => {
    const { ledger } = azurite.open();
    const [before, ...others] = rows(250);
    if (!before) throw new Error('no row');
    const imported = { ...before, state: 'imported' as const, messageId: 'm1' };
    await ledger.insertDeliveries(partition(2), [imported]);

    const result = await ledger.insertDeliveries(partition(2), [before, ...others]);

    expect(result.inserted).toEqual(new Set(others.map(({ key }) => key)));
    expect([...result.before.keys()]).toEqual([before.key]);
    expect(result.before.get(before.key)).toMatchObject(imported);
    expect((await read(ledger, partition(2))).rows).toHaveLength(250);
  });

  it('inserts one of two rows with the same key in one call', async () => {
    const { ledger } = azurite.open();
    const twice = [deliveryRow(1), deliveryRow(1, { itemId: 'other' })];

    const result = await ledger.insertDeliveries(partition(3), twice);

    expect(result.inserted.size).toBe(1);
    expect(result.before.size).toBe(0);
    expect((await read(ledger, partition(3))).rows).toEqual([deliveryRow(1)]);
  });

  it('lets exactly one of several copies insert each row', async () => {
    const copies = Array.from({ length: 4 }, () => azurite.open().ledger);
    const all = rows(180);

    const results = await Promise.all(
      copies.map((ledger, copy) =>
        // Each begins elsewhere, so that their transactions overlap in part.
        ledger.insertDeliveries(partition(4), [
          ...all.slice(copy * 40),
          ...all.slice(0, copy * 40),
        ]),
      ),
    );

    const inserted = results.flatMap((result) => [...result.inserted]);
    expect(inserted.sort()).toEqual(all.map(({ key }) => key).sort());
    for (const { inserted: mine, before } of results) expect(mine.size + before.size).toBe(180);
  });

  it('lists the rows of the run and the claims of any, page by page', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(5), rows(1100));
    await ledger.insertDeliveries(partition(5), [
      deliveryRow(5000, { runId: 'run-con-1-20261118' }),
    ]);
    const claim = { id: 'claim-1', at: 1.7e12, keys: rows(99).map(({ key }) => key) };
    await ledger.claim(partition(5), claim);

    const pages = await collect(ledger.deliveries(partition(5), RUN_ID));
    const found = await read(ledger, partition(5));

    expect(Math.max(...pages.map((page) => page.rows.length))).toBeLessThanOrEqual(1000);
    expect(found.rows).toEqual(byKey(rows(1100)));
    expect(found.claims).toEqual([claim]);
    expect((await read(ledger, partition(5), 'run-other')).claims).toEqual([claim]);
    expect((await read(ledger, partition(6))).rows).toEqual([]);
  });

  it('settles 99 rows and removes their claim in one go', async () => {
    const { ledger } = azurite.open();
    const planned = rows(99);
    await ledger.insertDeliveries(partition(7), planned);
    await ledger.claim(partition(7), { id: 'c', at: 1, keys: planned.map(({ key }) => key) });
    const settled = planned.map((row) => ({
      ...row,
      state: 'imported' as const,
      attempts: 1,
      at: row.at + 5,
      messageId: `${MAILBOX}=`,
    }));

    await ledger.settle(partition(7), settled, 'c');

    expect(await read(ledger, partition(7))).toEqual({ rows: byKey(settled), claims: [] });
  });

  it('clears the cause of a row that failed before', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(8), [
      deliveryRow(1, { state: 'failed', cause: 'quotaFull' }),
    ]);
    await ledger.settle(partition(8), [deliveryRow(1, { state: 'planned', round: 2 })], undefined);

    const [row] = (await read(ledger, partition(8))).rows;
    expect(row).toEqual(deliveryRow(1, { state: 'planned', round: 2 }));
  });

  it('refuses to settle with a claim that somebody else has settled, and changes nothing', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(9), rows(2));
    await ledger.claim(partition(9), { id: 'c', at: 1, keys: [] });
    await ledger.settle(partition(9), [deliveryRow(0, { state: 'imported' })], 'c');

    const late = ledger.settle(partition(9), [deliveryRow(1, { state: 'imported' })], 'c');

    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const states = (await read(ledger, partition(9))).rows.map(({ state }) => state);
    expect(states.sort()).toEqual(['imported', 'planned']);
  });

  it('takes a claim or a settlement that is sent twice for one', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(10), rows(2));
    const claim = { id: 'c', at: 1, keys: ['k'] };
    const settled = rows(2, { state: 'imported' });

    await ledger.claim(partition(10), claim);
    await ledger.claim(partition(10), claim);
    await ledger.settle(partition(10), settled, 'c');
    await ledger.settle(partition(10), settled, 'c');

    expect(await read(ledger, partition(10))).toEqual({ rows: byKey(settled), claims: [] });
  });
});
