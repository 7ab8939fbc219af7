/** Carries out the real orchestrator and the real activities over given ports, without Durable: one process's life. */
import type { OrchestrationContext } from 'durable-functions';
import { ACTIVITIES, type RunReference } from '../../src/activities/contract.ts';
import { createImportBucket } from '../../src/activities/import-bucket.ts';
import { createOpenRun } from '../../src/activities/open-run.ts';
import { createReprocessExceptions } from '../../src/activities/reprocess-exceptions.ts';
import { createSettleRun } from '../../src/activities/settle-run.ts';
import { createStageSlice } from '../../src/activities/stage-slice.ts';
import { archiveRun } from '../../src/orchestrators/archive-run.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { FakeClock } from './fakes/system.ts';
import { ProcessDied } from './dying-process.ts';

type Planned =
  | { kind: 'activity'; name: string; input: unknown }
  | { kind: 'all'; tasks: Planned[] }
  | { kind: 'any'; tasks: Planned[] }
  | { kind: 'timer'; at: number; cancel(): void }
  | { kind: 'event' };

/** Turns of one life; a run that needs more goes round in circles. */
const MOST_TURNS = 500;

/**
 * @param run carries out one call of an activity: once, unless a test wants otherwise
 * @throws ProcessDied when the process behind the ports does
 */
export async function orchestrate(
  ports: Ports,
  clock: FakeClock,
  reference: RunReference,
  run: (activity: () => Promise<unknown>) => Promise<unknown> = (activity) => activity(),
): Promise<unknown> {
  const activities = activitiesOf(ports);
  const generator = archiveRun(contextOf(clock, reference));
  let step = generator.next();
  for (let turn = 0; !step.done; turn++) {
    if (turn > MOST_TURNS) throw new Error('the run does not come to an end');
    const task = step.value as unknown as Planned;
    try {
      step = generator.next(await carryOut(task));
    } catch (error) {
      if (error instanceof ProcessDied) throw error;
      step = generator.throw(error);
    }
  }
  return step.value;

  async function carryOut(task: Planned): Promise<unknown> {
    if (task.kind === 'activity') {
      return run(async () => activities[task.name]?.(task.input));
    }
    if (task.kind === 'all') return all(task.tasks);
    const timer = task.kind === 'any' ? task.tasks.find(({ kind }) => kind === 'timer') : task;
    if (timer?.kind !== 'timer') throw new Error('nothing would ever end this wait');
    await clock.advance(Math.max(0, timer.at - clock.now()));
    return timer;
  }

  /** The host waits for every member of a wave, whatever became of the others. */
  async function all(tasks: readonly Planned[]): Promise<unknown[]> {
    const ends = Promise.allSettled(tasks.map(carryOut));
    const results = await withTime(ends, clock);
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    return results.map((result) => (result as PromiseFulfilledResult<unknown>).value);
  }
}

/** Lets time pass whenever nothing else happens: activities sit out short waits. */
async function withTime<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  const state = { isOver: false };
  void work.finally(() => {
    state.isOver = true;
  });
  while (!state.isOver) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    if (clock.sleeping > 0) await clock.advance(1_000);
  }
  return work;
}

function activitiesOf(ports: Ports): Record<string, (input: unknown) => Promise<unknown>> {
  return {
    [ACTIVITIES.openRun]: createOpenRun(ports),
    [ACTIVITIES.stageSlice]: createStageSlice(ports),
    [ACTIVITIES.reprocessExceptions]: createReprocessExceptions(ports),
    [ACTIVITIES.importBucket]: createImportBucket(ports),
    [ACTIVITIES.settleRun]: createSettleRun(ports),
  } as Record<string, (input: unknown) => Promise<unknown>>;
}

function contextOf(clock: FakeClock, reference: RunReference): OrchestrationContext {
  const df = {
    getInput: () => reference,
    waitForExternalEvent: (): Planned => ({ kind: 'event' }),
    setCustomStatus: () => undefined,
    get currentUtcDateTime() {
      return new Date(clock.now());
    },
    callActivity: (name: string, input: unknown): Planned => ({ kind: 'activity', name, input }),
    createTimer: (at: Date): Planned => ({
      kind: 'timer',
      at: at.getTime(),
      cancel: () => undefined,
    }),
    Task: {
      all: (tasks: Planned[]): Planned => ({ kind: 'all', tasks }),
      any: (tasks: Planned[]): Planned => ({ kind: 'any', tasks }),
    },
  };
  return { df } as unknown as OrchestrationContext;
}
