import { randomUUID } from 'node:crypto';
import { event, EventType, type HistoryEvent } from './history.ts';
import type { Task } from './interpreter.ts';
import type { Instance, OpenTask, RuntimeStatus, Store, TaskKey } from './store.ts';
import { schedulingEvent, type TurnResult } from './turn.ts';

/** The task of another orchestration that waits for this one. */
interface Parent extends TaskKey {
  name: string;
}

export function isTerminal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}

export function alreadyExists(status: RuntimeStatus): string {
  return `An Orchestration instance with the status ${status} already exists.`;
}

/** Call within a write; then wake it. A finished instance of the same id is wiped. */
export function createInstance(
  store: Store,
  start: Pick<Instance, 'name' | 'id' | 'input'>,
  parent?: Parent,
): void {
  const now = Date.now();
  const execution = parent ? shortGuid() : randomUUID();
  const blank = { status: 'Pending', output: null, customStatus: null } as const;
  const link = parent ? JSON.stringify(parent) : null;
  const row = { ...start, ...blank, execution, parent: link, createdAt: now, updatedAt: now };
  store.forget(row.id);
  store.put('instances', row);
  store.post(row.id, execution, startedEvent(row));
}

/** Writes down what a turn has brought about, and keeps what has to begin once that is durable. */
export class Outcome {
  readonly tasks: OpenTask[] = [];
  /** Instances with something in their inbox. */
  readonly wake: string[] = [];
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Call within a write. Returns the history now, or undefined when this execution is over. */
  apply(
    instance: Instance,
    past: readonly HistoryEvent[],
    news: readonly HistoryEvent[],
    result: TurnResult,
  ): HistoryEvent[] | undefined {
    const { id, execution, name } = instance;
    const { status, customStatus, output = instance.output, again } = result;
    const added = [...news];
    for (const [number, task] of result.begun) {
      const childId = task.instanceId ?? `${execution}:${number}`;
      added.push(schedulingEvent(number, task, childId));
      this.begin({ id, execution, task: number, name }, task, childId);
    }
    for (const task of result.cancelled) this.store.close({ id, execution, task });
    added.push(event(EventType.OrchestratorCompleted));
    const updated = { ...instance, status, output, customStatus, updatedAt: Date.now() };
    if (again) {
      this.beginAgain({ ...updated, input: JSON.stringify(again.input ?? null) }, again.unread);
      return undefined;
    }
    const isOver = isTerminal(status);
    const done = { OrchestrationStatus: status, Result: output ?? 'null' };
    if (isOver) added.push(event(EventType.ExecutionCompleted, done));
    this.store.appendHistory(id, past.length, added);
    this.store.put('instances', updated);
    if (isOver) this.end(updated, result.error);
    return isOver ? undefined : [...past, ...added];
  }

  private begin(parent: Parent, task: Task, childId: string): void {
    const { name } = task;
    const input = (task.input ?? null) === null ? null : JSON.stringify(task.input);
    if (task.kind !== 'sub') {
      const fireAt = task.kind === 'timer' ? Date.parse(task.fireAt) : null;
      const open = { ...parent, name, input, fireAt };
      if (!task.cancelled) this.tasks.push(this.store.put('tasks', open));
      return;
    }
    const { status = 'Completed' } = this.store.instance(childId) ?? {};
    if (isTerminal(status)) {
      createInstance(this.store, { name, id: childId, input }, parent);
      this.wake.push(childId);
    } else this.tellFailure(parent, alreadyExists(status));
  }

  private beginAgain(instance: Instance, unread: readonly HistoryEvent[]): void {
    const { id } = instance;
    const next = { ...instance, execution: shortGuid() };
    this.store.clear(id, 'history', 'tasks');
    this.store.put('instances', next);
    const first = [startedEvent(next), ...unread];
    for (const one of first.reverse()) this.store.postFirst(id, one);
    this.wake.push(id);
  }

  private end(instance: Instance, error?: string): void {
    const { id, status, output } = instance;
    this.store.clear(id, 'inbox', 'tasks');
    const parent = parentOf(instance);
    if (!parent) return;
    const Result = output ?? 'null';
    if (status !== 'Completed') this.tellFailure(parent, JSON.parse(Result) as string, error);
    else this.tell(parent, EventType.SubOrchestrationCompleted, { Result });
  }

  private tellFailure(parent: Parent, Reason: string, error = Reason): void {
    const Details = `Message: ${error}, StackTrace: `;
    const fields = { Reason, Details, FailureDetails: null };
    this.tell(parent, EventType.SubOrchestrationFailed, fields);
  }

  private tell({ id, execution, task }: Parent, type: number, fields: Partial<HistoryEvent>): void {
    this.store.post(id, execution, event(type, { TaskScheduledId: task, ...fields }));
    this.wake.push(id);
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
