import { findFunction, type AppFunction } from './app.ts';
import type { RpcTypedData } from './core-module.ts';
import { longestWait } from './durable-timers.ts';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Host } from './host.ts';
import { logFailure, toJsonText, type Result } from './invocation.ts';
import { messageOf } from './start-error.ts';
import type { ActivityTask } from './store.ts';

const workerDeath = 'node exited with code 137 (0x89)';

/** Runs activities, a limited number at a time. An activity may run again after a crash; its result counts once. */
export class ActivityPool {
  private readonly host: Host;
  private readonly wake: (id: string) => void;
  private readonly queue: ActivityTask[] = [];
  /** What runs, each with a way to make it fail from outside. */
  private readonly running = new Map<Promise<void>, (error: Error) => void>();
  private isStopped = false;

  constructor(host: Host, wake: (id: string) => void) {
    this.host = host;
    this.wake = wake;
  }

  enqueue(tasks: readonly ActivityTask[]): void {
    this.queue.push(...tasks);
    this.fill();
  }

  /** Starts nothing more; resolves when what runs has ended. */
  async drain(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.running.keys());
  }

  /** All that runs fails, as when the Node worker dies. */
  failAll(text = workerDeath): void {
    for (const fail of this.running.values()) fail(new Error(text));
  }

  private fill(): void {
    const { config } = this.host;
    while (!this.isStopped && this.running.size < config.maxConcurrentActivities) {
      const task = this.queue.shift();
      if (!task) return;
      const { promise, reject } = Promise.withResolvers<never>();
      const limit = Math.min(config.functionTimeout, longestWait);
      const clock = setTimeout(() => {
        this.expire(task, reject);
      }, limit);
      const run = this.run(task, promise).finally(() => {
        clearTimeout(clock);
        this.running.delete(run);
        this.fill();
      });
      this.running.set(run, reject);
      if (this.host.adversary?.diesInActivity(task.id, task.task)) this.failAll();
    }
  }

  private expire(task: ActivityTask, fail: (error: Error) => void): void {
    const seconds = this.host.config.functionTimeout / 1000;
    const text = `Timeout value of ${seconds} s was exceeded by function: Functions.${task.name}`;
    fail(new Error(text));
    // In Azure the worker is started anew, and takes everything with it.
    if (this.host.adversary) this.failAll();
  }

  private async run(task: ActivityTask, interruption: Promise<never>): Promise<void> {
    const { store } = this.host;
    const outcome = await this.outcome(task, interruption);
    store.write(() => {
      if (store.close('activities', task)) store.post(task.id, task.execution, outcome);
    });
    await store.committed();
    this.wake(task.id);
  }

  private async outcome(task: ActivityTask, interruption: Promise<never>): Promise<HistoryEvent> {
    const fn = findFunction(this.host.app, task.name, 'activityTrigger');
    try {
      if (!fn) throw new Error(`The function '${task.name}' doesn't exist.`);
      const result = await Promise.race([this.call(fn, task), interruption]);
      const fields = { TaskScheduledId: task.task, Result: toJsonText(result) };
      return event(EventType.TaskCompleted, fields);
    } catch (error) {
      logFailure(task.name, error);
      return failure(task, error);
    }
  }

  private async call(fn: AppFunction, task: ActivityTask): Promise<Result> {
    const trigger = activityInput(task.input);
    const triggerMetadata: Record<string, RpcTypedData> = {
      instanceId: { json: JSON.stringify(task.id) },
    };
    if (Object.keys(trigger).length > 0) {
      Object.assign(triggerMetadata, { [fn.triggerName]: trigger, data: trigger });
    }
    const invoke = () => this.host.invoker.invoke(fn, trigger, triggerMetadata);
    if (!this.host.adversary?.runsTwice(task.id, task.task)) return await invoke();
    const [first] = await Promise.all([invoke(), invoke().catch(() => undefined)]);
    return first;
  }
}

/** Recorded on the real host: nothing and null arrive as undefined, true as the text "True". */
function activityInput(text: string | null): RpcTypedData {
  const value: unknown = text === null ? null : JSON.parse(text);
  if (value === null || text === null) return {};
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return typeof value === 'string' ? { string: value } : { json: text };
}

/** Text and form are those of the real host, stack included, so that code which cuts them is put to the test. */
function failure(task: ActivityTask, error: unknown): HistoryEvent {
  const message = messageOf(error);
  const stack = error instanceof Error ? error.stack : undefined;
  const InnerException = {
    $type:
      'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
    RemoteStackTrace: stack ?? null,
    RemoteMessage: message,
    Message: `Result: Failure\nException: ${message}\nStack: ${stack ?? ''}`,
  };
  const $type = 'System.Exception, System.Private.CoreLib';
  const details = { $type, ClassName: 'System.Exception', Message: ` ${message}`, InnerException };
  return event(EventType.TaskFailed, {
    TaskScheduledId: task.task,
    Reason: `Activity function '${task.name}' failed:  ${message}`,
    Details: JSON.stringify(details),
    FailureDetails: null,
  });
}
