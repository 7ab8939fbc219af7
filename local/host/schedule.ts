import { Cron } from 'croner';
import { parseTimeSpan, resolvePercent } from './config.ts';
import { messageOf, StartError } from './start-error.ts';

/** When a timer trigger fires. */
export interface Schedule {
  expression: string;
  /** The first time after `from`; undefined if there is none. */
  next(from: number): number | undefined;
  /** Only schedules of a minute or more are remembered over a restart. */
  isMonitored: boolean;
}

/** Below this the real host keeps no record of a schedule, in milliseconds. */
const monitoredInterval = 60_000;
/** How many firings are looked at to find the shortest interval. */
const probes = 10;
const options = { domAndDow: true, sloppyRanges: true, timezone: 'Etc/UTC', paused: true };

/** NCRONTAB with five or six fields, or an interval hh:mm:ss. */
export function parseSchedule(functionName: string, given: unknown): Schedule {
  const expression = typeof given === 'string' ? resolvePercent(given).trim() : '';
  const interval = parseTimeSpan(expression);
  try {
    const next = interval === undefined ? cronOf(expression) : (from: number) => from + interval;
    if (interval === 0) throw new Error('the interval must be above zero');
    return { expression, next, isMonitored: shortestInterval(next) >= monitoredInterval };
  } catch (error) {
    const reason = messageOf(error);
    throw new StartError(
      `The timer function "${functionName}" has the schedule "${expression}": ${reason}.`,
    );
  }
}

/** croner understands more than Azure does; what would behave differently there is refused. */
function cronOf(expression: string): Schedule['next'] {
  const fields = expression.split(/\s+/);
  if (fields.length === 5) fields.unshift('0');
  if (fields.length !== 6) throw new Error('it must have six fields');
  const letters = expression.replace(/\b(?:wed|jul)/gi, '');
  if (/[?#LW]/i.test(letters)) throw new Error('L, W, # and ? are not understood by Azure');
  if (fields[5]?.includes('7')) throw new Error('Sunday is 0, there is no day 7');
  const cron = new Cron(fields.join(' '), options);
  return (from) => cron.nextRun(new Date(from))?.getTime();
}

function shortestInterval(next: Schedule['next']): number {
  let shortest = Number.POSITIVE_INFINITY;
  let at = next(Date.now());
  for (let probe = 0; at !== undefined && probe < probes; probe++) {
    const following = next(at) ?? Number.POSITIVE_INFINITY;
    shortest = Math.min(shortest, following - at);
    at = Number.isFinite(following) ? following : undefined;
  }
  return shortest;
}
