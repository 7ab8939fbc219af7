/**
 * Drives one run. The ledger is the truth; this only decides, by pure functions, which activities go into the next
 * wave, so that it may be lost at any point and begun again under a new id. Every activity stands in exactly one
 * `Task.all`, every timer is fresh, no retry options: what a failed call means is decided in `domain/wave`.
 */
import type { OrchestrationContext, Task } from 'durable-functions';
import {
  ACTIVITIES,
  type OpenResult,
  type RunReference,
  type SettleRequest,
  type SettleResult,
  type StageResult,
} from '../activities/contract.ts';
import { bucketsIn, rotate, unionOf, type BucketSet } from '../domain/buckets.ts';
import {
  afterWave,
  faulted,
  nextStep,
  workOn,
  type Failure,
  type Step,
  type UnitResult,
} from '../domain/wave.ts';

export const ARCHIVE_RUN = 'archiveRun';
/** Cuts a wait between waves short, so that the run ends at once. */
export const CANCEL_EVENT = 'cancel';

const PHASES = {
  open: { activity: ACTIVITIES.openRun, width: 1 },
  /** Slices pulled at a time: bounds the load on the source and the memory of one host. */
  stage: { activity: ACTIVITIES.stageSlice, width: 4 },
  reprocess: { activity: ACTIVITIES.reprocessExceptions, width: 1 },
  /** Buckets imported at a time; each works on the few mailboxes of its bucket at three or four requests each. */
  import: { activity: ACTIVITIES.importBucket, width: 16 },
} as const;

export type Steps<T> = Generator<Task, T, unknown>;
type Ending =
  | { kind: 'done' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; failure: Failure }
  /** Another orchestration drives the run by now. */
  | { kind: 'replaced' };

interface Drive {
  context: OrchestrationContext;
  reference: RunReference;
  cancel: Task;
}

export function* archiveRun(context: OrchestrationContext): Steps<SettleResult | undefined> {
  const reference = context.df.getInput<RunReference>();
  const cancel = context.df.waitForExternalEvent(CANCEL_EVENT);
  const drive: Drive = { context, reference, cancel };
  for (;;) {
    const ending = yield* pullAndImport(drive);
    if (ending.kind === 'replaced') return undefined;
    context.df.setCustomStatus({ phase: 'settle' });
    const request: SettleRequest = { ...reference, ...asRequest(ending) };
    const settled = (yield context.df.callActivity(ACTIVITIES.settleRun, request)) as SettleResult;
    if (!settled.relist) return settled;
  }
}

function* pullAndImport(drive: Drive): Steps<Ending> {
  let todo: OpenResult['todo'];
  const opened = yield* inWaves(drive, 'open', [0], ([result]: readonly OpenResult[]) => {
    todo = result?.todo;
  });
  if (opened.kind !== 'done') return opened;
  if (!todo) return { kind: 'replaced' };

  let { buckets } = todo;
  const take = (results: readonly Partial<StageResult>[]): void => {
    buckets = unionOf([buckets, ...results.flatMap((result) => result.buckets ?? [])]);
  };
  const staged = yield* inWaves(drive, 'stage', todo.slices, take);
  if (staged.kind !== 'done') return staged;
  if (todo.reprocess) {
    const again = yield* inWaves(drive, 'reprocess', [0], take);
    if (again.kind !== 'done') return again;
  }
  const order = importOrder(drive.reference.runId, buckets);
  return yield* inWaves(drive, 'import', order, () => undefined);
}

/** Runs of different connectors begin at different buckets, so that they seldom want the same one. */
function importOrder(runId: string, buckets: BucketSet): number[] {
  return rotate(bucketsIn(buckets), runId);
}

function* inWaves(
  drive: Drive,
  phase: keyof typeof PHASES,
  units: readonly number[],
  take: (results: readonly UnitResult[]) => void,
): Steps<Ending> {
  const { context, cancel } = drive;
  const { activity, width } = PHASES[phase];
  let work = workOn(units);
  for (;;) {
    const now = context.df.currentUtcDateTime.getTime();
    const step = nextStep(work, now, width);
    context.df.setCustomStatus({ phase, done: work.total - work.open.length, of: work.total });
    if (step.kind === 'done') return { kind: 'done' };
    if (step.kind === 'failed') return { kind: 'failed', failure: step.failure };
    if (step.kind === 'wait') {
      const timer = context.df.createTimer(new Date(step.until));
      const winner = yield context.df.Task.any([timer, cancel]);
      if (winner !== cancel) continue;
      timer.cancel();
      return { kind: 'cancelled' };
    }
    const results = yield* callWave(drive, activity, step);
    if (results.some((result) => result.stopped)) return { kind: 'cancelled' };
    take(results);
    work = afterWave(work, context.df.currentUtcDateTime.getTime(), results);
  }
}

/**
 * A wave is never left while its activities run: they are told to stop by the ledger, and what they wrote is settled.
 * One that throws ends the wave for the library, while the host waits for its sisters.
 */
function* callWave(
  { context, reference }: Drive,
  activity: string,
  { units, lastChance, failures }: Extract<Step, { kind: 'call' }>,
): Steps<UnitResult[]> {
  try {
    return (yield context.df.Task.all(
      units.map((unit) =>
        context.df.callActivity(activity, {
          ...reference,
          unit,
          ...(lastChance.includes(unit) && { lastChance: true }),
          ...(failures[unit] !== undefined && { failures: failures[unit] }),
        }),
      ),
    )) as UnitResult[];
  } catch {
    return faulted(units);
  }
}

function asRequest(ending: Ending): Pick<SettleRequest, 'end' | 'failure'> {
  if (ending.kind === 'failed') return { end: 'failed', failure: ending.failure };
  return { end: ending.kind === 'done' ? 'complete' : 'cancelled' };
}
