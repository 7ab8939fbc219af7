import { describe, expect, it } from '@jest/globals';
import { openAccount } from '../../../src/adapters/storage/account.ts';
import { bringForward, type Migration } from '../../../src/adapters/storage/ledger-version.ts';
import type { Table } from '../../../src/adapters/storage/table.ts';
import { useAzurite } from '../../support/azurite.ts';

const azurite = useAzurite();
let tables = 0;

async function freshTable(): Promise<Table> {
  const account = openAccount({ connectionString: azurite.connectionString() });
  const table = account.table(`versions${String(tables++)}`);
  await table.create();
  return table;
}

function steps(...versions: number[]): { done: number[]; migrations: Migration[] } {
  const done: number[] = [];
  const migrations = versions.map((to) => ({
    to,
    run: async () => {
      done.push(to);
      await Promise.resolve();
    },
  }));
  return { done, migrations };
}

describe('adapters/storage ledger version', () => {
  it('takes every step once, in order, and none again', async () => {
    const table = await freshTable();
    const first = steps(2, 3);
    await bringForward(table, first.migrations);
    await bringForward(table, first.migrations);
    expect(first.done).toEqual([2, 3]);
    const later = steps(2, 3, 4);
    await bringForward(table, later.migrations);
    expect(later.done).toEqual([4]);
  });

  it('goes on after a step that failed', async () => {
    const table = await freshTable();
    const { done, migrations } = steps(2, 3);
    const broken = { to: 3, run: () => Promise.reject(new Error('storage went away')) };
    await expect(bringForward(table, [migrations[0]!, broken])).rejects.toThrow('went away');
    await bringForward(table, migrations);
    expect(done).toEqual([2, 3]);
  });

  it('lets copies of the app start together', async () => {
    const table = await freshTable();
    const { done, migrations } = steps(2, 3, 4);
    await Promise.all(Array.from({ length: 4 }, () => bringForward(table, migrations)));
    expect(new Set(done)).toEqual(new Set([2, 3, 4]));
  });

  it('is refused to a build that is older than the ledger, and changes nothing', async () => {
    const table = await freshTable();
    await bringForward(table, steps(2, 3).migrations);
    const old = steps(2);
    await expect(bringForward(table, old.migrations)).rejects.toThrow(
      'the ledger is of version 3 and this build knows none after 2: deploy the newer build again',
    );
    expect(old.done).toEqual([]);
    await expect(bringForward(table, [])).rejects.toThrow('none after 1');
  });
});
