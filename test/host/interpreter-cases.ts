import { EventType } from '../../local/host/history.ts';
import type { Action, HistoryEvent } from '../../local/host/history.ts';
import type { interpret as Interpret } from '../../local/host/interpreter.ts';

/** What a host must make of a list of actions and a history; `began` lists the tasks by number. */
export interface Case {
  name: string;
  actions: Action[];
  history: HistoryEvent[];
  began: string[];
  settled?: boolean;
  unread?: number;
  fault?: RegExp;
}

const start = '2026-01-01T00:00:00.000Z';
const retryOptions = {
  firstRetryIntervalInMilliseconds: 1000,
  maxNumberOfAttempts: 3,
  backoffCoefficient: 10,
  maxRetryIntervalInMilliseconds: 5000,
};

const act = (functionName: string): Action => ({ actionType: 0, functionName });
const retried = (functionName: string): Action => ({ actionType: 1, functionName, retryOptions });
const sub = (functionName: string): Action => ({ actionType: 2, functionName });
const timer = (isCanceled = false): Action => ({ actionType: 5, fireAt: start, isCanceled });
const wait = (externalEventName: string): Action => ({ actionType: 6, externalEventName });
const any = (...compoundActions: Action[]): Action => ({ actionType: 11, compoundActions });
const all = (...compoundActions: Action[]): Action => ({ actionType: 12, compoundActions });

const note = (type: number, fields: Partial<HistoryEvent> = {}): HistoryEvent => ({
  ...{ EventType: type, EventId: -1, Timestamp: start },
  ...fields,
});
const done = (id: number) => note(EventType.TaskCompleted, { TaskScheduledId: id, Result: '1' });
const failed = (id: number) => note(EventType.TaskFailed, { TaskScheduledId: id });
const fired = (id: number) => note(EventType.TimerFired, { TimerId: id });
const raised = (name: string) => note(EventType.EventRaised, { Name: name, Input: '1' });
const suspended = note(EventType.ExecutionSuspended);
const resumed = note(EventType.ExecutionResumed);
const started = (...rest: HistoryEvent[]) => [
  note(EventType.OrchestratorStarted),
  note(EventType.ExecutionStarted, { Name: 'x' }),
  ...rest,
];

const plain = 'activity a';
const other = 'activity b';
const third = 'activity c';
const at = (seconds: number) =>
  `timer ${new Date(Date.parse(start) + seconds * 1000).toISOString()}`;

