import { Cron } from 'croner';
import { findFunction, functionsOf, type AppFunction } from './app.ts';
import type { Host } from './host.ts';
import { logFailure, messageOf, StartError } from './log.ts';

const cronOptions = { domAndDow: true, sloppyRanges: true, timezone: 'Etc/UTC', protect: true };
/** Below this interval the real host makes up for no missed call, in milliseconds. */
const monitoredInterval = 60_000;

/** Fires timer functions; one call at a time each, one for all that a stopped host has missed. */
export class TimerTriggers {
  private readonly host: Host;
  private readonly timers: [AppFunction, Cron][];
  private readonly running = new Set<Promise<unknown>>();

  /** Throws for a schedule that Azure would not understand. */
  constructor(host: Host) {
    this.host = host;
    const functions = functionsOf(host.app, 'timerTrigger');
    this.timers = functions.map((fn) => [fn, parseSchedule(fn.name, fn.trigger.schedule)]);
  }

  start(): void {
    const { store } = this.host;
    const select = store.sql('SELECT next FROM schedules WHERE name = ? AND schedule = ?');
    for (const [fn, schedule] of this.timers) {
      // A changed schedule begins anew.
      const row = select.get(fn.name, schedule.getPattern() ?? '');
      if (!row) this.remember(fn, schedule);
      let isPastDue = Number(row?.next ?? Infinity) <= Date.now();
      schedule.schedule(async () => {
        await this.call(fn, isPastDue);
        isPastDue = false;
        this.remember(fn, schedule);
      });
      if (isPastDue || fn.trigger.runOnStartup === true) void schedule.trigger();
    }
  }

  /** Resolves when the calls under way have ended. */
  async stop(): Promise<void> {
    for (const [, schedule] of this.timers) schedule.stop();
    await Promise.all(this.running);
  }

  /** Calls the function now, beside its schedule; false if there is no timer of this name. */
  trigger(name: string): boolean {
    const fn = findFunction(this.host.app, 'timerTrigger', name);
    if (fn) void this.call(fn, false);
    return fn !== undefined;
  }

  private async call(fn: AppFunction, IsPastDue: boolean): Promise<void> {
    const input = { Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue };
    const called = this.host.invoker.invoke(fn, { json: JSON.stringify(input) });
    const ended = called.catch((error: unknown) => {
      logFailure(fn.name, error);
    });
    this.running.add(ended);
    await ended;
    this.running.delete(ended);
  }

  /** Written at first sight and after each call: what is missed then shows at the next start. */
  private remember({ name }: AppFunction, schedule: Cron): void {
    const { store } = this.host;
    const [next = Infinity, second = Infinity] = schedule.nextRuns(2).map(Number);
    const row = { name, schedule: schedule.getPattern() ?? '', next };
    if (second - next >= monitoredInterval) void store.write(() => store.put('schedules', row));
  }
}

/** NCRONTAB of five or six fields. What croner understands and Azure does not is refused. */
export function parseSchedule(functionName: string, given: unknown): Cron {
  const expression = typeof given === 'string' ? given.trim() : '';
  const fields = expression.split(/\s+/);
  if (fields.length === 5) fields.unshift('0');
  try {
    if (fields.length !== 6) throw new Error('it must have six fields');
    const letters = expression.replace(/\b(?:wed|jul)/gi, '');
    if (/[?#LW]/i.test(letters)) throw new Error('L, W, # and ? are not understood by Azure');
    if (fields[5]?.includes('7')) throw new Error('Sunday is 0, there is no day 7');
    return new Cron(fields.join(' '), cronOptions);
  } catch (error) {
    const sentence = `The timer function "${functionName}" has the schedule "${expression}"`;
    throw new StartError(`${sentence}: ${messageOf(error)}.`);
  }
}
