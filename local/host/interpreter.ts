import { ActionType, EventType, isCompletion, isScheduling } from './history.ts';
import type { Action, Events, HistoryEvent } from './history.ts';

type RetryOptions = NonNullable<Action['retryOptions']>;
type Settle = (succeeded: boolean) => void;

export interface Task {
  kind: 'activity' | 'sub' | 'timer';
  name: string;
  input?: unknown;
  instanceId?: string | undefined;
  fireAt: string;
  cancelled: boolean;
  ended: boolean;
  settle: Settle;
}

/** The task an action calls, with retry options or without. */
const callers: Record<number, Task['kind'] | undefined> = {
  [ActionType.CallActivity]: 'activity',
  [ActionType.CallActivityWithRetry]: 'activity',
  [ActionType.CallSubOrchestrator]: 'sub',
  [ActionType.CallSubOrchestratorWithRetry]: 'sub',
};
const refused: Record<number, string> = {
  ...{ 7: 'callEntity', 8: 'callHttp', 9: 'signalEntity', 13: 'lock', 14: 'release of locks' },
};

const noRetryTimeout =
  'A retry time-out makes an orchestration hang for ever in Azure; use maxNumberOfAttempts';

export function interpret(actions: readonly Action[], history: Events): Interpretation {
  const reading = new Interpretation(actions);
  for (const event of history) reading.feed(event);
  reading.fault ??= divergence(history, reading.tasks);
  return reading;
}

/**
 * Reads the library's list of actions against the history, as the extension does: one action
 * after the other, each awaited before the next is begun. The list carries no task numbers, so they
 * are derived here, as the library counts them: results are matched by number alone.
 */
class Interpretation {
  /** Every task begun so far; the place in the array is the task's number. */
  readonly tasks: Task[] = [];
  suspended = false;
  continueAsNew: Action | undefined;
  /** External events that nobody has read. */
  readonly unread: HistoryEvent[] = [];
  /** Why this execution cannot go on here. */
  fault: string | undefined;
  private readonly actions: readonly Action[];
  private readonly waiters = new Map<string, Settle[]>();
  private readonly held: HistoryEvent[] = [];
  private atEnd = false;
  private clock = 0;

  constructor(actions: readonly Action[]) {
    this.actions = actions;
  }

  /** How many tasks hold completion back. */
  get open(): number {
    return this.tasks.filter((task) => !task.ended && !task.cancelled).length;
  }

  /** All actions have ended, and nothing is open. */
  get settled(): boolean {
    return this.atEnd && this.open === 0;
  }

  feed(event: HistoryEvent): void {
    const type = event.EventType;
    const isInput = isCompletion(event) || type === EventType.EventRaised;
    if (this.suspended && isInput) this.held.push(event);
    else if (isCompletion(event)) this.complete(event);
    else if (type === EventType.EventRaised) this.raise(event);
    else if (type === EventType.ExecutionStarted) this.sequence(0);
    else if (type === EventType.ExecutionSuspended) this.suspended = true;
    else if (type === EventType.ExecutionResumed) this.resume();
    else if (type === EventType.OrchestratorStarted) this.clock = Date.parse(event.Timestamp);
  }

  private sequence(index: number): void {
    const action = this.actions[index];
    this.atEnd = !action;
    const next = () => {
      this.sequence(index + 1);
    };
    if (action) this.begin(action, next);
  }

  private begin(action: Action, settle: Settle): void {
    const { actionType: type, compoundActions: children = [], fireAt = '' } = action;
    if (action.retryOptions?.retryTimeoutInMilliseconds !== undefined)
      this.fault ??= noRetryTimeout;
    else if (action.retryOptions) this.retry(action, action.retryOptions, settle);
    else if (callers[type]) this.call(action, settle);
    else if (type === ActionType.CreateTimer) this.timer(fireAt, settle, action.isCanceled);
    else if (type === ActionType.WaitForExternalEvent) this.wait(action, settle);
    else if (type === ActionType.WhenAny) this.compound(children, 1, settle);
    // All, although the library fails at the first failure: what comes next has to wait too.
    else if (type === ActionType.WhenAll) this.compound(children, children.length, settle);
    else if (type === ActionType.ContinueAsNew) {
      this.continueAsNew = action;
      settle(true);
    } else this.fault ??= `The local host has no ${refused[type] ?? 'such action'}`;
  }