export const cases: Case[] = [
  { name: 'nothing to do', actions: [], history: started(), began: [], settled: true },
  { name: 'a sequence waits', actions: [act('a'), act('b')], history: started(), began: [plain] },
  {
    name: 'a sequence goes on',
    actions: [act('a'), sub('s')],
    history: started(done(0)),
    began: [plain, 'sub s'],
  },
  {
    name: 'the end',
    actions: [act('a')],
    history: started(done(0)),
    began: [plain],
    settled: true,
  },
  {
    name: 'a failure ends a task',
    actions: [act('a'), act('b')],
    history: started(failed(0)),
    began: [plain, other],
  },
  {
    name: 'all begins every child',
    actions: [all(act('a'), act('b')), act('c')],
    history: started(done(1)),
    began: [plain, other],
  },
  {
    name: 'all waits after a failure',
    actions: [all(act('a'), act('b')), act('c')],
    history: started(failed(0)),
    began: [plain, other],
  },
  {
    name: 'all ends with its last child',
    actions: [all(act('a'), act('b')), act('c')],
    history: started(failed(1), done(0)),
    began: [plain, other, third],
  },
  {
    name: 'any goes on with the first',
    actions: [any(act('a'), act('b')), act('c')],
    history: started(done(1)),
    began: [plain, other, third],
  },
  {
    name: 'any goes on once',
    actions: [any(act('a'), act('b')), act('c')],
    history: started(done(1), done(0)),
    began: [plain, other, third],
  },
  {
    name: 'losers hold completion back',
    actions: [any(act('a'), wait('x'))],
    history: started(raised('x')),
    began: [plain],
    settled: false,
  },
  {
    name: 'losers that ended do not',
    actions: [any(act('a'), wait('x'))],
    history: started(raised('x'), done(0)),
    began: [plain],
    settled: true,
  },
  {
    name: 'waits for events do not',
    actions: [any(act('a'), wait('x'))],
    history: started(done(0)),
    began: [plain],
    settled: true,
  },
  {
    name: 'cancelled timers do not',
    actions: [any(timer(true), wait('x'))],
    history: started(raised('x')),
    began: [at(0)],
    settled: true,
  },
  {
    name: 'uncancelled timers do',
    actions: [any(timer(), wait('x'))],
    history: started(raised('x')),
    began: [at(0)],
    settled: false,
  },
  {
    name: 'compounds nest',
    actions: [any(all(act('a'), act('b')), wait('x')), act('c')],
    history: started(done(0), done(1)),
    began: [plain, other, third],
  },
  {
    name: 'a retry pauses first',
    actions: [retried('a')],
    history: started(failed(0)),
    began: [plain, at(1)],
  },
  {
    name: 'a retry tries again',
    actions: [retried('a')],
    history: started(failed(0), fired(1)),
    began: [plain, at(1), plain],
  },
  {
    name: 'pauses grow to their cap',
    actions: [retried('a')],
    history: started(failed(0), fired(1), failed(2)),
    began: [plain, at(1), plain, at(5)],
  },
  {
    name: 'a timer due at once follows the last attempt',
    actions: [retried('a'), act('b')],
    history: started(failed(0), fired(1), failed(2), fired(3), failed(4)),
    began: [plain, at(1), plain, at(5), plain, at(0)],
  },
  {
    name: 'only then the retry has failed',
    actions: [retried('a'), act('b')],
    history: started(failed(0), fired(1), failed(2), fired(3), failed(4), fired(5)),
    began: [plain, at(1), plain, at(5), plain, at(0), other],
  },
  {
    name: 'retries side by side take numbers as they fail',
    actions: [all(retried('a'), retried('b'))],
    history: started(failed(1), failed(0), fired(3), fired(2)),
    began: [plain, other, at(1), at(1), plain, other],
  },
  {
    name: 'early events wait',
    actions: [act('a'), wait('x'), act('b')],
    history: started(raised('x'), done(0)),
    began: [plain, other],
  },
  {
    name: 'an early event counts once',
    actions: [wait('x'), wait('x'), act('a')],
    history: [note(EventType.OrchestratorStarted), raised('x'), ...started()],
    began: [],
  },
  {
    name: 'names of events tell cases apart',
    actions: [wait('x'), act('a')],
    history: started(raised('X')),
    began: [],
    unread: 1,
  },
  {
    name: 'the newest waiter is served first',
    actions: [any(wait('x'), act('a')), any(wait('x'), act('b')), act('c')],
    history: started(done(0), raised('x')),
    began: [plain, other, third],
  },
  {
    name: 'a suspended orchestration stands still',
    actions: [act('a'), act('b')],
    history: started(suspended, done(0)),
    began: [plain],
  },
  {
    name: 'a resumed one catches up',
    actions: [act('a'), act('b')],
    history: started(suspended, done(0), resumed),
    began: [plain, other],
  },
  {
    name: 'continueAsNew keeps unread events',
    actions: [act('a'), { actionType: 4, input: 1 }],
    history: started(raised('x'), done(0)),
    began: [plain],
    settled: true,
    unread: 1,
  },
  {
    name: 'an answer that comes twice counts once',
    actions: [act('a'), act('b'), act('c')],
    history: started(done(0), done(0)),
    began: [plain, other],
  },
  {
    name: 'changed code',
    actions: [act('b')],
    history: started(note(EventType.TaskScheduled, { EventId: 0, Name: 'a' })),
    began: [other],
    fault: /^Non-Deterministic workflow detected: task 0 was 'activity a'/,
  },
  {
    name: 'vanished code',
    actions: [],
    history: started(note(EventType.TaskScheduled, { EventId: 0, Name: 'a' })),
    began: [],
    fault: /is 'nothing' now$/,
  },
  {
    name: 'entities',
    actions: [{ actionType: 7 }],
    history: started(),
    began: [],
    fault: /^The local host has no callEntity$/,
  },
  {
    name: 'a retry time-out',
    actions: [
      { ...retried('a'), retryOptions: { ...retryOptions, retryTimeoutInMilliseconds: 1 } },
    ],
    history: started(),
    began: [],
    fault: /hang for ever in Azure/,
  },
];

/** What the interpreter makes of a case, in the form of its expectations. */
export function outcome(interpret: typeof Interpret, { actions, history, fault, ...wanted }: Case) {
  const reading = interpret(actions, history);
  return {
    began: reading.tasks.map((task) => `${task.kind} ${task.name || task.fireAt}`),
    ...(wanted.settled !== undefined && { settled: reading.settled }),
    ...(wanted.unread !== undefined && { unread: reading.unread.length }),
    hasExpectedFault: fault ? fault.test(reading.fault ?? '') : reading.fault === undefined,
  };
}

export function expectation({ began, settled, unread }: Case) {
  return {
    began,
    ...(settled !== undefined && { settled }),
    ...(unread !== undefined && { unread }),
    hasExpectedFault: true,
  };
}
