import * as df from 'durable-functions';
import type { OrchestrationContext, Task } from 'durable-functions';
import type { Step } from '../../../random-workflow.ts';

/** The rest of a workflow that has begun anew. */
interface Rest {
  steps: Step[];
  from: number;
  total: number;
}

/** Walks a random workflow; the total must not depend on what was repeated. */
export function* workflow(context: OrchestrationContext): Generator<Task, number, unknown> {
  const { df: durable } = context;
  const input = durable.getInput<Step[] | Rest>();
  const {
    steps,
    from,
    total: before,
  } = Array.isArray(input) ? { steps: input, from: 0, total: 0 } : input;
  const never = durable.waitForExternalEvent('never');
  let total = before;
  for (const [place, step] of [...steps.entries()].slice(from)) {
    if (step.kind === 'again') {
      durable.continueAsNew({ steps, from: place + 1, total } satisfies Rest);
      return total;
    }
    if (step.kind === 'timer') {
      yield durable.createTimer(new Date(durable.currentUtcDateTime.getTime() + (step.value % 40)));
    } else if (step.kind === 'wave' || step.kind === 'race' || step.kind === 'any') {
      const wave = task(context, step, String(place));
      yield step.kind === 'race' ? durable.Task.any([wave, never]) : wave;
      if (wave.isFaulted) throw wave.result as Error;
      total += worth(step, wave.result);
    } else {
      try {
        total += (yield task(context, step, String(place))) as number;
      } catch {
        total -= step.value;
      }
    }
  }
  return total;
}

function task(context: OrchestrationContext, step: Step, place: string): Task {
  const { df: durable } = context;
  const input = { ...step, key: `${durable.instanceId}/${place}` };
  switch (step.kind) {
    case 'wave':
    case 'race':
    case 'any': {
      const members = step.members.map((member, n) => task(context, member, `${place}.${n}`));
      return step.kind === 'any' ? durable.Task.any(members) : durable.Task.all(members);
    }
    case 'sub':
      return durable.callSubOrchestrator('child', input);
    case 'flow':
      return durable.callSubOrchestrator('workflow', step.members);
    case 'event':
      return durable.waitForExternalEvent(`event-${place}`);
    case 'misspelt':
      // No literal: with one the host would not start.
      return durable.callActivity(step.kind, input);
    case 'retry':
      return durable.callActivityWithRetry('work', new df.RetryOptions(5, step.attempts), input);
    default:
      return durable.callActivity('work', input);
  }
}

/** Whoever wins in `any`, it is worth the same. */
function worth(step: Step, result: unknown): number {
  if (step.kind === 'any') return step.value;
  if (step.kind !== 'wave' && step.kind !== 'race') return result as number;
  const results = result as unknown[];
  return step.members.reduce((sum, member, n) => sum + worth(member, results[n]), 0);
}

export function* child(context: OrchestrationContext): Generator<Task, number, unknown> {
  const { value, key } = context.df.getInput<{ value: number; key: string }>();
  return (yield context.df.callActivity('work', { kind: 'activity', value, key })) as number;
}
