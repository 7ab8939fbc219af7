import { event, EventType, isScheduling } from './history.ts';
import type { Events, HistoryEvent, OrchestratorState } from './history.ts';
import { interpret, type Task } from './interpreter.ts';
import type { Instance, RuntimeStatus } from './store.ts';

export interface Answer extends OrchestratorState {
  /** The text it failed with before it could give a state. */
  broken?: string;
}

/** What a turn came to. */
export interface TurnResult {
  status: RuntimeStatus;
  /** JSON text. */
  output?: string;
  /** Of a failed one, without the orchestrator's name. */
  error?: string;
  /** It begins anew, with the events that nobody has read. */
  again?: { input: unknown; unread: HistoryEvent[] };
  /** Tasks seen for the first time, by number. */
  begun: [number, Task][];
  /** Numbers of timers that the orchestrator has cancelled. */
  cancelled: number[];
  /** How many tasks have begun and not ended. */
  open: number;
  customStatus: string | null;
}

type Verdict = Pick<TurnResult, 'status' | 'output' | 'error' | 'again'>;

/** Found on the real host: so many bytes of UTF-16 in a custom status fail the orchestration. */
const customStatusLimit = 17_408;
const kilobyte = 1024;

/** What the orchestrator is called with; what earlier turns saw counts as played. */
export function payload(instance: Instance, past: Events, fresh: Events): object {
  const parent = JSON.parse(instance.parent ?? 'null') as { id: string } | null;
  const seen = past.map((e) => ({ ...e, IsPlayed: true }));
  return {
    history: [...seen, ...fresh.map((e) => ({ ...e, IsPlayed: false }))],
    input: JSON.parse(instance.input ?? 'null') as unknown,
    instanceId: instance.id,
    isReplaying: past.length > 0,
    parentInstanceId: parent?.id ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  };
}

export function judge(
  instance: Instance,
  history: Events,
  state: Answer,
  isActivity: (name: string) => boolean,
): TurnResult {
  const reading = interpret(state.actions[0] ?? [], history);
  const tasks = [...reading.tasks.entries()];
  const scheduled = new Set(history.filter(isScheduling).map((e) => e.EventId));
  const begun = tasks.filter(([number]) => !scheduled.has(number));
  const unknown = begun.find(([, t]) => t.kind === 'activity' && !isActivity(t.name))?.[1];
  const customStatus = state.customStatus === undefined ? null : JSON.stringify(state.customStatus);
  const statusFault = faultOf(customStatus);
  const missing = unknown && absence(unknown.name, 'activity');
  const failure = state.broken ?? statusFault ?? reading.fault ?? missing;
  const verdict = weigh(instance, history, state, reading, failure);
  const goesOn = !verdict.again && (verdict.status === 'Running' || verdict.status === 'Suspended');
  return {
    ...verdict,
    begun: goesOn ? begun : [],
    cancelled: tasks.filter(([, t]) => t.cancelled && !t.ended).map(([number]) => number),
    open: reading.open,
    customStatus: statusFault === undefined ? customStatus : instance.customStatus,
  };
}

function weigh(
  { name }: Instance,
  history: Events,
  state: OrchestratorState,
  reading: ReturnType<typeof interpret>,
  failure: string | undefined,
): Verdict {
  const last = (type: number) => history.findLast((e) => e.EventType === type);
  const failed = (error: string): Verdict => {
    const output = JSON.stringify(`Orchestrator function '${name}' failed: ${error}`);
    return { status: 'Failed', output, error };
  };
  const terminated = last(EventType.ExecutionTerminated);
  if (terminated) return { status: 'Terminated', output: JSON.stringify(terminated.Input ?? '') };
  if (failure !== undefined) return failed(failure);
  if (reading.suspended) {
    const reason = last(EventType.ExecutionSuspended)?.Reason ?? '';
    return { status: 'Suspended', output: JSON.stringify(reason) };
  }
  if (!reading.settled) return { status: 'Running' };
  if (state.error !== undefined) return failed(state.error);
  const { continueAsNew, unread } = reading;
  if (continueAsNew) return { status: 'Running', again: { input: continueAsNew.input, unread } };
  if (!state.isDone) return { status: 'Running' };
  return { status: 'Completed', output: JSON.stringify(state.output ?? null) };
}

export function absence(name: string, kind: 'activity' | 'orchestrator'): string {
  return `The function '${name}' doesn't exist, is disabled, or is not an ${kind} function.`;
}

function faultOf(customStatus: string | null): string | undefined {
  const bytes = (customStatus?.length ?? 0) * 2;
  if (bytes < customStatusLimit) return undefined;
  const rule = 'The UTF-16 size of the JSON-serialized payload must not exceed 16 KB.';
  return `${rule} The current payload size is ${Math.floor(bytes / kilobyte)} KB.`;
}

/** What the history notes about a task that has just begun. */
export function schedulingEvent(EventId: number, task: Task, InstanceId: string): HistoryEvent {
  if (task.kind === 'timer') return event(EventType.TimerCreated, { EventId, FireAt: task.fireAt });
  const fields = { EventId, Name: task.name, Input: null };
  if (task.kind === 'activity') return event(EventType.TaskScheduled, fields);
  return event(EventType.SubOrchestrationCreated, { ...fields, InstanceId });
}
