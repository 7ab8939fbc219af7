import { createHash } from 'node:crypto';

/** How often each misfortune strikes, from 0 to 1. */
const rates = { twice: 0.2, activityDeath: 0.02, turnDeath: 0.005 };
/** Real timers were seen up to a second early, and late by a polling interval; milliseconds. */
const longestShift = 1000;
/** Completions are held back at most this long so that they meet others, in milliseconds. */
const longestDelay = 100;

/**
 * What a real host may do to an orchestration, by seed. Decisions hang on what they are about, an
 * instance and a task or the length of its history, not on the order in which they are asked for.
 */
export function adversaryOf(seed: string) {
  const chance = (...key: unknown[]): number => {
    const hash = createHash('sha256').update(JSON.stringify([seed, ...key]));
    return hash.digest().readUInt32BE() / 2 ** 32;
  };
  return {
    strikes: (misfortune: keyof typeof rates, id: string, n: number) =>
      chance(misfortune, id, n) < rates[misfortune],
    turnSize: (id: string, n: number, limit: number) =>
      1 + Math.floor(chance('turnSize', id, n) * limit),
    delay: (id: string, n: number) => chance('delay', id, n) * longestDelay,
    timerShift: (id: string, n: number) => (chance('timer', id, n) * 2 - 1) * longestShift,
  };
}

export type Adversary = ReturnType<typeof adversaryOf>;
