import { describe, expect, it } from '@jest/globals';
import type { DeliveryRow } from '../../../src/domain/records.ts';
import type { ClaimRow, DeliveryPartition, Ledger } from '../../../src/ports/ledger.ts';
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

function claimOf(keys: readonly string[], id = 'c'): ClaimRow {
  return { id, runId: RUN_ID, at: 1.7e12, keys: [...keys] };
}

function keysOf(list: readonly DeliveryRow[]): string[] {
  return list.map(({ key }) => key);
}

function byKey(list: readonly DeliveryRow[]): DeliveryRow[] {
  return [...list].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A row's way through a claim and its settlement. */
async function settleAs(
  ledger: Ledger,
  at: DeliveryPartition,
  row: DeliveryRow,
  id: string,
): Promise<void> {
  const claim = await ledger.claim(at, { id, runId: row.runId, at: row.at - 5, keys: [row.key] });
  await ledger.settle(at, [row], claim);
}

describe('adapters/storage deliveries', () => {
  it('lists a mailbox, or all, of any run, as they stand today, from any key on', async () => {
    const { ledger } = azurite.open();
    const at = partition(30);
    const planned = byKey(rows(1_050));
    const other = deliveryRow(1, {
      key: `ffffffff|${'a'.repeat(40)}`,
      runId: 'run-con-1-20261118',
    });
    await ledger.insertDeliveries(at, [...planned, other]);
    const imported = { ...planned[3]!, state: 'imported' as const, messageId: 'm', at: 1.7e12 };
    await settleAs(ledger, at, imported, 'c1');
    await ledger.claim(at, claimOf([planned[4]!.key], 'c2'));
    const today = planned.map((row) => (row.key === imported.key ? imported : row));

    const list = async (mailboxId?: string, after?: string) =>
      (await collect(ledger.deliveriesTo(at, mailboxId, after))).flat();

    expect(await list(MAILBOX)).toEqual(today);
    expect(await list()).toEqual([...today, other]);
    expect(await list(MAILBOX, planned[1_000]?.key)).toEqual(today.slice(1_001));
    expect(await list(undefined, planned[1_049]?.key)).toEqual([other]);
    expect(await list('0f8fad5b')).toEqual([]);
  });

  it('tells the history of a delivery over rounds, runs and claims', async () => {
    const { ledger } = azurite.open();
    const at = partition(31);
    const [row, beside] = rows(2);
    if (!row || !beside) throw new Error('no rows');
    await ledger.insertDeliveries(at, [row, beside]);
    const failed = { ...row, state: 'failed' as const, cause: 'quotaFull', at: 1.7e12 };
    const doubted = { ...row, state: 'claimed' as const, round: 2, attempts: 1, at: 1.7e12 + 10 };
    // Ids are random: the order of the rows says nothing of the order of events.
    await settleAs(ledger, at, doubted, 'c1');
    await settleAs(ledger, at, failed, 'c2');
    await settleAs(ledger, at, { ...beside, state: 'imported', at: 1.7e12 }, 'c3');
    const claim = { id: 'c4', runId: row.runId, at: 1.7e12 + 20, keys: [row.key, beside.key] };
    await ledger.claim(at, claim);

    const history = await ledger.deliveryHistory(at, row.key);

    const base = { key: row.key, runId: row.runId };
    expect(history).toEqual({
      row: doubted,
      plannedAt: row.at,
      changes: [
        {
          ...base,
          state: 'failed',
          round: 1,
          attempts: 0,
          at: 1.7e12,
          cause: 'quotaFull',
          claimedAt: 1.7e12 - 5,
        },
        {
          ...base,
          state: 'claimed',
          round: 2,
          attempts: 1,
          at: 1.7e12 + 10,
          claimedAt: 1.7e12 + 5,
        },
      ],
      claims: [claim],
    });
    expect(await ledger.deliveryHistory(at, 'nobody|x')).toBeUndefined();
  });

  it('gives back what was inserted, field by field', async () => {
    const { ledger } = azurite.open();
    const full = deliveryRow(1, {
      messageId: "AAMk'=",
      cause: 'quotaFull',
      at: 1.7e12 + 1,
      leftOut: [{ name: 'film "1".mp4', size: 1.5e8, sha256: 'a'.repeat(64) }],
    });
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
    const claim = await ledger.claim(partition(5), claimOf(keysOf(rows(99))));

    const pages = await collect(ledger.deliveries(partition(5), RUN_ID));
    const found = await read(ledger, partition(5));

    expect(Math.max(...pages.map((page) => page.rows.length))).toBeLessThanOrEqual(1000);
    expect(found.rows).toEqual(byKey(rows(1100)));
    expect(found.claims).toEqual([claim]);
    expect((await read(ledger, partition(5), 'run-other')).claims).toEqual([claim]);
    expect((await read(ledger, partition(6))).rows).toEqual([]);
  });

  it('settles 200 rows and their claim in one go', async () => {
    const { ledger } = azurite.open();
    const planned = rows(200);
    await ledger.insertDeliveries(partition(7), planned);
    const claim = await ledger.claim(partition(7), claimOf(keysOf(planned)));
    const settled = planned.map((row) => ({
      ...row,
      state: 'imported' as const,
      attempts: 1,
      at: row.at + 5,
      messageId: `${MAILBOX.repeat(4)}=`,
    }));

    await ledger.settle(partition(7), settled, claim);

    expect(await read(ledger, partition(7))).toEqual({ rows: byKey(settled), claims: [] });
  });

  it('tells the state a row has come to, through doubt, failure and another round', async () => {
    const { ledger } = azurite.open();
    const row = deliveryRow(1);
    const steps: Partial<DeliveryRow>[] = [
      { state: 'claimed', attempts: 1, at: 9 },
      { state: 'claimed', attempts: 2, at: 8 },
      { state: 'failed', attempts: 2, at: 7, cause: 'unanswered' },
      { state: 'claimed', round: 2, attempts: 1, at: 6 },
      { state: 'imported', round: 2, attempts: 1, at: 5, messageId: 'm' },
    ];
    await ledger.insertDeliveries(partition(8), [row]);

    for (const [index, step] of steps.entries()) {
      // Ids that sort against the order of events: only what was reached counts.
      const claim = await ledger.claim(partition(8), claimOf([row.key], String(9 - index)));
      await ledger.settle(partition(8), [{ ...row, ...step }], claim);
      expect((await read(ledger, partition(8))).rows).toEqual([{ ...row, ...step }]);
    }
  });

  it('refuses to settle a claim that somebody else has settled, and changes nothing', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(9), rows(2));
    const claim = await ledger.claim(partition(9), claimOf(keysOf(rows(2))));
    await ledger.settle(partition(9), [deliveryRow(0, { state: 'imported' })], claim);

    const late = ledger.settle(partition(9), [deliveryRow(1, { state: 'imported' })], claim);

    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const states = (await read(ledger, partition(9))).rows.map(({ state }) => state);
    expect(states.sort()).toEqual(['imported', 'planned']);
  });

  it('takes a claim or a settlement that is sent twice for one', async () => {
    const { ledger } = azurite.open();
    await ledger.insertDeliveries(partition(10), rows(2));
    const settled = rows(2, { state: 'imported' });

    await ledger.claim(partition(10), claimOf(keysOf(settled)));
    const claim = await ledger.claim(partition(10), claimOf(keysOf(settled)));
    await ledger.settle(partition(10), settled, claim);
    await ledger.settle(partition(10), settled, claim);

    expect(await read(ledger, partition(10))).toEqual({ rows: byKey(settled), claims: [] });
  });

  it.each([
    [1, { state: 'imported', messageId: 'm', at: 7 }, { state: 'imported', messageId: 'm', at: 7 }],
    [2, { state: 'failed', cause: 'quotaFull' }, {}],
    [3, { state: 'failed', cause: 'unanswered', at: 7 }, { state: 'claimed', round: 0, at: 7 }],
    [4, { state: 'claimed', attempts: 3, at: 7 }, { state: 'claimed', round: 0, at: 7 }],
  ] as const)(
    'knows of a row taken over what the other run left in the mailbox (%i)',
    async (number, theirs, mine) => {
      const { ledger } = azurite.open();
      const before = deliveryRow(1, { runId: 'run-con-1-20261118' });
      const after = deliveryRow(1);
      const place = partition(20 + number);
      await ledger.insertDeliveries(place, [before]);
      const claim = { ...claimOf([before.key]), runId: before.runId };
      await ledger.settle(place, [{ ...before, ...theirs }], await ledger.claim(place, claim));

      const met = await ledger.insertDeliveries(place, [after]);
      await ledger.takeOver(place, [after]);

      expect(met.before.get(before.key)).toMatchObject({ ...before, ...theirs });
      expect((await read(ledger, place)).rows).toEqual([{ ...after, ...mine }]);
    },
  );
});
