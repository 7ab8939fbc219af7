/** Which connector-days want a run, and which runs want a new orchestration. Pure: the tick carries it out. */
import { ATTENTION_CODES } from './errors.ts';
import type { Connector, Run, RunState } from './records.ts';
import { DAY_MS, MINUTE_MS, startOfDay, type Window } from './window.ts';

/** A day that was missed is caught up for this long. */
export const LOOK_BACK_DAYS = 7;
/** After midnight the source is given this long to show the day's last items. */
export const SETTLING_MS = 10 * MINUTE_MS;
/** An orchestration takes a turn at the end of every wave, and an activity ends within four minutes. */
const SILENT_AFTER_MS = 20 * MINUTE_MS;
/** A start that was noted but never came to life. */
const STILLBORN_AFTER_MS = 2 * MINUTE_MS;

/** Between the second and the third round of a run that failed; it doubles up to a day. */
const FIRST_ROUND_PAUSE_MS = 30 * MINUTE_MS;

/** A watermark is a day and a few minutes old just before the next run settles; half a day more is no accident. */
export const OLD_WATERMARK_HOURS = 36;

export const ACTIVE_RUN_STATES: ReadonlySet<RunState> = new Set(['queued', 'running', 'settling']);

/** Windows of one UTC day each that are over, wanted and have no run, oldest first. */
export function dueDays(connector: Connector, runs: readonly Run[], now: number): Window[] {
  const first = firstDay(connector);
  if (connector.state !== 'active' || first === undefined) return [];
  const begin = Math.max(first, startOfDay(now) - LOOK_BACK_DAYS * DAY_MS);
  const due: Window[] = [];
  for (let from = begin; from + DAY_MS + SETTLING_MS <= now; from += DAY_MS) {
    const day = { from, to: from + DAY_MS };
    // A backfill of a few hours does not stand for the day.
    if (!runs.some(({ window }) => covers(window, day))) due.push(day);
  }
  return due;
}

/** Setting up a connector archives the previous day first, as the daily pull would have done. */
export function firstDay({ activatedAt }: Connector): number | undefined {
  return activatedAt === undefined ? undefined : startOfDay(activatedAt) - DAY_MS;
}

export function covers(window: Window, other: Window): boolean {
  return window.from <= other.from && window.to >= other.to;
}

/**
 * Failed runs of the look-back whose connector has been mended: they go on from the ledger.
 * A cancelled run stays as it is until a person retries it.
 */
export function mendedRuns<R extends Run>(
  connector: Connector,
  runs: readonly R[],
  now: number,
): R[] {
  if (connector.state !== 'active') return [];
  return runs.filter(
    (run) =>
      run.state === 'failed' &&
      !runs.some((other) => other.number > run.number && covers(other.window, run.window)) &&
      now >= (run.settledAt ?? run.attemptedAt) + pauseBeforeRound(run),
  );
}

/** What a person has mended is tried at once, anything else at the first tick and then ever less often. */
function pauseBeforeRound({ error, round }: Run): number {
  if (error && ATTENTION_CODES.has(error.code)) return 0;
  return round <= 1 ? 0 : Math.min(FIRST_ROUND_PAUSE_MS * 2 ** (round - 2), DAY_MS);
}

/** What is known of the orchestration that should be driving a run. */
export type InstanceStatus =
  { kind: 'unknown' } | { kind: 'ended' } | { kind: 'alive'; lastSignAt: number };

/** Whether a run that is neither settled nor driven any more is to be taken up by a new orchestration. */
export function wantsDriver(run: Run, instance: InstanceStatus, now: number): boolean {
  if (!ACTIVE_RUN_STATES.has(run.state)) return false;
  if (instance.kind === 'alive') return now - instance.lastSignAt > SILENT_AFTER_MS;
  if (instance.kind === 'ended') return true;
  return now - run.attemptedAt > STILLBORN_AFTER_MS;
}

/** How far the settled windows reach without a gap, from the watermark on. */
export function watermarkOf(connector: Connector, settled: readonly Window[]): number | undefined {
  const start = connector.watermark ?? firstDay(connector);
  if (start === undefined) return undefined;
  let reach = start;
  for (const window of [...settled].sort((a, b) => a.from - b.from)) {
    if (window.from <= reach && window.to > reach) reach = window.to;
  }
  return reach > start ? reach : connector.watermark;
}