  private timer(fireAt: string, settle: Settle, cancelled = false): void {
    this.tasks.push({ kind: 'timer', name: '', fireAt, cancelled, ended: false, settle });
  }

  private call({ actionType, functionName: name = '', ...action }: Action, settle: Settle): void {
    const { input, instanceId } = action;
    const kind = callers[actionType] ?? 'activity';
    const fresh = { fireAt: '', cancelled: false, ended: false };
    this.tasks.push({ kind, name, input, instanceId, ...fresh, settle });
  }

  /** Attempt, timer, attempt, …; a timer, due at once, follows even the last failed attempt. */
  private retry(action: Action, options: RetryOptions, settle: Settle, attempt = 1): void {
    const isLast = attempt >= (options.maxNumberOfAttempts ?? 1);
    const next = (): void => {
      if (isLast) settle(false);
      else this.retry(action, options, settle, attempt + 1);
    };
    this.call(action, (succeeded) => {
      const due = this.clock + (isLast ? 0 : retryDelay(options, attempt));
      if (succeeded) settle(true);
      else this.timer(new Date(due).toISOString(), next);
    });
  }

  /** Settles when `left` of the children have ended. */
  private compound(children: readonly Action[], left: number, settle: Settle): void {
    let open = left;
    const onEnd = () => {
      if (--open === 0) settle(true);
    };
    for (const child of children) this.begin(child, onEnd);
  }

  /** Early events are read in their order; of several waiters the newest is served first. */
  private wait({ externalEventName: name = '' }: Action, settle: Settle): void {
    const early = this.unread.findIndex((event) => event.Name === name);
    if (early >= 0) {
      this.unread.splice(early, 1);
      settle(true);
    } else this.waiters.set(name, [...(this.waiters.get(name) ?? []), settle]);
  }

  private raise(event: HistoryEvent): void {
    const settle = this.waiters.get(event.Name ?? '')?.pop();
    if (settle) settle(true);
    else this.unread.push(event);
  }

  private complete({ EventType: type, TaskScheduledId, TimerId }: HistoryEvent): void {
    const task = this.tasks[TaskScheduledId ?? TimerId ?? -1];
    if (!task || task.ended) return;
    task.ended = true;
    task.settle(type !== EventType.TaskFailed && type !== EventType.SubOrchestrationFailed);
  }

  private resume(): void {
    this.suspended = false;
    for (const event of this.held.splice(0)) this.feed(event);
  }
}

/** What the code does now must be what it did when the history was written. */
function divergence(history: Events, tasks: readonly Task[]): string | undefined {
  for (const event of history.filter(isScheduling)) {
    const { EventType: type, EventId, Name = '' } = event;
    const called = type === EventType.TaskScheduled ? 'activity' : 'sub';
    const before = `${type === EventType.TimerCreated ? 'timer' : called} ${Name}`;
    const task = tasks[EventId];
    const now = task ? `${task.kind} ${task.name}` : 'nothing';
    if (before === now) continue;
    const change = `was '${before}' before and is '${now}' now`;
    return `Non-Deterministic workflow detected: task ${EventId} ${change}`;
  }
  return undefined;
}

function retryDelay(options: RetryOptions, attempt: number): number {
  const { firstRetryIntervalInMilliseconds: first = 0, backoffCoefficient = 1 } = options;
  const cap = options.maxRetryIntervalInMilliseconds ?? Number.POSITIVE_INFINITY;
  return Math.min(first * backoffCoefficient ** (attempt - 1), cap);
}
