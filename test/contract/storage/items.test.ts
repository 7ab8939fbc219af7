import { describe, expect, it } from '@jest/globals';
import { collect, useAzurite } from '../../support/azurite.ts';
import { itemRow } from './rows.ts';

const azurite = useAzurite();

describe('adapters/storage items', () => {
  it('inserts absent rows over all shards and tells what every one of the run came to', async () => {
    const { ledger } = azurite.open();
    const rows = Array.from({ length: 400 }, (_, number) => itemRow(number));
    await ledger.insertItems('run-a-20261119', rows.slice(0, 50));

    const result = await ledger.insertItems('run-a-20261119', rows);
    // Its partition keys begin with the other's, and it is another run all the same.
    await ledger.insertItems('run-a-20261119-r2', [itemRow(1)]);

    expect(result.inserted.size).toBe(350);
    expect(result.before.size).toBe(50);
    expect(result.before.get(rows[0]?.key ?? '')).toMatchObject(rows[0] ?? {});
    const found = (await collect(ledger.outcomes('run-a-20261119'))).flat();
    expect(found).toEqual(rows.map(() => ({ outcome: 'delivered', deliveries: 2, duplicates: 0 })));
  });

  it('reads the rows of a run in order of their keys, from any of them on', async () => {
    const { ledger } = azurite.open();
    const rows = Array.from({ length: 300 }, (_, number) =>
      itemRow(number, { listedAt: 1.7e12, parties: ['+447700900123', 'O"Hara'], mailboxes: ['m'] }),
    ).sort((a, b) => (a.key < b.key ? -1 : 1));
    await ledger.insertItems('run-d-20261119', rows);
    await ledger.insertItems('run-d-20261119-r2', [itemRow(1000)]);

    const read = async (after?: string) =>
      (await collect(ledger.items('run-d-20261119', after))).flat();

    expect(await read()).toEqual(rows);
    for (const index of [0, 149, 298, 299]) {
      expect(await read(rows[index]?.key)).toEqual(rows.slice(index + 1));
    }
    expect(await read('f'.repeat(40))).toEqual([]);
  });

  it('overwrites a row whole', async () => {
    const { ledger } = azurite.open();
    const before = itemRow(1, { outcome: 'unmapped', deliveries: 0, duplicateOf: 'item-0' });
    await ledger.insertItems('run-b-20261119', [before]);

    await ledger.putItems('run-b-20261119', [itemRow(1), itemRow(2)]);

    expect(await ledger.item('run-b-20261119', itemRow(1).key)).toEqual(itemRow(1));
    expect(await ledger.item('run-b-20261119', itemRow(2).key)).toEqual(itemRow(2));
    expect(await ledger.item('run-b-20261119', itemRow(3).key)).toBeUndefined();
  });

  it('keeps ids as they were captured, whatever characters they hold', async () => {
    const { ledger } = azurite.open();
    const odd = itemRow(1, { itemId: `a/b\\c#d?e'f"g\u0001\r\n--changeset_1--\r\n💬` });
    await ledger.insertItems('run-c-20261119', [odd]);

    expect(await ledger.item('run-c-20261119', odd.key)).toEqual(odd);
  });
});
