import type { RetryOptions } from 'durable-functions';

/** What the Durable extension and the JavaScript library tell each other: events, actions. */

export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationCreated: 7,
  SubOrchestrationCompleted: 8,
  SubOrchestrationFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

type TextField =
  'Name' | 'Result' | 'Reason' | 'Details' | 'FireAt' | 'InstanceId' | 'OrchestrationStatus';

/** The fields of all event types together; `Input` and `Result` hold JSON text. */
export interface HistoryEvent extends Partial<Record<TextField, string>> {
  EventType: number;
  EventId: number;
  Timestamp: string;
  IsPlayed?: boolean;
  Input?: string | null;
  TaskScheduledId?: number;
  TimerId?: number;
  FailureDetails?: null;
}

export type Events = readonly HistoryEvent[];

export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  WhenAny: 11,
  WhenAll: 12,
} as const;

export interface Action {
  actionType: number;
  functionName?: string;
  input?: unknown;
  instanceId?: string;
  retryOptions?: Partial<RetryOptions>;
  fireAt?: string;
  isCanceled?: boolean;
  externalEventName?: string;
  compoundActions?: Action[];
}

/** What the library hands back after a turn; `actions` are all since the execution began. */
export interface OrchestratorState {
  isDone: boolean;
  actions: Action[][];
  output?: unknown;
  error?: string;
  customStatus?: unknown;
}

/** Nothing but the end of a task names a task. */
export function isCompletion({ TaskScheduledId, TimerId }: HistoryEvent): boolean {
  return (TaskScheduledId ?? TimerId) !== undefined;
}

/** Nothing but the beginning of a task has a number of its own. */
export function isScheduling({ EventId }: HistoryEvent): boolean {
  return EventId >= 0;
}

export function event(type: number, fields: Partial<HistoryEvent> = {}): HistoryEvent {
  return { EventType: type, EventId: -1, Timestamp: new Date().toISOString(), ...fields };
}
