import { randomUUID } from 'node:crypto';
import { event, EventType, type Events, type HistoryEvent } from './history.ts';
import type { Task } from './interpreter.ts';
import type { Instance, RuntimeStatus, Store, TaskKey } from './store.ts';
import { schedulingEvent, type TurnResult } from './turn.ts';

export function isTerminal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}

export function alreadyExists(status: RuntimeStatus): string {
  return `An Orchestration instance with the status ${status} already exists.`;
}

/** Call within a write. A finished instance of the same id is wiped. */
export function createInstance(
  store: Store,
  start: Pick<Instance, 'name' | 'id' | 'input'>,
  parent?: TaskKey,
): unknown {
  const now = Date.now();
  const execution = parent ? shortGuid() : randomUUID();
  const blank = { status: 'Pending', output: null, customStatus: null } as const;
  const link = parent ? JSON.stringify(parent) : null;
  const row = { ...start, ...blank, execution, parent: link, createdAt: now, updatedAt: now };
  store.forget(row.id);
  store.put('instances', row);
  return store.post(row.id, execution, startedEvent(row));
}

/** Writes down what a turn has brought about; call within a write. */
export function record(
  store: Store,
  instance: Instance,
  pastLength: number,
  news: Events,
  result: TurnResult,
): void {
  const { id, execution } = instance;
  const { status, customStatus, output = instance.output, again } = result;
  const added = [...news];
  for (const [number, task] of result.begun) {
    const childId = task.instanceId ?? `${execution}:${number}`;
    added.push(schedulingEvent(number, task, childId));
    begin(store, { id, execution, task: number }, task, childId);
  }
  for (const task of result.cancelled) store.close({ id, execution, task });
  added.push(event(EventType.OrchestratorCompleted));
  const updated = { ...instance, status, output, customStatus, updatedAt: Date.now() };
  if (again) {
    const input = JSON.stringify(again.input ?? null);
    beginAgain(store, { ...updated, input, execution: shortGuid() }, again.unread);
    return;
  }
  const isOver = isTerminal(status);
  const done = { OrchestrationStatus: status, Result: output ?? 'null' };
  if (isOver) added.push(event(EventType.ExecutionCompleted, done));
  store.appendHistory(id, pastLength, added);
  store.put('instances', updated);
  if (isOver) end(store, updated, result.error);
}

function begin(store: Store, parent: TaskKey, task: Task, childId: string): void {
  const { kind, name, cancelled } = task;
  const input = (task.input ?? null) === null ? null : JSON.stringify(task.input);
  if (kind !== 'sub') {
    const fireAt = kind === 'timer' ? Date.parse(task.fireAt) : null;
    if (!cancelled) store.open({ ...parent, name, input, fireAt });
    return;
  }
  const { status = 'Completed' } = store.instance(childId) ?? {};
  if (isTerminal(status)) createInstance(store, { name, id: childId, input }, parent);
  else tellFailure(store, parent, alreadyExists(status));
}

/** What nobody has read comes before what has not been delivered yet. */
function beginAgain(store: Store, next: Instance, unread: Events): void {
  const late = store.inbox(next.id, -1).filter(({ execution }) => execution === null);
  store.clear(next.id, 'history', 'tasks', 'inbox');
  store.put('instances', next);
  store.post(next.id, next.execution, startedEvent(next));
  for (const one of unread) store.post(next.id, null, one);
  for (const { event } of late) store.post(next.id, null, JSON.parse(event) as HistoryEvent);
}

function end(store: Store, instance: Instance, error?: string): void {
  store.clear(instance.id, 'inbox', 'tasks');
  const parent = JSON.parse(instance.parent ?? 'null') as TaskKey | null;
  const Result = instance.output ?? 'null';
  if (!parent) return;
  if (instance.status === 'Completed') {
    tell(store, parent, EventType.SubOrchestrationCompleted, { Result });
  } else tellFailure(store, parent, JSON.parse(Result) as string, error);
}

function tellFailure(store: Store, parent: TaskKey, Reason: string, error = Reason): void {
  const Details = `Message: ${error}, StackTrace: `;
  const fields = { Reason, Details, FailureDetails: null };
  tell(store, parent, EventType.SubOrchestrationFailed, fields);
}

function tell(store: Store, to: TaskKey, type: number, fields: Partial<HistoryEvent>): void {
  store.post(to.id, to.execution, event(type, { TaskScheduledId: to.task, ...fields }));
}

function startedEvent({ name: Name, input: Input }: Instance): HistoryEvent {
  return event(EventType.ExecutionStarted, { Name, Input });
}

/** The extension gives generations and sub-orchestrations GUIDs without dashes. */
function shortGuid(): string {
  return randomUUID().replaceAll('-', '');
}
