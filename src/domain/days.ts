/** What became of a connector's days, one by one. Pure. */
import { ACTIVE_RUN_STATES, covers, firstDay, SETTLING_MS } from './due.ts';
import type { Connector, Run } from './records.ts';
import { DAY_MS, HOUR_MS, type Window } from './window.ts';

export const DAY_STATES = [
  'complete',
  'withExceptions',
  'missing',
  'running',
  'failed',
  'notDue',
] as const;

export interface Day {
  window: Window;
  state: (typeof DAY_STATES)[number];
  /** The run that the state is taken from. */
  run?: Run;
}

/** The tick comes every quarter of an hour; a day it has not taken up by then is one that it missed. */
const TAKEN_UP_WITHIN_MS = HOUR_MS;

/** @param runs those that begin in the days wanted, or before them and reach into them */
export function daysOf(
  connector: Connector,
  runs: readonly Run[],
  { from, to }: Window,
  now: number,
): Day[] {
  const days: Day[] = [];
  for (let begin = from; begin < to; begin += DAY_MS) {
    const window = { from: begin, to: begin + DAY_MS };
    const run = decisive(runs.filter((candidate) => covers(candidate.window, window)));
    days.push(
      run
        ? { window, state: stateOf(run), run }
        : { window, state: isMissing(connector, window, now) ? 'missing' : 'notDue' },
    );
  }
  return days;
}

/** What is under way comes first; then what was settled, as a later failure takes nothing away; the newest of each. */
function decisive(runs: readonly Run[]): Run | undefined {
  const newest = [...runs].sort((a, b) => b.createdAt - a.createdAt || b.number - a.number);
  return (
    newest.find(({ state }) => ACTIVE_RUN_STATES.has(state)) ??
    newest.find(({ state }) => state !== 'failed' && state !== 'cancelled') ??
    newest[0]
  );
}

function stateOf({ state }: Run): Day['state'] {
  if (ACTIVE_RUN_STATES.has(state)) return 'running';
  if (state === 'succeeded') return 'complete';
  return state === 'succeededWithExceptions' ? 'withExceptions' : 'failed';
}

function isMissing(connector: Connector, day: Window, now: number): boolean {
  const first = firstDay(connector);
  if (first === undefined || connector.state === 'deleted') return false;
  const due = Math.max(day.to + SETTLING_MS, connector.activatedAt ?? 0);
  return day.from >= first && due + TAKEN_UP_WITHIN_MS <= now;
}
