/** Seeded workflows of the kinds an app may use: waves, retries, timers, races against an event, sub-orchestrations. */

export type Random = () => number;

/** mulberry32: small, fast, the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Step =
  | { kind: 'activity' | 'failing' | 'sub' | 'timer' | 'misspelt' | 'slow'; value: number }
  /** Fails `failures` times before it succeeds; at most `attempts` are made. */
  | { kind: 'retry'; value: number; failures: number; attempts: number }
  | { kind: 'wave' | 'race'; value: number; members: Step[] };

const kinds = ['activity', 'failing', 'sub', 'timer', 'retry', 'wave', 'race'] as const;
const maxAttempts = 3;
const hopeless = 1_000_000;

export function randomWorkflow(random: Random, steps: number): Step[] {
  return Array.from({ length: steps }, () =>
    randomStep(random, kinds[pick(random, kinds.length)] ?? 'activity'),
  );
}

export function pick(random: Random, count: number): number {
  return Math.floor(random() * count);
}

function randomStep(random: Random, kind: (typeof kinds)[number]): Step {
  const value = pick(random, 1000);
  if (kind === 'retry') return retry(random, value, maxAttempts + 1);
  if (kind !== 'wave' && kind !== 'race') return { kind, value };
  const memberKinds = ['activity', 'sub', 'retry'] as const;
  const members = Array.from({ length: 1 + pick(random, 4) }, () => {
    const member = memberKinds[pick(random, memberKinds.length)] ?? 'activity';
    // A wave whose member fails for good moves on at once in the library and only later in the host.
    return member === 'retry'
      ? retry(random, pick(random, 1000), maxAttempts)
      : randomStep(random, member);
  });
  return { kind, value, members };
}

function retry(random: Random, value: number, failuresBelow: number): Step {
  const failures = pick(random, failuresBelow);
  // A crash may add calls; what has to fail for good must not be saved by them.
  return {
    kind: 'retry',
    value,
    failures: failures < maxAttempts ? failures : hopeless,
    attempts: maxAttempts,
  };
}

/** The sum that a workflow must come to however often its pieces were repeated. */
export function expectedTotal(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => {
    if (step.kind === 'wave' || step.kind === 'race') return sum + expectedTotal(step.members);
    if (step.kind === 'timer') return sum;
    if (step.kind === 'failing') return sum - step.value;
    if (step.kind === 'retry' && step.failures >= step.attempts) return sum - step.value;
    return sum + step.value;
  }, 0);
}
