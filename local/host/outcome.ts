import { randomUUID } from 'node:crypto';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Task } from './interpreter.ts';
import type {
  ActivityTask,
  DurableTimer,
  Instance,
  RuntimeStatus,
  Store,
  TaskKey,
} from './store.ts';
import { schedulingEvent, type TurnResult, type Verdict } from './turn.ts';

/** The task of another orchestration that waits for this one. */
interface Parent extends TaskKey {
  name: string;
}

type End = Extract<Verdict, { kind: 'end' }>;
type Again = Extract<Verdict, { kind: 'again' }>;

export function isTerminal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}

export function alreadyExists(status: RuntimeStatus): string {
  return `An Orchestration instance with the status ${status} already exists.`;
}

/** Call within a write; then wake it. A finished instance of the same id is wiped. */
export function createInstance(
  store: Store,
  start: { name: string; id: string; input: string | null; parent?: Parent },
): void {
  const now = Date.now();
  const parent = start.parent ? JSON.stringify(start.parent) : null;
  const execution = parent === null ? randomUUID() : shortGuid();
  const blank = { status: 'Pending', output: null, customStatus: null } as const;
  const row = { ...start, ...blank, execution, parent, createdAt: now, updatedAt: now };
  store.forget(row.id);
  store.put('instances', row);
  store.post(row.id, execution, startedEvent(row));
}

/** Writes down all that a turn has brought about, and keeps what has to happen once that is durable. */
export class Outcome {
  readonly activities: ActivityTask[] = [];
  readonly timers: DurableTimer[] = [];
  readonly disarmed: TaskKey[] = [];
  readonly wake: string[] = [];
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Call within a write. Returns the history as it now is, or undefined when this execution is over. */
  apply(
    instance: Instance,
    past: readonly HistoryEvent[],
    news: readonly HistoryEvent[],
    { verdict, begun, cancelled, customStatus }: TurnResult,
  ): HistoryEvent[] | undefined {
    const { id, execution, name } = instance;
    const added = [...news];
    for (const [number, task] of begun) {
      const childId = task.instanceId ?? `${execution}:${number}`;
      added.push(schedulingEvent(number, task, childId));
      this.begin({ id, execution, task: number, name }, task, childId);
    }
    for (const task of cancelled) {
      const key = { id, execution, task };
      if (this.store.close('timers', key)) this.disarmed.push(key);
    }
    added.push(event(EventType.OrchestratorCompleted));
    const updated = { ...instance, customStatus, updatedAt: Date.now() };
    if (verdict.kind === 'again') this.beginAgain(updated, verdict);
    else if (verdict.kind === 'end') {
      const done = { OrchestrationStatus: verdict.status, Result: verdict.output };
      added.push(event(EventType.ExecutionCompleted, done));
      this.store.appendHistory(id, past.length, added);
      this.end(updated, verdict);
    } else {
      const { status, output = instance.output } = verdict;
      this.store.put('instances', { ...updated, status, output });
      this.store.appendHistory(id, past.length, added);
      return [...past, ...added];
    }
    return undefined;
  }

  private begin(parent: Parent, task: Task, childId: string): void {
    const { name: _, ...key } = parent;
    const input = (task.input ?? null) === null ? null : JSON.stringify(task.input);
    const existing = task.kind === 'sub' ? this.store.instance(childId) : undefined;
    if (task.kind === 'activity') {
      this.activities.push(this.store.put('activities', { ...key, name: task.name, input }));
    } else if (task.kind === 'timer') {
      if (task.cancelled) return;
      this.timers.push(this.store.put('timers', { ...key, fireAt: Date.parse(task.fireAt) }));
    } else if (existing && !isTerminal(existing.status)) {
      this.tellFailure(parent, alreadyExists(existing.status));
    } else {
      createInstance(this.store, { name: task.name, id: childId, input, parent });
      this.wake.push(childId);
    }
  }

  private beginAgain(instance: Instance, verdict: Again): void {
    const { id } = instance;
    const input = JSON.stringify(verdict.input ?? null);
    const next: Instance = { ...instance, execution: shortGuid(), input, status: 'Running' };
    this.store.clear(id, 'history', 'activities', 'timers');
    this.store.put('instances', next);
    for (const unread of verdict.unread.toReversed()) this.store.postFirst(id, null, unread);
    this.store.postFirst(id, next.execution, startedEvent(next));
    this.wake.push(id);
  }

  private end(instance: Instance, { status, output, error }: End): void {
    this.store.clear(instance.id, 'inbox', 'activities', 'timers');
    this.store.put('instances', { ...instance, status, output });
    const parent = parentOf(instance);
    if (!parent) return;
    if (status === 'Completed') {
      const fields = { TaskScheduledId: parent.task, Result: output };
      this.tell(parent, event(EventType.SubOrchestrationCompleted, fields));
    } else this.tellFailure(parent, JSON.parse(output) as string, error);
  }

  private tellFailure(parent: Parent, Reason: string, error = Reason): void {
    const Details = `Message: ${error}, StackTrace: `;
    const fields = { TaskScheduledId: parent.task, Reason, Details, FailureDetails: null };
    this.tell(parent, event(EventType.SubOrchestrationFailed, fields));
  }

  private tell(parent: Parent, message: HistoryEvent): void {
    this.store.post(parent.id, parent.execution, message);
    this.wake.push(parent.id);
  }
}

function parentOf({ parent }: Pick<Instance, 'parent'>): Parent | undefined {
  return parent === null ? undefined : (JSON.parse(parent) as Parent);
}

function startedEvent(instance: Instance): HistoryEvent {
  const parent = parentOf(instance);
  const ids = (of: Parent | Instance) => ({ InstanceId: of.id, ExecutionId: of.execution });
  const link = parent && { Name: parent.name, TaskScheduleId: parent.task };
  return event(EventType.ExecutionStarted, {
    Name: instance.name,
    Input: instance.input,
    OrchestrationInstance: ids(instance),
    ParentInstance: parent ? { ...link, OrchestrationInstance: ids(parent) } : null,
  });
}

/** The extension gives generations and sub-orchestrations GUIDs without dashes. */
function shortGuid(): string {
  return randomUUID().replaceAll('-', '');
}
