import { LRUCache } from 'lru-cache';
import { DAY_MS, MINUTE_MS } from '../../domain/window.ts';
import type { CachedResolution, DirectoryCache, Resolution } from '../../ports/microsoft365.ts';
import type { Clock } from '../../ports/system.ts';

/** How long an answer holds. A new licence takes effect within a quarter of an hour. */
const POSITIVE_MS = DAY_MS;
const NEGATIVE_MS = 15 * MINUTE_MS;
/** A few hundred bytes each. */
const REMEMBERED = 50_000;

/** Answers that still hold: in the process, and behind it in a cache that outlives it. */
export interface Memory {
  get(address: string): Resolution | undefined;
  /** Fetches what only the cache knows. */
  recall(addresses: readonly string[]): Promise<void>;
  remember(answers: ReadonlyMap<string, Resolution>): Promise<void>;
}

export function createMemory({ cache, clock }: { cache: DirectoryCache; clock: Clock }): Memory {
  const known = new LRUCache<string, CachedResolution>({ max: REMEMBERED });
  return {
    get: (address) => {
      const entry = known.get(address);
      if (entry === undefined) return undefined;
      const ageMs = clock.now() - entry.at;
      if (entry.mailboxId === undefined) {
        return ageMs < NEGATIVE_MS ? { reason: entry.reason } : undefined;
      }
      return ageMs < POSITIVE_MS
        ? { mailboxId: entry.mailboxId, address: entry.address }
        : undefined;
    },
    recall: async (addresses) => {
      if (addresses.length === 0) return;
      for (const [address, entry] of await cache.get(addresses)) known.set(address, entry);
    },
    remember: async (answers) => {
      const at = clock.now();
      const entries = new Map(
        [...answers].map(([address, answer]) => [address, { ...answer, at }]),
      );
      for (const [address, entry] of entries) known.set(address, entry);
      await cache.put(entries);
    },
  };
}
