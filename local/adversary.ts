/** The misfortunes of `--adversarial`. */
import { createHash } from 'node:crypto';

type Misfortune = 'twice' | 'activityDeath' | 'timeOut' | 'turnDeath';

/** Decides what befalls an orchestration: at its n-th task, or after n events of its history. */
export interface Adversary {
  strikes(misfortune: Misfortune, id: string, n: number): boolean;
  /** Whether a worker that dies under the one takes the other along. */
  isSameWorker(id: string, other: string): boolean;
  /** How many messages the next turn takes. */
  turnSize(id: string, n: number, limit: number): number;
  /** How long the end of a task is held back, and how much late a timer is; milliseconds. */
  delay(id: string, n: number): number;
  timerShift(id: string, n: number): number;
}

/** How often each misfortune strikes, from 0 to 1. */
const rates: Record<Misfortune, number> = {
  twice: 0.2,
  activityDeath: 0.02,
  timeOut: 0.01,
  turnDeath: 0.005,
};
/** Real timers were seen up to a second early, and late by a polling interval; milliseconds. */
const longestShift = 1000;
/** Completions are held back at most this long so that they meet others, in milliseconds. */
const longestDelay = 100;

/** Strikes at the activity or turn of this number, from 1, of orchestrations whose ids end so. */
export interface PlannedStrike {
  misfortune: Misfortune;
  at: number;
  idEnd: string;
}

/** What a real host may do to an orchestration: by seed, or by a plan, which is a JSON array. */
export function adversaryOf(seed: string): Adversary {
  return seed.startsWith('[') ? planned(JSON.parse(seed) as PlannedStrike[]) : random(seed);
}

/** Decisions hang on an instance and a task or the length of its history, not on when they are asked for. */
function random(seed: string): Adversary {
  const chance = (...key: unknown[]): number => {
    const hash = createHash('sha256').update(JSON.stringify([seed, ...key]));
    return hash.digest().readUInt32BE() / 2 ** 32;
  };
  return {
    strikes: (misfortune, id, n) => chance(misfortune, id, n) < rates[misfortune],
    isSameWorker: () => true,
    turnSize: (id, n, limit) => 1 + Math.floor(chance('turnSize', id, n) * limit),
    delay: (id, n) => chance('delay', id, n) * longestDelay,
    timerShift: (id, n) => (chance('timer', id, n) * 2 - 1) * longestShift,
  };
}

/** Each orchestration has a worker of its own and each message its turn, so that the numbers are certain. */
function planned(plan: readonly PlannedStrike[]): Adversary {
  const asked = new Map<string, number>();
  const strikes = (misfortune: Misfortune, id: string) => {
    const count = (asked.get(misfortune + id) ?? 0) + 1;
    asked.set(misfortune + id, count);
    const hits = (one: PlannedStrike) => one.at === count && id.endsWith(one.idEnd);
    return plan.some((one) => one.misfortune === misfortune && hits(one));
  };
  const isSameWorker = (id: string, other: string) => id === other;
  return { strikes, isSameWorker, turnSize: () => 1, delay: () => 0, timerShift: () => 0 };
}
