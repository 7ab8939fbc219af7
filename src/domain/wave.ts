/**
 * Which activities go into the next wave. Pure, so that a replay decides the same: the orchestrator only carries out.
 * A unit is a slice, a bucket, or a page of exceptions; an activity works on one unit for a bounded time and says
 * whether it is done.
 */
import type { ErrorCode } from './errors.ts';

export interface Failure {
  code: ErrorCode;
  message: string;
}

/** What an activity answers about its unit. Less than 1 KB, counters only. */
export interface UnitResult {
  unit: number;
  done: boolean;
  /** Do not come back sooner than this, in milliseconds. */
  waitMs?: number;
  /** Something was done, however little; a unit that only ever waits is given up in the end. */
  progress?: boolean;
  /** A person asked for the end of the run: nothing more is begun. */
  stopped?: boolean;
  /** The whole call failed. Without `waitMs` trying again cannot help. */
  failed?: Failure;
}

interface Unit {
  unit: number;
  /** Orchestration time, milliseconds since 1970 UTC. */
  notBefore: number;
  /** Calls in a row that failed. */
  failures: number;
  /** Calls in a row that neither failed nor got anywhere. */
  idle: number;
}

/** Units not done, in the order they are to be worked on. */
export interface Work {
  readonly total: number;
  readonly open: readonly Unit[];
  readonly failed?: Failure;
}

export type Step =
  /**
   * `lastChance`: those that have waited long enough; what they leave now is not tried again.
   * `failures`: by unit, how often in a row it has failed, where it has.
   */
  | { kind: 'call'; units: number[]; lastChance: number[]; failures: Record<number, number> }
  | { kind: 'wait'; until: number }
  | { kind: 'done' }
  | { kind: 'failed'; failure: Failure };

/** In a row and for one unit; with the pauses below that is about half an hour of an unreachable service. */
export const MAX_FAILURES = 10;
/** The first pause after a failed call; it doubles up to the longest. */
export const FIRST_PAUSE_MS = 5_000;
export const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Whoever is asked to wait longer is called in between, and sends nothing: a run that is silent for twenty minutes
 * counts as lost.
 */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Idle calls in a row before the last one; with their doubling pauses that is more than an hour. */
export const MAX_IDLE = 20;
const FIRST_IDLE_PAUSE_MS = 2_000;

export function workOn(units: readonly number[]): Work {
  return {
    total: units.length,
    open: units.map((unit) => ({ unit, notBefore: 0, failures: 0, idle: 0 })),
  };
}

export function nextStep(work: Work, now: number, width: number): Step {
  if (work.failed) return { kind: 'failed', failure: work.failed };
  if (work.open.length === 0) return { kind: 'done' };
  const ready = work.open.filter((unit) => unit.notBefore <= now);
  if (ready.length === 0) {
    return { kind: 'wait', until: Math.min(...work.open.map((unit) => unit.notBefore)) };
  }
  const next = ready.slice(0, width);
  return {
    kind: 'call',
    units: next.map(({ unit }) => unit),
    lastChance: next.filter(({ idle }) => idle >= MAX_IDLE).map(({ unit }) => unit),
    failures: Object.fromEntries(
      next.filter(({ failures }) => failures > 0).map(({ unit, failures }) => [unit, failures]),
    ),
  };
}

/** Takes in what a wave answered; a unit that is not done goes to the end, so that all get their turn. */
export function afterWave(work: Work, now: number, results: readonly UnitResult[]): Work {
  const answered = new Map(results.map((result) => [result.unit, result]));
  const untouched = work.open.filter((unit) => !answered.has(unit.unit));
  const again: Unit[] = [];
  let failed: Failure | undefined;
  for (const before of work.open) {
    const result = answered.get(before.unit);
    if (!result || result.done) continue;
    const failures = result.failed ? before.failures + 1 : 0;
    if (result.failed && (result.waitMs === undefined || failures >= MAX_FAILURES)) {
      failed ??= result.failed;
    }
    const isIdle = !result.failed && !result.progress && result.waitMs !== undefined;
    const idle = isIdle ? before.idle + 1 : 0;
    const least = result.failed ? pauseAfter(failures) : idlePauseAfter(idle);
    const notBefore = now + Math.min(Math.max(result.waitMs ?? 0, least), LONGEST_WAIT_MS);
    again.push({ unit: before.unit, notBefore, failures, idle });
  }
  return { total: work.total, open: [...untouched, ...again], ...(failed && { failed }) };
}

/** What an activity that threw, or a wave that faulted, counts as: every unit of it failed and may be tried again. */
export function faulted(units: readonly number[]): UnitResult[] {
  const failed: Failure = {
    code: 'internal',
    message: 'an activity ended with an unexpected error',
  };
  return units.map((unit) => ({ unit, done: false, waitMs: FIRST_PAUSE_MS, failed }));
}

/** Whoever keeps waiting for nothing asks ever less often, which also keeps the history short. */
function idlePauseAfter(idle: number): number {
  return idle <= 1 ? 0 : Math.min(FIRST_IDLE_PAUSE_MS * 2 ** (idle - 2), LONGEST_PAUSE_MS);
}

function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}
