import pLimit from 'p-limit';
import type {
  Directory,
  DirectoryCache,
  DirectoryUser,
  NoMailbox,
  Resolution,
  UserLookup,
} from '../../ports/microsoft365.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { candidatesFor, isAddress } from './candidates.ts';
import { createMemory } from './memory.ts';

/** Questions at the same time; how fast they may come is the governor's business. */
const PARALLEL = 8;

const NOT_FOUND: Resolution = { reason: 'notFound' };

export interface DirectoryOptions {
  users: UserLookup;
  cache: DirectoryCache;
  clock: Clock;
  log: Log;
}

/** Tells whose mailbox an address is. */
export function createDirectory({ users, cache, clock, log }: DirectoryOptions): Directory {
  const memory = createMemory({ cache, clock });
  const pending = new Map<string, Promise<Resolution>>();
  const limit = pLimit(PARALLEL);

  /** The address's user, or why none of those it names will do. */
  async function choose(address: string, found: readonly DirectoryUser[]): Promise<Resolution> {
    let reason: NoMailbox = 'notFound';
    for (const user of candidatesFor(address, found)) {
      const answer = await limit(() => users.probe(user.id));
      if (answer === 'usable') return { mailboxId: user.id.toLowerCase(), address };
      if (reason !== 'accessDenied') reason = answer;
    }
    return { reason };
  }

  async function ask(addresses: readonly string[]): Promise<Map<string, Resolution>> {
    const found = await limit(() => users.find(addresses));
    const answers = await Promise.all(
      addresses.map(async (address) => [address, await choose(address, found)] as const),
    );
    const resolved = new Map(answers);
    await memory.remember(resolved);
    return resolved;
  }

  /** Asks in batches; whoever wants the same address meanwhile waits for the same answer. */
  function askAll(addresses: readonly string[]): void {
    for (let start = 0; start < addresses.length; start += users.batchSize) {
      const batch = addresses.slice(start, start + users.batchSize);
      const answers = ask(batch);
      for (const address of batch) {
        const answer = answers
          .then((all) => all.get(address) ?? NOT_FOUND)
          .finally(() => pending.delete(address));
        pending.set(address, answer);
      }
    }
  }

  return {
    ping: () => users.ping(),
    resolve: async (given) => {
      const addresses = [...new Set(given.map((address) => address.toLowerCase()))];
      const unanswered = (): string[] =>
        addresses.filter(
          (address) =>
            isAddress(address) && memory.get(address) === undefined && !pending.has(address),
        );
      await memory.recall(unanswered());
      const asked = unanswered();
      if (asked.length > 0) log.info('Looking addresses up', { addresses: asked.length });
      askAll(asked);
      // What is in neither is no address, and so nobody's.
      const answers = addresses.map(async (address): Promise<[string, Resolution]> => {
        const answer = pending.get(address) ?? memory.get(address) ?? NOT_FOUND;
        return [address, await answer];
      });
      return new Map(await Promise.all(answers));
    },
  };
}
