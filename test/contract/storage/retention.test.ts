import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { openAccount } from '../../../src/adapters/storage/account.ts';
import { emptySlice } from '../../../src/activities/open-run.ts';
import { NO_BUCKETS, withBuckets } from '../../../src/domain/buckets.ts';
import { DAY_MS, SECOND_MS } from '../../../src/domain/window.ts';
import { collect, useAzurite } from '../../support/azurite.ts';
import { FakeClock } from '../../support/fakes/system.ts';
import { DAY, deliveryRow, exceptionRow, itemRow, run } from './rows.ts';

const azurite = useAzurite();
const TEXT = 'text/plain';
const LATER = Date.now() + DAY_MS;

async function namesIn(container: string): Promise<string[]> {
  const account = openAccount({ connectionString: azurite.connectionString() });
  const names: string[] = [];
  for await (const { name } of account.container(container).listBlobsFlat()) names.push(name);
  return names.sort();
}

describe('adapters/storage retention', () => {
  it('removes the blobs of a prefix that are old enough, and no others', async () => {
    const { blobs, retention } = azurite.open();
    for (const name of ['c1/2026-01-01/0/a', 'c1/2026-01-01/1/b', 'c1/2026-01-02/0/c']) {
      await blobs.put('raw', name, Buffer.from(name), TEXT);
    }
    expect(await retention.removeBlobs('raw', 'c1/2026-01-01/', Date.now() - DAY_MS)).toBe(0);
    expect(await retention.removeBlobs('raw', 'c1/2026-01-01/', LATER)).toBe(2);
    expect(await retention.removeBlobs('raw', 'c1/2026-01-01/', LATER)).toBe(0);
    expect(await namesIn('raw')).toEqual(['c1/2026-01-02/0/c']);
  });

  it('sweeps a whole container', async () => {
    const { blobs, retention } = azurite.open();
    for (let n = 0; n < 5; n++) await blobs.put('media', `m${String(n)}`, Buffer.from('m'), TEXT);
    expect(await retention.sweepBlobs('media', Date.now() - DAY_MS, LATER)).toBe(0);
    expect(await retention.sweepBlobs('media', LATER, LATER)).toBe(5);
    expect(await namesIn('media')).toEqual([]);
  });

  it.each([20, 5 * 1024 * 1024])('keeps media of %i bytes that came again', async (size) => {
    const bytes = Buffer.alloc(size, 'm');
    async function* stream(): AsyncGenerator<Uint8Array> {
      await Promise.resolve();
      yield bytes;
    }
    const keep = (now: number) =>
      azurite.open({ clock: new FakeClock(now) }).blobs.keep('media', '', stream(), TEXT);
    await keep(Date.now());
    await delay(SECOND_MS);
    const between = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
    await delay(SECOND_MS);
    await keep(Date.now() + 2 * DAY_MS);
    const { retention } = azurite.open();
    expect(await retention.sweepBlobs('media', between, LATER)).toBe(0);
    expect(await retention.sweepBlobs('media', LATER, LATER)).toBe(1);
  });

  it('removes what the ledger holds of a run, and nothing of the next', async () => {
    const { ledger, runs, retention } = azurite.open();
    const [old, next] = [run('con-1', DAY), run('con-1', DAY + DAY_MS)];
    const place = { connectorId: 'con-1', day: '20261119', bucket: 7 };
    const parts = { [place.day]: withBuckets(NO_BUCKETS, [place.bucket]) };
    const slice = emptySlice(0, old.window);
    for (const [n, { id: runId, ...rest }] of [old, next].entries()) {
      await runs.create({ id: runId, ...rest, state: 'succeeded' });
      await runs.createSlices(runId, [{ ...slice, parts }]);
      await ledger.insertItems(runId, [itemRow(2 * n), itemRow(2 * n + 1)]);
      await ledger.putExceptions([exceptionRow(n, { runId })]);
      const row = deliveryRow(n, { runId });
      await ledger.insertDeliveries(place, [row]);
      await ledger.claim(place, { id: `claim-${String(n)}`, runId, at: DAY, keys: [row.key] });
    }

    await retention.removeRun(old.id);
    await retention.removeRun(old.id);

    async function leftOf(runId: string): Promise<number[]> {
      const deliveries = await collect(ledger.deliveries(place, runId));
      return [
        (await runs.get(runId)) ? 1 : 0,
        (await runs.slices(runId)).length,
        (await collect(ledger.outcomes(runId))).flat().length,
        (await collect(ledger.exceptions(runId))).flat().length,
        deliveries.flatMap(({ rows }) => rows).length,
        deliveries.flatMap(({ claims }) => claims.filter((claim) => claim.runId === runId)).length,
      ];
    }
    expect(await leftOf(old.id)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await leftOf(next.id)).toEqual([1, 1, 2, 1, 1, 1]);
  });
});
