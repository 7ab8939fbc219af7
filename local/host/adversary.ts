import { createHash } from 'node:crypto';

/** How often each misfortune strikes, from 0 to 1. */
const rates = { twice: 0.2, activityDeath: 0.02, turnDeath: 0.005 };
/** Timers of the real host were seen up to a second early, and late by a polling interval; milliseconds. */
const longestShift = 1000;
/** Completions are held back at most this long so that they meet others, in milliseconds. */
const longestDelay = 100;

/**
 * What a real host may do to an orchestration, by seed. Decisions hang on what they are about, an instance and a
 * task or the length of its history, and not on the order in which they are asked for.
 */
export class Adversary {
  private readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
  }

  strikes(misfortune: keyof typeof rates, id: string, n: number): boolean {
    return this.chance(misfortune, id, n) < rates[misfortune];
  }

  turnSize(id: string, length: number, limit: number): number {
    return 1 + Math.floor(this.chance('turnSize', id, length) * limit);
  }

  delay(id: string, length: number): number {
    return this.chance('delay', id, length) * longestDelay;
  }

  timerShift(id: string, task: number): number {
    return (this.chance('timer', id, task) * 2 - 1) * longestShift;
  }

  private chance(...key: unknown[]): number {
    const hash = createHash('sha256').update(JSON.stringify([this.seed, ...key]));
    return hash.digest().readUInt32BE() / 2 ** 32;
  }
}
