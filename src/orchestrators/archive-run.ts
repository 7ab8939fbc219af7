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
  type UnitResult,
} from '../domain/wave.ts';

export const ARCHIVE_RUN = 'archiveRun';
/** The event that ends a run after its present wave. */
export const CANCEL_EVENT = 'cancel';

/** Slices pulled at a time: bounds the load on the source and the memory of one host. */
const STAGE_WIDTH = 4;
/** Buckets imported at a time; each works on the few mailboxes of its bucket at three or four requests each. */
const IMPORT_WIDTH = 16;

export type Steps<T> = Generator<Task, T, unknown>;
type Ending = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'failed'; failure: Failure };

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
    const opened = (yield context.df.callActivity(ACTIVITIES.openRun, reference)) as OpenResult;
    if (opened.kind === 'stop') return undefined;
    const ending = opened.kind === 'go' ? yield* stageAndImport(drive, opened) : opened;
    context.df.setCustomStatus({ phase: 'settle' });
    const request: SettleRequest = { ...reference, ...asRequest(ending) };
    const settled = (yield context.df.callActivity(ACTIVITIES.settleRun, request)) as SettleResult;
    if (!settled.relist) return settled;
  }
}

function* stageAndImport(drive: Drive, opened: Extract<OpenResult, { kind: 'go' }>): Steps<Ending> {
  let buckets = opened.buckets;
  const take = (results: readonly StageResult[]): void => {
    buckets = unionOf([buckets, ...results.map((result) => result.buckets)]);
  };
  const staged = yield* inWaves(drive, 'stage', ACTIVITIES.stageSlice, opened.slices, take);
  if (staged.kind !== 'done') return staged;
  if (opened.reprocess) {
    const again = yield* inWaves(drive, 'reprocess', ACTIVITIES.reprocessExceptions, [0], take);
    if (again.kind !== 'done') return again;
  }
  const order = importOrder(drive.reference.runId, buckets);
  return yield* inWaves(drive, 'import', ACTIVITIES.importBucket, order, () => undefined);
}

/** Runs of different connectors begin at different buckets, so that they seldom want the same one. */
function importOrder(runId: string, buckets: BucketSet): number[] {
  return rotate(bucketsIn(buckets), runId);
}

function* inWaves(
  drive: Drive,
  phase: 'stage' | 'reprocess' | 'import',
  activity: string,
  units: readonly number[],
  take: (results: readonly StageResult[]) => void,
): Steps<Ending> {
  const { context, reference, cancel } = drive;
  const width = phase === 'import' ? IMPORT_WIDTH : STAGE_WIDTH;
  let work = workOn(units);
  for (;;) {
    // An event that came together with the end of a wave would never win a later `any`.
    if (cancel.isCompleted) return { kind: 'cancelled' };
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
    const wave = context.df.Task.all(
      step.units.map((unit) => context.df.callActivity(activity, { ...reference, unit })),
    );
    const winner = yield context.df.Task.any([wave, cancel]);
    if (winner === cancel) return { kind: 'cancelled' };
    if (!wave.isFaulted) take(wave.result as StageResult[]);
    const results = wave.isFaulted ? faulted(step.units) : (wave.result as UnitResult[]);
    work = afterWave(work, context.df.currentUtcDateTime.getTime(), results);
  }
}

function asRequest(ending: Ending): Pick<SettleRequest, 'end' | 'failure'> {
  if (ending.kind === 'failed') return { end: 'failed', failure: ending.failure };
  return { end: ending.kind === 'done' ? 'complete' : 'cancelled' };
}
