import { BlobServiceClient } from '@azure/storage-blob';
import { describe, expect, it } from '@jest/globals';
import { eventually, useAzurite } from '../../support/azurite.ts';
import { FakeClock, FakeLog } from '../../support/fakes/system.ts';

const azurite = useAzurite();
const START = 1_800_000_000_000;

function otherProcess(clock = new FakeClock(START)) {
  return azurite.open({ clock }).leases;
}

/** Ends the lease as the service would when the minute is over. */
async function breakLease(bucket: string): Promise<void> {
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString());
  const blob = service.getContainerClient('leases').getBlobClient(bucket);
  await blob.getBlobLeaseClient().breakLease(0);
}

describe('adapters/storage leases', () => {
  it('gives a bucket to one holder at a time', async () => {
    const leases = otherProcess();
    const lease = await leases.acquire(7);

    expect(lease).toBeDefined();
    expect(await leases.acquire(7)).toBeUndefined();
    expect(await otherProcess().acquire(7)).toBeUndefined();
    const free = await otherProcess().acquire(8);
    expect(free).toBeDefined();

    await lease?.release();
    await free?.release();
    const next = await otherProcess().acquire(7);
    expect(next).toBeDefined();
    await next?.release();
  });

  it('gives a bucket to one of many that ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => otherProcess().acquire(9)));
    const held = answers.filter((lease) => lease !== undefined);
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  it('moves on as it is renewed and stops at the release', async () => {
    const clock = new FakeClock(START);
    const lease = await otherProcess(clock).acquire(10);
    expect(lease?.safeUntil()).toBe(START + 25_000);

    await clock.advance(10_000);
    await eventually(() => lease?.safeUntil() === START + 35_000);
    await eventually(() => clock.sleeping === 1);
    await clock.advance(10_000);
    await eventually(() => lease?.safeUntil() === START + 45_000);

    await lease?.release();
    expect(lease?.safeUntil()).toBe(0);
    expect(clock.sleeping).toBe(0);
  });

  it('knows at the next renewal that somebody else has the bucket', async () => {
    const clock = new FakeClock(START);
    const log = new FakeLog();
    const lease = await azurite.open({ clock, log }).leases.acquire(11);
    await breakLease('bucket-11');
    const other = await otherProcess().acquire(11);
    expect(other).toBeDefined();

    await clock.advance(10_000);
    await eventually(() => lease?.safeUntil() === 0);

    expect(log.entries.map(({ message }) => message)).toEqual([
      'The lease of a bucket has been lost',
    ]);
    await lease?.release();
    expect(await otherProcess().acquire(11)).toBeUndefined();
    await other?.release();
  });
});
