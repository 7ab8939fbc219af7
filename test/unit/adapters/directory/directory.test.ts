import { describe, expect, it } from '@jest/globals';
import { createDirectory } from '../../../../src/adapters/directory/directory.ts';
import type {
  CachedResolution,
  NoMailbox,
  UserLookup,
} from '../../../../src/ports/microsoft365.ts';
import { createFakeClock, createMemoryLog } from '../http/fakes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Probe = 'usable' | NoMailbox;

/** Users by address; several may share one. */
function setUp(people: Record<string, Probe[]>) {
  const finds: string[][] = [];
  const probes: string[] = [];
  let failing = false;
  const users: UserLookup = {
    batchSize: 3,
    ping: () => Promise.resolve(),
    find: (addresses) => {
      finds.push([...addresses]);
      if (failing) return Promise.reject(new Error('no directory'));
      const found = addresses.flatMap((address) =>
        (people[address] ?? []).map((_, index) => ({
          id: `${address}#${index}`,
          userPrincipalName: '',
          mail: address,
          proxyAddresses: [],
        })),
      );
      return Promise.resolve(found);
    },
    probe: (id) => {
      probes.push(id);
      const [address = '', index] = id.split('#');
      return Promise.resolve(people[address]?.[Number(index)] ?? 'noMailbox');
    },
  };
  const stored = new Map<string, CachedResolution>();
  const cache = {
    get: (addresses: readonly string[]) =>
      Promise.resolve(new Map([...stored].filter(([address]) => addresses.includes(address)))),
    put: (entries: ReadonlyMap<string, CachedResolution>) => {
      for (const [address, entry] of entries) stored.set(address, entry);
      return Promise.resolve();
    },
  };
  const clock = createFakeClock();
  const build = () => createDirectory({ users, cache, clock, log: createMemoryLog() });
  const fail = (on: boolean): void => {
    failing = on;
  };
  return { directory: build(), build, clock, finds, probes, stored, fail };
}

describe('adapters/directory/directory', () => {
  it('asks in batches, each address once, whatever its case', async () => {
    const { directory, finds } = setUp({ 'a@x': ['usable'] });
    const answers = await directory.resolve(['A@x', 'a@X', 'b@x', 'c@x', 'd@x', 'no address']);

    expect(finds).toEqual([['a@x', 'b@x', 'c@x'], ['d@x']]);
    expect([...answers.keys()].sort()).toEqual(['a@x', 'b@x', 'c@x', 'd@x', 'no address']);
    expect(answers.get('a@x')).toEqual({ mailboxId: 'a@x#0', address: 'a@x' });
    expect(answers.get('b@x')).toEqual({ reason: 'notFound' });
  });

  it('shares one question among callers at the same time', async () => {
    const { directory, finds, probes } = setUp({ 'a@x': ['usable'] });
    const answers = await Promise.all([
      directory.resolve(['a@x']),
      directory.resolve(['a@x']),
      directory.resolve(['a@x', 'b@x']),
    ]);

    expect(finds).toEqual([['a@x'], ['b@x']]);
    expect(probes).toEqual(['a@x#0']);
    expect(answers.map((answer) => answer.get('a@x')?.mailboxId)).toEqual(
      Array.from({ length: 3 }, () => 'a@x#0'),
    );
  });

  it.each([
    ['usable', 24 * HOUR_MS],
    ['noMailbox', 15 * MINUTE_MS],
  ] as const)('remembers that somebody is %s for %i ms', async (probe, ms) => {
    const { directory, finds, clock } = setUp({ 'a@x': [probe] });
    await directory.resolve(['a@x']);
    await clock.advance(ms - 1);
    await directory.resolve(['a@x']);
    expect(finds).toHaveLength(1);
    await clock.advance(1);
    await directory.resolve(['a@x']);
    expect(finds).toHaveLength(2);
  });

  it('remembers beyond the life of the process, for no longer', async () => {
    const { directory, build, finds, clock } = setUp({
      'a@x': ['usable'],
      'b@x': ['accessDenied'],
    });
    await directory.resolve(['a@x', 'b@x']);
    await clock.advance(HOUR_MS);

    const answers = await build().resolve(['a@x', 'b@x']);

    expect(finds).toEqual([['a@x', 'b@x'], ['b@x']]);
    expect(answers.get('a@x')).toEqual({ mailboxId: 'a@x#0', address: 'a@x' });
    expect(answers.get('b@x')).toEqual({ reason: 'accessDenied' });
  });

  it('takes the first of several users who can receive mail, or names the most telling reason', async () => {
    const { directory } = setUp({
      'a@x': ['noMailbox', 'usable'],
      'b@x': ['accessDenied', 'noMailbox'],
      'c@x': ['noMailbox'],
    });
    expect(Object.fromEntries(await directory.resolve(['a@x', 'b@x', 'c@x']))).toEqual({
      'a@x': { mailboxId: 'a@x#1', address: 'a@x' },
      'b@x': { reason: 'accessDenied' },
      'c@x': { reason: 'noMailbox' },
    });
  });

  it('throws when the directory cannot be asked, and remembers nothing of it', async () => {
    const { directory, stored, fail } = setUp({ 'a@x': ['usable'] });
    fail(true);
    await expect(directory.resolve(['a@x', 'b@x'])).rejects.toThrow('no directory');
    expect(stored.size).toBe(0);
    fail(false);
    expect((await directory.resolve(['a@x'])).get('a@x')?.mailboxId).toBe('a@x#0');
  });
});
