import {
  event,
  EventType,
  isScheduling,
  type HistoryEvent,
  type OrchestratorState,
} from './history.ts';
import { interpret, type Interpretation, type Task } from './interpreter.ts';
import type { Instance } from './store.ts';

/** What a turn came to. `wait`: the orchestration goes on when something arrives. */
export type Verdict =
  | { kind: 'wait'; status: 'Running' | 'Suspended'; output?: string }
  | { kind: 'end'; status: 'Completed' | 'Failed' | 'Terminated'; output: string; error?: string }
  | { kind: 'again'; input: unknown; unread: HistoryEvent[] };

/** The orchestrator's answer, or the text it failed with before it could give one. */
export type Answer = { state: OrchestratorState } | { broken: string };

export interface TurnResult {
  verdict: Verdict;
  /** Tasks seen for the first time, by number. */
  begun: [number, Task][];
  /** Numbers of timers that the orchestrator has cancelled. */
  cancelled: number[];
  /** How many tasks have begun and not ended. */
  open: number;
  customStatus: string | null;
}

/** Found on the real host: from this many bytes of UTF-16 a custom status fails the orchestration. */
const customStatusLimit = 17_408;
const kilobyte = 1024;

/** What the orchestrator is called with; what earlier turns saw counts as played. */
export function payload(
  instance: Instance,
  past: readonly HistoryEvent[],
  fresh: readonly HistoryEvent[],
): object {
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
  history: readonly HistoryEvent[],
  answer: Answer,
  knowsActivity: (name: string) => boolean,
): TurnResult {
  const state: OrchestratorState =
    'state' in answer ? answer.state : { isDone: false, actions: [] };
  const reading = interpret(state.actions[0] ?? [], history);
  const tasks = [...reading.tasks.entries()];
  const scheduled = new Set(history.filter(isScheduling).map((e) => e.EventId));
  const begun = tasks.filter(([number]) => !scheduled.has(number));
  const unknown = begun.find(([, t]) => t.kind === 'activity' && !knowsActivity(t.name));
  const status = state.customStatus === undefined ? null : JSON.stringify(state.customStatus);
  const failure =
    ('broken' in answer ? answer.broken : undefined) ??
    statusFault(status) ??
    reading.fault ??
    (unknown &&
      `The function '${unknown[1].name}' doesn't exist, is disabled, or is not an activity function.`);
  const verdict = weigh(instance, history, state, reading, failure);
  return {
    verdict,
    begun: verdict.kind === 'wait' ? begun : [],
    cancelled: tasks.filter(([, t]) => t.cancelled && !t.ended).map(([number]) => number),
    open: tasks.filter(([, t]) => !t.ended && !t.cancelled).length,
    customStatus: statusFault(status) === undefined ? status : instance.customStatus,
  };
}

function weigh(
  instance: Instance,
  history: readonly HistoryEvent[],
  state: OrchestratorState,
  reading: Interpretation,
  failure: string | undefined,
): Verdict {
  const last = (type: number) => history.findLast((e) => e.EventType === type);
  const terminated = last(EventType.ExecutionTerminated);
  if (terminated) {
    return { kind: 'end', status: 'Terminated', output: JSON.stringify(terminated.Input ?? '') };
  }
  if (failure !== undefined) return failed(instance, failure);
  if (reading.suspended) {
    const reason = last(EventType.ExecutionSuspended)?.Reason ?? '';
    return { kind: 'wait', status: 'Suspended', output: JSON.stringify(reason) };
  }
  if (!reading.settled) return { kind: 'wait', status: 'Running' };
  if (state.error !== undefined) return failed(instance, state.error);
  if (reading.continueAsNew) {
    return { kind: 'again', input: reading.continueAsNew.input, unread: reading.unread };
  }
  if (!state.isDone) return { kind: 'wait', status: 'Running' };
  return { kind: 'end', status: 'Completed', output: JSON.stringify(state.output ?? null) };
}

function failed(instance: Instance, error: string): Verdict {
  const output = JSON.stringify(`Orchestrator function '${instance.name}' failed: ${error}`);
  return { kind: 'end', status: 'Failed', output, error };
}

function statusFault(json: string | null): string | undefined {
  const bytes = (json?.length ?? 0) * 2;
  if (bytes < customStatusLimit) return undefined;
  return `The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is ${Math.floor(bytes / kilobyte)} KB.`;
}

/** What the history notes about a task that has just begun. */
export function schedulingEvent(EventId: number, task: Task, InstanceId: string): HistoryEvent {
  if (task.kind === 'timer') return event(EventType.TimerCreated, { EventId, FireAt: task.fireAt });
  const fields = { EventId, Name: task.name, Input: null };
  if (task.kind === 'activity') return event(EventType.TaskScheduled, fields);
  return event(EventType.SubOrchestrationCreated, { ...fields, InstanceId });
}
