import { describe, expect, it } from '@jest/globals';
import type { MappingVersion } from '../../../src/domain/records.ts';
import { useAzurite } from '../../support/azurite.ts';
import { connector, DAY } from './rows.ts';

const azurite = useAzurite();

function version(number: number, rows = 1): MappingVersion {
  return {
    connectorId: 'con-m',
    version: number,
    uploadedAt: DAY,
    uploadedBy: 'admin@example.com',
    rows,
    added: rows,
    changed: 0,
    removed: 0,
  };
}

describe('adapters/storage connectors', () => {
  it('creates, lists and changes connectors', async () => {
    const { connectors } = azurite.open();
    const row = connector('con-1', {
      rules: { automatic: true, custom: false },
      credentials: { username: 'u', verifiedAt: DAY, verifiedBy: 'a', company: 'c' },
      activatedAt: DAY,
    });
    await connectors.create(row);
    await connectors.create(connector('con-2'));
    await expect(connectors.create(row)).rejects.toMatchObject({ code: 'conflict' });

    const before = await connectors.get('con-1');
    expect(before).toEqual({ ...row, etag: expect.any(String) });
    const tag = before?.etag ?? '';
    const after = await connectors.update('con-1', tag, {
      state: 'active',
      credentials: undefined,
    });

    expect(after).toMatchObject({ state: 'active', rules: row.rules, activatedAt: DAY });
    expect(after).not.toHaveProperty('credentials');
    expect(await connectors.list()).toEqual([after, await connectors.get('con-2')]);
    await expect(connectors.update('con-1', tag, {})).rejects.toMatchObject({ code: 'conflict' });
    expect(await connectors.get('con-3')).toBeUndefined();
  });
});

describe('adapters/storage mappings', () => {
  it('keeps every version with its file and rows', async () => {
    const { mappings } = azurite.open();
    const entries = Array.from({ length: 50_000 }, (_, row) => ({
      number: `+44770090${String(row).padStart(5, '0')}`,
      mailbox: `person${row}@example.com`,
      ...(row % 2 && { validFrom: DAY }),
    }));
    const csv = Buffer.from('number,mailbox\n');
    await mappings.save(version(1, entries.length), csv, entries);
    await mappings.save(version(2), Buffer.from('second'), entries.slice(0, 1));

    const other = azurite.open().mappings;
    expect(await other.versions('con-m')).toEqual([version(1, 50_000), version(2)]);
    expect(await other.load('con-m', 1)).toEqual(entries);
    expect(await other.load('con-m', 1)).toBe(await other.load('con-m', 1));
    expect(await other.csv('con-m', 1)).toEqual(csv);
    expect(await other.csv('con-m', 3)).toBeUndefined();
    await expect(other.load('con-m', 3)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps the whole of one of two uploads that take the same number', async () => {
    const { mappings } = azurite.open();
    const save = (mailbox: string) =>
      azurite
        .open()
        .mappings.save(
          { ...version(1), connectorId: 'con-n', uploadedBy: mailbox },
          Buffer.from(mailbox),
          [{ number: '1', mailbox }],
        );

    const results = await Promise.allSettled([save('a@x'), save('b@x')]);

    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [stored] = await mappings.versions('con-n');
    expect(await mappings.load('con-n', 1)).toEqual([{ number: '1', mailbox: stored?.uploadedBy }]);
    expect((await mappings.csv('con-n', 1))?.toString()).toBe(stored?.uploadedBy);
  });
});

describe('adapters/storage sign-ins', () => {
  it('lose none of the attempts that several processes note at the same moment', async () => {
    const attempt = (n: number) => ({ at: DAY + n, connectorId: `c${n}`, account: 'a' });
    const notes = Array.from({ length: 6 }, (_, n) =>
      azurite.open().signIns.update((attempts) => [...attempts, attempt(n)]),
    );
    await Promise.all(notes);

    let seen: readonly unknown[] = [];
    const { signIns } = azurite.open();
    await signIns.update((attempts) => {
      seen = attempts;
      return [];
    });
    expect(seen).toHaveLength(6);
    expect(seen).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 5].map(attempt)));
    const refused = signIns.update(() => {
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
  });
});
