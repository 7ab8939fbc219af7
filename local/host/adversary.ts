import { createHash } from 'node:crypto';

/** How often each misfortune strikes, from 0 to 1. */
const rates = { twice: 0.2, activityDeath: 0.02, turnDeath: 0.005 };
/** Timers of the real host were seen up to a second early, and late by a polling interval; milliseconds. */
const timerShift = 1000;
/** Completions are held back at most this long so that they meet others, in milliseconds. */
const longestDelay = 100;

/**
 * What a real host may do to an orchestration, by seed. Decisions hang on what they are about, not on the order in
 * which they are asked for, so the same seed and instance ids meet the same misfortunes.
 */
export class Adversary {
  private readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
  }

  runsTwice(id: string, task: number): boolean {
    return this.chance('twice', id, task) < rates.twice;
  }

  /** The Node worker dies while this activity runs. */
  diesInActivity(id: string, task: number): boolean {
    return this.chance('activityDeath', id, task) < rates.activityDeath;
  }

  /** The Node worker dies while this orchestration is in its turn; `seq` is the length of its history. */
  diesInTurn(id: string, seq: number): boolean {
    return this.chance('turnDeath', id, seq) < rates.turnDeath;
  }

  turnSize(id: string, seq: number, limit: number): number {
    return 1 + Math.floor(this.chance('turnSize', id, seq) * limit);
  }

  delay(id: string, seq: number): number {
    return this.chance('delay', id, seq) * longestDelay;
  }

  timerShift(id: string, task: number): number {
    return (this.chance('timer', id, task) * 2 - 1) * timerShift;
  }

  private chance(...key: unknown[]): number {
    const hash = createHash('sha256').update(JSON.stringify([this.seed, ...key]));
    return hash.digest().readUInt32BE() / 2 ** 32;
  }
}
