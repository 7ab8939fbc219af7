import pLimit, { type LimitFunction } from 'p-limit';
import { findFunction } from './app.ts';
import type { RpcTypedData } from './core-module.ts';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Host } from './host.ts';
import { toJsonText, type Result } from './invocation.ts';
import { logFailure, messageOf } from './log.ts';
import type { OpenTask } from './store.ts';

/** What setTimeout takes, in milliseconds; an activity without a limit may last 25 days. */
const longestTimer = 2 ** 31 - 1;
const workerDeath = 'node exited with code 137 (0x89)';

/** Runs some activities at a time. One may run again after a crash; its result counts once. */
export class ActivityPool {
  private readonly host: Host;
  private readonly onEnd: (task: OpenTask, message: HistoryEvent) => void;
  private readonly limit: LimitFunction;
  /** What runs, each with a way to make it fail from outside. */
  private readonly running = new Map<Promise<void>, { id: string; fail: (error: Error) => void }>();

  constructor(host: Host, onEnd: (task: OpenTask, message: HistoryEvent) => void) {
    this.host = host;
    this.onEnd = onEnd;
    this.limit = pLimit(host.config.extensions.durableTask.maxConcurrentActivityFunctions);
  }

  enqueue(task: OpenTask): void {
    void this.limit(() => this.run(task));
  }

  /** Starts nothing more; resolves when what runs has ended. */
  async drain(): Promise<void> {
    this.limit.clearQueue();
    await Promise.all(this.running.keys());
  }

  /** All that runs fails, as when the Node worker dies. */
  failWith(orchestration: string): void {
    const { adversary } = this.host;
    for (const { id, fail } of this.running.values()) {
      if (adversary?.isSameWorker(id, orchestration)) fail(new Error(workerDeath));
    }
  }

  private run(task: OpenTask): Promise<void> {
    const { promise: interruption, reject } = Promise.withResolvers<never>();
    const { config, adversary } = this.host;
    const { id, name } = task;
    const timeOut = () => {
      const limit = `Timeout value of ${config.functionTimeout / 1000} s`;
      reject(new Error(`${limit} was exceeded by function: Functions.${name}`));
      // In Azure the worker is started anew, and takes everything with it.
      this.failWith(id);
    };
    const clock = setTimeout(timeOut, Math.min(config.functionTimeout, longestTimer));
    const ended = this.message(task, interruption).then((message) => {
      clearTimeout(clock);
      this.running.delete(ended);
      this.onEnd(task, message);
    });
    this.running.set(ended, { id, fail: reject });
    if (adversary?.strikes('timeOut', id, task.task)) timeOut();
    if (adversary?.strikes('activityDeath', id, task.task)) this.failWith(id);
    return ended;
  }

  private async message(task: OpenTask, interruption: Promise<never>): Promise<HistoryEvent> {
    try {
      const Result = toJsonText(await Promise.race([this.call(task), interruption]));
      return event(EventType.TaskCompleted, { TaskScheduledId: task.task, Result });
    } catch (error) {
      logFailure(task.name, error);
      return failure(task, error);
    }
  }

  private async call(task: OpenTask): Promise<Result> {
    const fn = findFunction(this.host.app, 'activityTrigger', task.name);
    if (!fn) throw new Error(`The function '${task.name}' doesn't exist.`);
    const input = activityInput(task.input);
    const inputs = Object.keys(input).length > 0 ? { [fn.triggerName]: input, data: input } : {};
    const metadata = { instanceId: { json: JSON.stringify(task.id) }, ...inputs };
    const invoke = () => this.host.invoker.invoke(fn, input, metadata);
    if (!this.host.adversary?.strikes('twice', task.id, task.task)) return await invoke();
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

/** Text and form are the real host's, stack included, so that code which cuts them is tried. */
function failure({ name, task }: OpenTask, error: unknown): HistoryEvent {
  const message = messageOf(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const script = 'Microsoft.Azure.WebJobs.Script';
  const InnerException = {
    $type: `${script}.Workers.Rpc.RpcException, ${script}`,
    RemoteStackTrace: stack,
    RemoteMessage: message,
    Message: `Result: Failure\nException: ${message}\nStack: ${stack}`,
  };
  const $type = 'System.Exception, System.Private.CoreLib';
  const details = { $type, ClassName: 'System.Exception', Message: ` ${message}`, InnerException };
  return event(EventType.TaskFailed, {
    TaskScheduledId: task,
    Reason: `Activity function '${name}' failed:  ${message}`,
    Details: JSON.stringify(details),
    FailureDetails: null,
  });
}
