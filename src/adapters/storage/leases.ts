import type { BlobLeaseClient, ContainerClient } from '@azure/storage-blob';
import type { BucketLease, Clock, Leases, Log, Random } from '../../ports.ts';
import { guarded, isCode } from './errors.ts';

/** The longest that the blob service grants for a definite time. */
const LEASE_SECONDS = 60;
const RENEW_EVERY_MS = 10_000;
/**
 * A request to a mailbox is given up after 30 s. One that is started within this time after the lease was asked for
 * is over after 55 s, before the lease can have lapsed: the service's minute begins later than the asking for it.
 */
const SAFE_FOR_MS = 25_000;
/** So that a renewal that hangs gives way to the next. */
const LEASE_TIMEOUT_MS = 10_000;

interface LeaseTools {
  clock: Clock;
  random: Random;
  log: Log;
}

/** Holds on buckets: leases of one blob each, the same for all processes and connectors. */
export function createLeases(
  container: ContainerClient,
  { clock, random, log }: LeaseTools,
): Leases {
  const held = new Set<number>();

  async function lease(bucket: number): Promise<BlobLeaseClient | undefined> {
    const blob = container.getBlockBlobClient(`bucket-${String(bucket).padStart(2, '0')}`);
    const client = blob.getBlobLeaseClient(random.uuid());
    const acquire = () => client.acquireLease(LEASE_SECONDS, timeLimit());
    try {
      await guarded(acquire).catch(async (error: unknown) => {
        if (!isCode(error, 'not_found')) throw error;
        await guarded(() => blob.upload('', 0, { conditions: { ifNoneMatch: '*' } }));
        await guarded(acquire);
      });
      return client;
    } catch (error) {
      if (isCode(error, 'conflict')) return undefined;
      throw error;
    }
  }

  return {
    acquire: async (bucket) => {
      if (held.has(bucket)) return undefined;
      held.add(bucket);
      try {
        const askedAt = clock.now();
        const client = await lease(bucket);
        if (client) return hold(client, askedAt, bucket);
      } catch (error) {
        held.delete(bucket);
        throw error;
      }
      held.delete(bucket);
      return undefined;
    },
  };

  function hold(client: BlobLeaseClient, askedAt: number, bucket: number): BucketLease {
    const released = new AbortController();
    let safeUntil = askedAt + SAFE_FOR_MS;

    /** Whether the lease is still there, as far as is known. */
    async function renew(): Promise<boolean> {
      const startedAt = clock.now();
      try {
        await guarded(() => client.renewLease(timeLimit()));
        safeUntil = startedAt + SAFE_FOR_MS;
        return true;
      } catch (error) {
        // Unreachable: the next try may come through, and `safeUntil` stands still until it does.
        if (!isCode(error, 'conflict') && !isCode(error, 'not_found')) return true;
        safeUntil = 0;
        log.warn('The lease of a bucket has been lost', { bucket });
        return false;
      }
    }

    async function keepRenewing(): Promise<void> {
      do await clock.sleep(RENEW_EVERY_MS, released.signal);
      while (await renew());
    }

    const renewing = keepRenewing().catch(() => undefined);

    return {
      safeUntil: () => (released.signal.aborted ? 0 : safeUntil),
      release: async () => {
        if (released.signal.aborted) return;
        released.abort();
        await renewing;
        try {
          await guarded(() => client.releaseLease(timeLimit()));
        } catch (error) {
          // It lapses by itself; the holder has done its work.
          log.info('The lease of a bucket could not be given back', {
            bucket,
            cause: String(error),
          });
        } finally {
          held.delete(bucket);
        }
      },
    };
  }
}

function timeLimit() {
  return { abortSignal: AbortSignal.timeout(LEASE_TIMEOUT_MS) };
}
