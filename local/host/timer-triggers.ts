import { functionsOf, type AppFunction } from './app.ts';
import { longestWait } from './durable-timers.ts';
import type { Host } from './host.ts';
import { logFailure } from './invocation.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

interface Timer {
  fn: AppFunction;
  schedule: Schedule;
  clock?: NodeJS.Timeout;
}

interface Firing {
  name: string;
  schedule: string;
  last: number;
  next: number | null;
}

/** Fires timer functions; one call at a time each, and one call for all the times missed while the host was down. */
export class TimerTriggers {
  private readonly host: Host;
  private readonly timers: Timer[];
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  /** Throws for a schedule that Azure would not understand. */
  constructor(host: Host) {
    this.host = host;
    this.timers = functionsOf(host.app, 'timerTrigger').map((fn) => ({
      fn,
      schedule: parseSchedule(fn.name, fn.trigger.schedule),
    }));
  }

  start(): void {
    for (const timer of this.timers) {
      const record = this.record(timer);
      if (!record) this.remember(timer, 0);
      const isPastDue = (record?.next ?? Number.POSITIVE_INFINITY) <= Date.now();
      if (isPastDue || timer.fn.trigger.runOnStartup === true) this.fire(timer, isPastDue);
      else this.plan(timer, Date.now());
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const { clock } of this.timers) clearTimeout(clock);
    await Promise.all(this.running);
  }

  /** Calls the function now and leaves its schedule alone; false if there is no timer of this name. */
  trigger(name: string): boolean {
    const timer = this.timers.find(({ fn }) => fn.name.toLowerCase() === name.toLowerCase());
    if (!timer) return false;
    const run = this.call(timer, false).finally(() => this.running.delete(run));
    this.running.add(run);
    return true;
  }

  private plan(timer: Timer, from: number): void {
    const next = timer.schedule.next(from);
    if (this.isStopped || next === undefined) return;
    const left = Math.max(0, next - Date.now());
    const onTime = () => {
      if (left > longestWait) this.plan(timer, from);
      else this.fire(timer, false, next);
    };
    timer.clock = setTimeout(onTime, Math.min(left, longestWait));
  }

  private fire(timer: Timer, isPastDue: boolean, planned = Date.now()): void {
    const run = this.call(timer, isPastDue).finally(() => {
      this.running.delete(run);
      this.remember(timer, Date.now());
      this.plan(timer, Math.max(Date.now(), planned));
    });
    this.running.add(run);
  }

  private async call(timer: Timer, IsPastDue: boolean): Promise<void> {
    const { fn, schedule } = timer;
    const Schedule = { AdjustForDST: true };
    const ScheduleStatus = schedule.isMonitored ? this.status(timer) : null;
    try {
      const json = JSON.stringify({ Schedule, ScheduleStatus, IsPastDue });
      await this.host.invoker.invoke(fn, { json });
    } catch (error) {
      logFailure(fn.name, error);
    }
  }

  /** Written when it is first seen and after each call, so that what is missed from then on shows at the next start. */
  private remember({ fn, schedule }: Timer, last: number): void {
    if (!schedule.isMonitored) return;
    const next = schedule.next(Date.now()) ?? null;
    const row: Firing = { name: fn.name, schedule: schedule.expression, last, next };
    this.host.store.write(() => this.host.store.put('schedules', row));
  }

  private status(timer: Timer): object {
    const record = this.record(timer);
    const next = record?.next ?? timer.schedule.next(Date.now()) ?? 0;
    const Last = new Date(record?.last ?? 0).toISOString();
    return { Last, Next: new Date(next).toISOString(), LastUpdated: Last };
  }

  /** A changed schedule begins anew. */
  private record({ fn, schedule }: Timer): Firing | undefined {
    const sql = 'SELECT * FROM schedules WHERE name = ? AND schedule = ?';
    return this.host.store.get(sql, fn.name, schedule.expression) as Firing | undefined;
  }
}
