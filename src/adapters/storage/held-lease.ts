import type { BlobLeaseClient } from '@azure/storage-blob';
import { errorCode, isCode } from '../../domain/errors.ts';
import type { BucketLease } from '../../ports/storage.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { guarded } from './errors.ts';

const RENEW_EVERY_MS = 10_000;
/**
 * A request to a mailbox is given up after 30 s. One that is started within this time after the lease was asked for
 * is over after 55 s, before the lease can have lapsed: the service's minute begins later than the asking for it.
 */
const SAFE_FOR_MS = 25_000;
/** So that a renewal that hangs gives way to the next. */
const LEASE_TIMEOUT_MS = 10_000;

export interface HeldLeaseOptions {
  client: BlobLeaseClient;
  bucket: number;
  /** Clock time just before the lease was asked for. */
  askedAt: number;
  clock: Clock;
  log: Log;
  onReleased: () => void;
}

/** Renews a lease that was acquired until it is released or lost. */
export function holdLease(options: HeldLeaseOptions): BucketLease {
  const { client, bucket, clock, log } = options;
  const released = new AbortController();
  let safeUntil = options.askedAt + SAFE_FOR_MS;

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
          code: errorCode(error),
        });
      } finally {
        options.onReleased();
      }
    },
  };
}

export function timeLimit(): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(LEASE_TIMEOUT_MS) };
}
