import type { Cron } from 'croner';
import { functionsOf, type AppFunction } from './app.ts';
import { ringAt } from './clock.ts';
import type { Host } from './host.ts';
import { logFailure } from './log.ts';
import { parseSchedule } from './schedule.ts';

interface Timer {
  fn: AppFunction;
  schedule: Cron;
  pattern: string;
  /** Whether missed calls are made up for. */
  isMonitored: boolean;
}

interface Firing {
  name: string;
  schedule: string;
  last: number;
  next: number | null;
}

/** Below this interval the real host keeps no record of a schedule, in milliseconds. */
const monitoredInterval = 60_000;

/** Fires timer functions; one call at a time each, and one call for all the times missed while the host was down. */
export class TimerTriggers {
  private readonly host: Host;
  private readonly timers: Timer[];
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  /** Throws for a schedule that Azure would not understand. */
  constructor(host: Host) {
    this.host = host;
    this.timers = functionsOf(host.app, 'timerTrigger').map((fn) => {
      const schedule = parseSchedule(fn.name, fn.trigger.schedule);
      const [first = 0, second = Infinity] = schedule.nextRuns(2).map(Number);
      const isMonitored = second - first >= monitoredInterval;
      return { fn, schedule, pattern: schedule.getPattern() ?? '', isMonitored };
    });
  }

  start(): void {
    for (const timer of this.timers) {
      const record = this.record(timer);
      if (!record) this.remember(timer, 0);
      const isPastDue = (record?.next ?? Infinity) <= Date.now();
      if (isPastDue || timer.fn.trigger.runOnStartup === true) void this.fire(timer, isPastDue);
      else this.plan(timer);
    }
  }

  /** Resolves when the calls under way have ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.running);
  }

  /** Calls the function now and leaves its schedule alone; false if there is no timer of this name. */
  trigger(name: string): boolean {
    const timer = this.timers.find(({ fn }) => fn.name.toLowerCase() === name.toLowerCase());
    if (timer) void this.call(timer, false);
    return timer !== undefined;
  }

  private plan(timer: Timer, after = Date.now()): void {
    const next = timer.schedule.nextRun(new Date(after))?.getTime();
    if (next !== undefined) ringAt(next, () => void this.fire(timer, false, next));
  }

  private async fire(timer: Timer, isPastDue: boolean, planned = 0): Promise<void> {
    if (this.isStopped) return;
    await this.call(timer, isPastDue);
    this.remember(timer, Date.now());
    // A clock may ring a moment early.
    this.plan(timer, Math.max(Date.now(), planned));
  }

  private call({ fn }: Timer, IsPastDue: boolean): Promise<void> {
    const Schedule = { AdjustForDST: true };
    const json = JSON.stringify({ Schedule, ScheduleStatus: null, IsPastDue });
    const end = (error?: unknown) => {
      if (error !== undefined) logFailure(fn.name, error);
      this.running.delete(run);
    };
    const run = this.host.invoker.invoke(fn, { json }).then(() => {
      end();
    }, end);
    this.running.add(run);
    return run;
  }

  /** Written when it is first seen and after each call, so that what is missed from then on shows at the next start. */
  private remember({ fn, schedule, pattern, isMonitored }: Timer, last: number): void {
    const next = schedule.nextRun()?.getTime() ?? null;
    const row: Firing = { name: fn.name, schedule: pattern, last, next };
    if (isMonitored) void this.host.store.write(() => this.host.store.put('schedules', row));
  }

  /** A changed schedule begins anew. */
  private record({ fn, pattern }: Timer): Firing | undefined {
    const sql = 'SELECT * FROM schedules WHERE name = ? AND schedule = ?';
    return this.host.store.get(sql, fn.name, pattern) as Firing | undefined;
  }
}
