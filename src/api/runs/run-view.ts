import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import type { Certificate, Counters, Run, SliceRow, StoredBucket } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import { timeOrNull } from '../setup/connector-view.ts';
import { paceOf } from './pace.ts';
import type { RunView } from './run-schemas.ts';

export interface RunParts {
  slices: readonly SliceRow[];
  buckets: readonly StoredBucket[];
}

/** @param parts what the run has done so far; a settled run's numbers stand in its certificate */
export function runView(run: Run, { slices, buckets }: RunParts, now: number): RunView {
  const settled = ACTIVE_RUN_STATES.has(run.state) ? undefined : run.certificate;
  const counters = settled ? countersOf(settled) : countSoFar(slices, buckets);
  const { duplicate, deliveries, imported, partial, failed } = counters;
  const phase = phaseOf(run, slices);
  const progress = {
    slices: { done: slices.filter(({ done }) => done).length, of: slices.length },
    deliveries: { done: imported + partial + failed, of: deliveries - duplicate },
  };
  return {
    id: run.id,
    connectorId: run.connectorId,
    number: run.number,
    state: run.state,
    phase,
    window: { from: isoTime(run.window.from), to: isoTime(run.window.to) },
    createdAt: isoTime(run.createdAt),
    createdBy: run.createdBy,
    startedAt: timeOrNull(run.startedAt),
    settledAt: settled ? isoTime(settled.settledAt) : timeOrNull(run.settledAt),
    round: run.round,
    attempt: run.attempt,
    cancelRequested: run.cancelRequested,
    counters,
    sourceCount: settled?.sourceCount ?? null,
    certificate: settled
      ? {
          balanced: settled.balanced,
          equations: settled.equations,
          settledAt: isoTime(settled.settledAt),
        }
      : null,
    progress,
    ...paceOf({ ...run, phase }, { items: counters.items, ...progress.deliveries }, slices, now),
    error: run.error ?? null,
  };
}

/** The row is not written between staging and importing; the slices say which it is. */
function phaseOf({ state, phase }: Run, slices: readonly SliceRow[]): Run['phase'] {
  const isStaged = slices.length > 0 && slices.every(({ done }) => done);
  return state === 'running' && phase === 'stage' && isStaged ? 'import' : phase;
}

function countersOf(certificate: Certificate): Counters {
  const {
    sourceCount: _,
    equations: __,
    balanced: ___,
    settledAt: ____,
    ...counters
  } = certificate;
  return counters;
}

function countSoFar(slices: readonly SliceRow[], buckets: readonly StoredBucket[]): Counters {
  const staged = (pick: (slice: SliceRow) => number): number => sum(slices.map(pick));
  const wrote = (pick: (bucket: StoredBucket) => number): number => sum(buckets.map(pick));
  const items = staged((slice) => slice.items);
  const unmapped = staged((slice) => slice.unmapped);
  const tooLarge = staged((slice) => slice.tooLarge);
  const malformed = staged((slice) => slice.malformed);
  const duplicate = staged((slice) => slice.duplicate);
  return {
    listed: staged((slice) => slice.listed),
    repeated: staged((slice) => slice.repeated),
    items,
    delivered: items - unmapped - tooLarge - malformed,
    unmapped,
    tooLarge,
    malformed,
    deliveries: staged((slice) => slice.planned) + duplicate,
    imported: wrote((bucket) => bucket.imported),
    partial: wrote((bucket) => bucket.partial),
    duplicate,
    failed: wrote((bucket) => bucket.failed),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
