import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { event, EventType } from '../../local/host/history.ts';
import type { HistoryEvent, OrchestratorState } from '../../local/host/history.ts';
import { interpret } from '../../local/host/interpreter.ts';
import type { Task } from '../../local/host/interpreter.ts';
import { schedulingEvent } from '../../local/host/turn.ts';
import { expectedTotal, pick, randomWorkflow, seeded } from './random-workflow.ts';
import type { Random, Step } from './random-workflow.ts';
import { workflow } from './apps/workflows/src/workflow.ts';

/** The library keeps its open tasks in a private table, by number: the truth to compare with. */
interface Executor {
  openTasks: Record<string, unknown>;
}
type Listener = (
  payload: object,
  context: { df?: { taskOrchestratorExecutor: Executor } },
) => Promise<OrchestratorState>;
const require_ = createRequire(__filename);
const { Orchestrator } = require_('durable-functions/lib/src/orchestrations/Orchestrator.js') as {
  Orchestrator: new (generator: unknown) => { listen(): Listener };
};

const runs = 150;
/** More turns than any of these workflows needs. */
const turnLimit = 500;

async function play(
  steps: Step[],
  random: Random,
): Promise<{ output: unknown; turns: number; compared: number }> {
  const listener = new Orchestrator(workflow).listen();
  const history: HistoryEvent[] = [];
  const attempts = new Map<string, number>();
  let inbox = [
    event(EventType.ExecutionStarted, { Name: 'workflow', Input: JSON.stringify(steps) }),
  ];
  let compared = 0;
  for (let turn = 0; turn < turnLimit; turn++) {
    const take = 1 + pick(random, inbox.length);
    history.push(event(EventType.OrchestratorStarted), ...inbox.splice(0, take));
    const context: Parameters<Listener>[1] = {};
    const payload = {
      history,
      input: steps,
      instanceId: 'i',
      isReplaying: false,
      upperSchemaVersion: 3,
    };
    const more = {
      maximumShortTimerDuration: '6.00:00:00',
      longRunningTimerIntervalDuration: '3.00:00:00',
    };
    const state = await listener(structuredClone({ ...payload, ...more }), context);
    const plain = JSON.parse(JSON.stringify(state)) as OrchestratorState;
    const reading = interpret(plain.actions[0] ?? [], history);
    expect(reading.fault).toBeUndefined();
    const open = [...reading.tasks.entries()].filter(([, task]) => !task.ended).map(([id]) => id);
    const theirs = Object.keys(context.df?.taskOrchestratorExecutor.openTasks ?? {}).map(Number);
    // Once its generator has ended, the library looks at no completion any more.
    if (!state.isDone) {
      expect(open).toEqual(theirs.filter(Number.isInteger).sort((a, b) => a - b));
      compared++;
    }
    const known = history.filter((e) => e.EventType !== 0 && e.EventId >= 0).length;
    for (const [id, task] of [...reading.tasks.entries()].slice(known)) {
      history.push(schedulingEvent(id, task, 'child'));
      inbox.splice(pick(random, inbox.length + 1), 0, completion(id, task, attempts));
    }
    if (reading.settled && state.isDone) return { output: state.output, turns: turn, compared };
    inbox = inbox.filter(Boolean);
    if (inbox.length === 0) throw new Error('the workflow hangs');
  }
  throw new Error('too many turns');
}

function completion(id: number, task: Task, attempts: Map<string, number>): HistoryEvent {
  if (task.kind === 'timer')
    return event(EventType.TimerFired, { TimerId: id, FireAt: task.fireAt });
  const input = task.input as Step & { key: string };
  const attempt = attempts.get(input.key) ?? 0;
  attempts.set(input.key, attempt + 1);
  const fails = input.kind === 'failing' || (input.kind === 'retry' && attempt < input.failures);
  const type = task.kind === 'sub' ? EventType.SubOrchestrationCompleted : EventType.TaskCompleted;
  if (!fails) return event(type, { TaskScheduledId: id, Result: String(input.value) });
  return event(EventType.TaskFailed, { TaskScheduledId: id, Reason: 'as planned', Details: '' });
}

describe('the numbers of tasks', () => {
  it('are those of the library, turn by turn, in seeded random workflows', async () => {
    let compared = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const random = seeded(seed);
      const steps = randomWorkflow(random, 1 + pick(random, 8));
      const result = await play(steps, random);
      expect({ seed, output: result.output }).toEqual({ seed, output: expectedTotal(steps) });
      compared += result.compared;
    }
    expect(compared).toBeGreaterThan(runs);
  });
});
