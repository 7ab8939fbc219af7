/** Names and messages of the activities: all that an orchestrator may know of them. References and counters only. */
import type { BucketSet } from '../domain/buckets.ts';
import type { Failure, UnitResult } from '../domain/wave.ts';

export const ACTIVITIES = {
  openRun: 'openRun',
  stageSlice: 'stageSlice',
  reprocessExceptions: 'reprocessExceptions',
  importBucket: 'importBucket',
  settleRun: 'settleRun',
} as const;

export interface RunReference {
  runId: string;
  /** Which orchestration of the run is calling; one that has been replaced is told to stop. */
  attempt: number;
}

export interface UnitReference extends RunReference {
  unit: number;
  /** What cannot be done now is not tried again: it becomes an exception. */
  lastChance?: boolean;
  /** Calls in a row that have failed for this unit; absent for none. */
  failures?: number;
}

/** What is left to do; nothing at all when another orchestration has taken the run over. */
export interface OpenResult extends UnitResult {
  todo?: {
    /** Slices not yet staged completely. */
    slices: number[];
    /** Buckets that have deliveries from what is staged already. */
    buckets: BucketSet;
    reprocess: boolean;
  };
}

export interface StageResult extends UnitResult {
  /** Buckets this unit has planned deliveries for, so far. */
  buckets: BucketSet;
  /** Of the unit, so far. */
  listed: number;
  items: number;
  planned: number;
}

export interface ImportResult extends UnitResult {
  /** Deliveries settled by this call. */
  settled: number;
}

export interface SettleRequest extends RunReference {
  end: 'complete' | 'cancelled' | 'failed';
  failure?: Failure;
}

export interface SettleResult {
  state: string;
  /** The source counts more than it listed: list the window once more. */
  relist?: boolean;
}
