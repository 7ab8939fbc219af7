import { isCode } from '../../domain/errors.ts';
import type { BlobLeaseClient, ContainerClient } from '@azure/storage-blob';
import type { Leases } from '../../ports/storage.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { guarded } from './errors.ts';
import { holdLease, timeLimit } from './held-lease.ts';

/** The longest that the blob service grants for a definite time. */
const LEASE_SECONDS = 60;

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
  /** Those of this process, which it need not ask the service about. */
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
      const onReleased = () => held.delete(bucket);
      try {
        const askedAt = clock.now();
        const client = await lease(bucket);
        if (client) return holdLease({ client, bucket, askedAt, clock, log, onReleased });
      } catch (error) {
        onReleased();
        throw error;
      }
      onReleased();
      return undefined;
    },
  };
}
