import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAzurite } from '../../../local/azurite.ts';
import { createStorage, type Storage } from '../../../src/adapters/storage/create-storage.ts';
import { createClock, createRandom } from '../../../src/adapters/system/system.ts';
import { eventually } from '../../support/azurite.ts';
import { FakeLog } from '../../support/fakes/system.ts';
import { connector } from './rows.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'azurite-test-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

function open(connectionString: string): Storage {
  const tools = { clock: createClock(), random: createRandom(), log: new FakeLog() };
  return createStorage({ connectionString }, tools);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('adapters/storage account', () => {
  it('prepares again and again, and keeps what Azurite has on disk', async () => {
    const first = await startAzurite({ dir });
    const storage = open(first.connectionString);
    await storage.prepare();
    await storage.prepare();
    await storage.ping();
    await storage.connectors.create(connector('con-1'));
    await storage.blobs.put('raw', 'a', Buffer.from('kept'), 'text/plain');
    await first.stop();
    await eventually(() => !isRunning(first.pid));

    const second = await startAzurite({ dir });
    const again = open(second.connectionString);
    expect(await again.connectors.get('con-1')).toMatchObject(connector('con-1'));
    expect(Buffer.from(await again.blobs.read('raw', 'a')).toString()).toBe('kept');
    await second.stop();
  });

  it('says that storage is unavailable before it has been prepared', async () => {
    const azurite = await startAzurite({ inMemory: true });
    const { connectors, blobs } = open(azurite.connectionString);

    const unavailable = { code: 'storage_unavailable', retry: 'later' };
    await expect(connectors.get('con-1')).rejects.toMatchObject(unavailable);
    await expect(blobs.read('raw', 'a')).rejects.toMatchObject(unavailable);
    await azurite.stop();
  });

  it('refuses an account without encryption elsewhere than on this machine', () => {
    const connectionString =
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=aaaa;EndpointSuffix=core.windows.net';
    expect(() => open(connectionString)).toThrow(/https:/);
  });
});
