import { createHash } from 'node:crypto';

/** A seeded source of choices: the same seed tells the same day. */
export interface Dice {
  /** an integer of [0, sides) */
  roll(sides: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** mulberry32: small, fast, and good enough to look like life. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  function roll(sides: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  }
  return {
    roll,
    pick<T>(choices: readonly T[]): T {
      return choices[roll(choices.length)] as T;
    },
  };
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A GUID that is always the same for the same name. */
export function guidOf(name: string): string {
  const hex = sha256(name);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
