import { event, EventType } from './history.ts';
import type { Host } from './host.ts';
import type { DurableTimer, TaskKey } from './store.ts';

/** Longer waits overflow setTimeout; they are taken in steps. */
export const longestWait = 2 ** 31 - 1;

/** Timers of orchestrations: a row in the store each, and a clock in this process. */
export class DurableTimers {
  private readonly host: Host;
  private readonly wake: (id: string) => void;
  private readonly clocks = new Map<string, NodeJS.Timeout>();

  constructor(host: Host, wake: (id: string) => void) {
    this.host = host;
    this.wake = wake;
  }

  arm(timer: DurableTimer): void {
    const key = keyOf(timer);
    const shift = this.host.adversary?.timerShift(timer.id, timer.task) ?? 0;
    const wait = Math.max(0, timer.fireAt + shift - Date.now());
    const onTime = () => {
      this.clocks.delete(key);
      if (wait > longestWait) this.arm(timer);
      else void this.fire(timer);
    };
    this.clocks.set(key, setTimeout(onTime, Math.min(wait, longestWait)));
  }

  disarm(timer: TaskKey): void {
    clearTimeout(this.clocks.get(keyOf(timer)));
    this.clocks.delete(keyOf(timer));
  }

  stop(): void {
    for (const clock of this.clocks.values()) clearTimeout(clock);
  }

  private async fire(timer: DurableTimer): Promise<void> {
    const { store } = this.host;
    const fields = { TimerId: timer.task, FireAt: new Date(timer.fireAt).toISOString() };
    store.write(() => {
      if (!store.close('timers', timer)) return;
      store.post(timer.id, timer.execution, event(EventType.TimerFired, fields));
    });
    await store.committed();
    this.wake(timer.id);
  }
}

function keyOf({ id, execution, task }: TaskKey): string {
  return `${id}\n${execution}\n${task}`;
}
