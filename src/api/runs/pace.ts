/** How fast a run goes, and when it will have written its messages. Pure. */
import type { Run, SliceRow } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { RunView } from './run-schemas.ts';

/** A rate over less says nothing yet. */
const LEAST_MS = 1_000;

interface Work {
  items: number;
  /** Deliveries that have an outcome. */
  done: number;
  /** Deliveries to be written. */
  of: number;
}

type Pace = Pick<RunView, 'rate' | 'estimatedEnd'>;

const UNKNOWN: Pace = { rate: null, estimatedEnd: null };

/** Counters run through all rounds: how much of them is a later round's, or a second listing's, cannot be told. */
export function paceOf(
  { round, relisted = false, phase, startedAt, settledAt }: Run,
  { items, done, of }: Work,
  slices: readonly SliceRow[],
  now: number,
): Pace {
  if (startedAt === undefined || round > 1) return UNKNOWN;
  if (phase === 'stage') return { ...UNKNOWN, rate: rateOf('items', items, now - startedAt) };
  if (phase === 'done') {
    return { ...UNKNOWN, rate: rateOf('deliveries', done, (settledAt ?? startedAt) - startedAt) };
  }
  if (phase !== 'import' || relisted) return UNKNOWN;
  const begun = Math.max(startedAt, ...slices.map(({ committedAt = 0 }) => committedAt));
  const rate = rateOf('deliveries', done, now - begun);
  if (!rate || rate.perSecond === 0) return { ...UNKNOWN, rate };
  const left = (Math.max(0, of - done) / rate.perSecond) * 1_000;
  return { rate, estimatedEnd: isoTime(Math.ceil(now + left)) };
}

function rateOf(of: 'items' | 'deliveries', count: number, ms: number): Pace['rate'] {
  return ms < LEAST_MS ? null : { of, perSecond: (count * 1_000) / ms };
}
