import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Random } from '../../ports/system.ts';

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    async sleep(ms, signal) {
      await delay(ms, undefined, signal ? { signal } : {});
    },
  };
}

export function createRandom(): Random {
  return { uuid: () => randomUUID(), fraction: () => Math.random() };
}
