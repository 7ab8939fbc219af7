import { afterAll, beforeAll } from '@jest/globals';
import { startAzurite, type Azurite } from '../../local/azurite.ts';
import { createStorage, type Storage } from '../../src/adapters/storage/create-storage.ts';
import type { Clock, Random } from '../../src/ports/system.ts';
import { createClock, createRandom } from '../../src/adapters/system/system.ts';
import { FakeLog } from './fakes/system.ts';

const STARTED_WITHIN_MS = 60_000;
const HAPPENS_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 10;

export interface AzuriteForTests {
  /** Opens the same account once more, as another process would. */
  open(tools?: { clock?: Clock; random?: Random; log?: FakeLog }): Storage;
  connectionString(): string;
}

/** One Azurite in memory for the tests of a file, prepared. */
export function useAzurite(): AzuriteForTests {
  let azurite: Azurite | undefined;
  const connectionString = (): string => azurite?.connectionString ?? '';
  const open: AzuriteForTests['open'] = ({
    clock = createClock(),
    random = createRandom(),
    log = new FakeLog(),
  } = {}) => createStorage({ connectionString: connectionString() }, { clock, random, log });

  beforeAll(async () => {
    azurite = await startAzurite({ inMemory: true });
    await open().prepare();
  }, STARTED_WITHIN_MS);
  afterAll(async () => {
    await azurite?.stop();
  });
  return { open, connectionString };
}

/** Waits for something that a real process brings about. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const clock = createClock();
  const deadline = clock.now() + HAPPENS_WITHIN_MS;
  while (!(await isSo())) {
    if (clock.now() > deadline) throw new Error('it did not come about');
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
