import type { Cron } from 'croner';
import { findFunction, functionsOf, type AppFunction } from './app.ts';
import type { Host } from './host.ts';
import { logFailure } from './log.ts';
import { parseSchedule } from './schedule.ts';

interface Timer {
  fn: AppFunction;
  schedule: Cron;
  /** Whether missed calls are made up for. */
  isMonitored: boolean;
}

/** Below this interval the real host keeps no record of a schedule, in milliseconds. */
const monitoredInterval = 60_000;

/** Fires timer functions; one call at a time each, one for all that a stopped host has missed. */
export class TimerTriggers {
  private readonly host: Host;
  private readonly timers: Timer[];
  private readonly running = new Set<Promise<unknown>>();

  /** Throws for a schedule that Azure would not understand. */
  constructor(host: Host) {
    this.host = host;
    this.timers = functionsOf(host.app, 'timerTrigger').map((fn) => {
      const schedule = parseSchedule(fn.name, fn.trigger.schedule);
      const [first = 0, second = Infinity] = schedule.nextRuns(2).map(Number);
      return { fn, schedule, isMonitored: second - first >= monitoredInterval };
    });
  }

  start(): void {
    const { store } = this.host;
    const select = store.sql('SELECT next FROM schedules WHERE name = ? AND schedule = ?');
    for (const timer of this.timers) {
      const { fn, schedule } = timer;
      // A changed schedule begins anew.
      const row = select.get(fn.name, schedule.getPattern() ?? '');
      if (!row) this.remember(timer);
      let isPastDue = Number(row?.next ?? Infinity) <= Date.now();
      schedule.schedule(async () => {
        await this.call(fn, isPastDue);
        isPastDue = false;
        this.remember(timer);
      });
      if (isPastDue || fn.trigger.runOnStartup === true) void schedule.trigger();
    }
  }

  /** Resolves when the calls under way have ended. */
  async stop(): Promise<void> {
    for (const { schedule } of this.timers) schedule.stop();
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
  private remember({ fn: { name }, schedule, isMonitored }: Timer): void {
    const { store } = this.host;
    const next = schedule.nextRun()?.getTime() ?? null;
    const row = { name, schedule: schedule.getPattern() ?? '', next };
    if (isMonitored) void store.write(() => store.put('schedules', row));
  }
}
