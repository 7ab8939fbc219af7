import type {
  ExceptionTally,
  Run,
  RunChange,
  SliceRow,
  StoredBucket,
} from '../../../src/domain/records.ts';
import type { Page, Runs, Tagged } from '../../../src/ports/storage.ts';
import { attempt, pageOf, Rows } from './rows.ts';

const DRIVEN: ReadonlySet<string> = new Set(['queued', 'running', 'settling']);

export class FakeRuns implements Runs {
  readonly rows = new Rows<Run>();
  private readonly tallies = new Map<string, ExceptionTally>();
  private readonly sliceRows = new Map<string, Rows<SliceRow>>();
  private readonly bucketRows = new Map<string, Map<number, StoredBucket>>();

  create(run: Run): Promise<void> {
    return attempt(() => void this.rows.insert(run.id, run));
  }

  get(runId: string): Promise<Tagged<Run> | undefined> {
    return Promise.resolve(this.rows.get(runId));
  }

  list(connectorId: string, limit: number, cursor?: string): Promise<Page<Tagged<Run>>> {
    const rows = this.of(connectorId).sort(
      (a, b) => b.window.from - a.window.from || b.number - a.number,
    );
    return attempt(() => pageOf(rows, ({ id }) => id, limit, cursor));
  }

  between(connectorId: string, from: number, to: number): Promise<Tagged<Run>[]> {
    const isWithin = ({ window }: Run): boolean => window.from >= from && window.from < to;
    return Promise.resolve(this.of(connectorId).filter(isWithin));
  }

  active(): Promise<Tagged<Run>[]> {
    return Promise.resolve(this.rows.all().filter(({ state }) => DRIVEN.has(state)));
  }

  update(runId: string, etag: string, change: RunChange): Promise<Tagged<Run>> {
    return attempt(() => this.rows.update(runId, etag, change));
  }

  slices(runId: string): Promise<Tagged<SliceRow>[]> {
    const rows = this.sliceRows.get(runId)?.all() ?? [];
    return Promise.resolve(rows.sort((a, b) => a.index - b.index));
  }

  /** Slices that are there already stay as they are. */
  createSlices(runId: string, slices: readonly SliceRow[]): Promise<void> {
    const rows = this.slicesOf(runId);
    for (const slice of slices) {
      if (!rows.has(String(slice.index))) rows.insert(String(slice.index), slice);
    }
    return Promise.resolve();
  }

  updateSlice(runId: string, etag: string, slice: SliceRow): Promise<Tagged<SliceRow>> {
    const whole = { cursor: undefined, ...slice };
    return attempt(() => this.slicesOf(runId).update(String(slice.index), etag, whole));
  }

  buckets(runId: string): Promise<StoredBucket[]> {
    const rows = [...(this.bucketRows.get(runId)?.values() ?? [])];
    return Promise.resolve(structuredClone(rows));
  }

  putBucket(runId: string, bucket: StoredBucket): Promise<void> {
    const rows = this.bucketRows.get(runId) ?? new Map<number, StoredBucket>();
    this.bucketRows.set(runId, rows.set(bucket.bucket, { ...bucket }));
    return Promise.resolve();
  }

  exceptionTally(runId: string): Promise<ExceptionTally | undefined> {
    return Promise.resolve(structuredClone(this.tallies.get(runId)));
  }

  putExceptionTally(runId: string, tally: ExceptionTally): Promise<void> {
    this.tallies.set(runId, structuredClone(tally));
    return Promise.resolve();
  }

  private of(connectorId: string): Tagged<Run>[] {
    return this.rows.all().filter((run) => run.connectorId === connectorId);
  }

  private slicesOf(runId: string): Rows<SliceRow> {
    const rows = this.sliceRows.get(runId) ?? new Rows<SliceRow>();
    this.sliceRows.set(runId, rows);
    return rows;
  }
}
