/** Seeded workflows of the kinds an app may use: nested waves, retries, timers, events, sub-orchestrations, new beginnings. */

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
  /** Waits for the external event of `eventName`; goes on by continueAsNew. */
  | { kind: 'event' | 'again'; value: number }
  /** Fails `failures` times before it succeeds; at most `attempts` are made. */
  | { kind: 'retry'; value: number; failures: number; attempts: number }
  /** All of them; all of them against an event; the first of them; all as a sub-orchestration. */
  | { kind: 'wave' | 'race' | 'any' | 'flow'; value: number; members: Step[] };

type Kind = Step['kind'];

const simpleKinds: readonly Kind[] = [
  ...(['activity', 'failing', 'sub', 'timer', 'retry', 'wave', 'race', 'any'] as const),
];
/** What needs a host, and for events somebody who raises them. */
export const allKinds: readonly Kind[] = [...simpleKinds, 'flow', 'again', 'event'];
const deepest = 2;
const maxAttempts = 3;
const hopeless = 1_000_000;

export function randomWorkflow(random: Random, steps: number, kinds = simpleKinds): Step[] {
  return Array.from({ length: steps }, () => randomStep(random, oneOf(random, kinds), 0));
}

export function pick(random: Random, count: number): number {
  return Math.floor(random() * count);
}

function oneOf(random: Random, kinds: readonly Kind[]): Kind {
  return kinds[pick(random, kinds.length)] ?? 'activity';
}

function randomStep(random: Random, kind: Kind, depth: number): Step {
  const value = pick(random, 1000);
  if (kind === 'retry') return retry(random, value, depth === 0 ? maxAttempts + 1 : maxAttempts);
  if (kind === 'flow') {
    const kindsOfFlow = allKinds.filter((one) => one !== 'event' && one !== 'flow');
    return { kind, value, members: randomWorkflow(random, 1 + pick(random, 3), kindsOfFlow) };
  }
  if (kind !== 'wave' && kind !== 'race' && kind !== 'any') return { kind, value };
  // A wave whose member fails for good moves on at once in the library and only later in the host; a retry that
  // has lost against another task goes on counting tasks.
  const plain: Kind[] = kind === 'any' ? ['activity', 'sub'] : ['activity', 'sub', 'retry'];
  const members = Array.from({ length: 1 + pick(random, 4) }, () =>
    randomStep(random, oneOf(random, depth < deepest ? [...plain, 'any'] : plain), depth + 1),
  );
  return { kind, value, members };
}

/** The external event that the step at this place waits for. */
export function eventName(place: number): string {
  return `event-${String(place)}`;
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
    if (step.kind === 'wave' || step.kind === 'race' || step.kind === 'flow')
      return sum + expectedTotal(step.members);
    if (step.kind === 'timer' || step.kind === 'again') return sum;
    if (step.kind === 'failing') return sum - step.value;
    if (step.kind === 'retry' && step.failures >= step.attempts) return sum - step.value;
    return sum + step.value;
  }, 0);
}
