import * as df from 'durable-functions';
import type { OrchestrationContext, Task } from 'durable-functions';
import type { Step } from '../../../random-workflow.ts';

/** Walks a random workflow; the total must not depend on what was repeated. */
export function* workflow(context: OrchestrationContext): Generator<Task, number, number> {
  const steps = context.df.getInput<Step[]>();
  const never = context.df.waitForExternalEvent('never');
  let total = 0;
  for (const [place, step] of steps.entries()) {
    if (step.kind === 'timer') {
      yield context.df.createTimer(
        new Date(context.df.currentUtcDateTime.getTime() + (step.value % 40)),
      );
    } else if (step.kind === 'wave' || step.kind === 'race') {
      const wave = context.df.Task.all(
        step.members.map((member, n) => task(context, member, `${place}.${n}`)),
      );
      yield step.kind === 'race' ? context.df.Task.any([wave, never]) : wave;
      if (wave.isFaulted) throw wave.result as Error;
      total += (wave.result as number[]).reduce((sum, value) => sum + value, 0);
    } else {
      try {
        total += yield task(context, step, String(place));
      } catch {
        total -= step.value;
      }
    }
  }
  return total;
}

function task({ df: durable }: OrchestrationContext, step: Step, place: string): Task {
  const input = { ...step, key: `${durable.instanceId}/${place}` };
  if (step.kind === 'sub') return durable.callSubOrchestrator('child', input);
  if (step.kind === 'misspelt') return durable.callActivity('misspelt', input);
  if (step.kind !== 'retry') return durable.callActivity('work', input);
  return durable.callActivityWithRetry('work', new df.RetryOptions(5, step.attempts), input);
}

export function* child(context: OrchestrationContext): Generator<Task, number, number> {
  const { value, key } = context.df.getInput<{ value: number; key: string }>();
  return yield context.df.callActivity('work', { kind: 'activity', value, key });
}
