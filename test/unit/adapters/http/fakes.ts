import type { Clock, Log, LogData, Random } from '../../../../src/ports/system.ts';

/** Time that passes only when told to, or when everybody sleeps. */
export interface FakeClock extends Clock {
  /** Moves on, waking sleepers at their moments. */
  advance(ms: number): Promise<void>;
  /** What was slept for, in order. */
  readonly sleeps: number[];
}

export function createFakeClock(start = 1_000_000): FakeClock {
  let now = start;
  let sleepers: { at: number; wake: () => void }[] = [];
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: (ms) => {
      sleeps.push(ms);
      return new Promise((wake) => sleepers.push({ at: now + ms, wake }));
    },
    advance: async (ms) => {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = sleepers.reduce((soonest, { at }) => Math.min(soonest, at), Infinity);
        if (next > end) break;
        now = Math.max(now, next);
        const due = sleepers.filter(({ at }) => at <= now);
        sleepers = sleepers.filter(({ at }) => at > now);
        for (const { wake } of due) wake();
      }
      now = end;
    },
  };
}

/** A clock on which sleeping takes no time at all, but time is counted. */
export function createHastyClock(start = Date.now()): Clock & { readonly sleeps: number[] } {
  let slept = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => start + slept,
    sleep: (ms) => {
      sleeps.push(ms);
      slept += ms;
      return Promise.resolve();
    },
  };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function createFixedRandom(fraction = 0.5): Random {
  let count = 0;
  return {
    fraction: () => fraction,
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
  };
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  data: LogData | undefined;
}

export function createMemoryLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (message: string, data?: LogData) => {
    lines.push({ level, message, data });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
