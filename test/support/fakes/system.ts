import type { Clock, Log, LogData, Random } from '../../../src/ports/system.ts';

interface Sleeper {
  until: number;
  wake: () => void;
}

/** Stands still until it is advanced; whoever sleeps then wakes in order of time. */
export class FakeClock implements Clock {
  private time: number;
  private sleepers: Sleeper[] = [];

  constructor(now: number) {
    this.time = now;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + ms, wake: resolve };
      const abort = (): void => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      this.sleepers.push(sleeper);
    });
  }

  /** How many sleep at the moment. */
  get sleeping(): number {
    return this.sleepers.length;
  }

  /** Lets everybody due wake, one after the other, with the time as each of them asked for it. */
  async advance(ms: number): Promise<void> {
    const target = this.time + ms;
    for (;;) {
      await settled();
      const [next] = this.sleepers
        .filter(({ until }) => until <= target)
        .sort((a, b) => a.until - b.until);
      if (!next) break;
      this.sleepers = this.sleepers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.until);
      next.wake();
    }
    this.time = target;
  }
}

/** What was resolved so far has been taken note of by whoever waited for it. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The same seed gives the same chances (mulberry32). */
export class FakeRandom implements Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.fraction() * 16).toString(16));
    digits[12] = '4';
    digits[16] = '8';
    return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

export class FakeLog implements Log {
  readonly entries: { level: 'info' | 'warn' | 'error'; message: string; data: LogData }[] = [];

  info(message: string, data: LogData = {}): void {
    this.entries.push({ level: 'info', message, data });
  }

  warn(message: string, data: LogData = {}): void {
    this.entries.push({ level: 'warn', message, data });
  }

  error(message: string, data: LogData = {}): void {
    this.entries.push({ level: 'error', message, data });
  }

  /** Everything ever logged, to look for what must not be there. */
  get text(): string {
    return JSON.stringify(this.entries);
  }
}
