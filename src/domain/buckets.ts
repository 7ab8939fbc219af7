import { createHash } from 'node:crypto';

/** Design constant: one activity works on a bucket at a time, so this bounds the app-wide parallelism of imports. */
export const BUCKETS = 64;

/** The bucket a mailbox belongs to, for ever. */
export function bucketOf(mailboxId: string): number {
  return createHash('sha256').update(mailboxId).digest().readUInt32BE(0) % BUCKETS;
}

/** A set of buckets as 16 hex digits, bit 0 first from the right. */
export type BucketSet = string;

export const NO_BUCKETS: BucketSet = '0'.repeat(BUCKETS / 4);

export function withBuckets(set: BucketSet, buckets: Iterable<number>): BucketSet {
  let bits = BigInt(`0x${set}`);
  for (const bucket of buckets) bits |= 1n << BigInt(bucket);
  return hex(bits);
}

export function unionOf(sets: Iterable<BucketSet>): BucketSet {
  let bits = 0n;
  for (const set of sets) bits |= BigInt(`0x${set}`);
  return hex(bits);
}

export function bucketsIn(set: BucketSet): number[] {
  const bits = BigInt(`0x${set}`);
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter(
    (bucket) => (bits >> BigInt(bucket)) & 1n,
  );
}

function hex(bits: bigint): BucketSet {
  return bits.toString(16).padStart(BUCKETS / 4, '0');
}

/** The same buckets, begun at a place that depends on the seed. */
export function rotate(buckets: readonly number[], seed: string): number[] {
  const start = buckets.length ? bucketOf(seed) % buckets.length : 0;
  return [...buckets.slice(start), ...buckets.slice(0, start)];
}
