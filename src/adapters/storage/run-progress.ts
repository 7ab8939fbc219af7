import type { ExceptionTally, SliceRow, StoredBucket } from '../../domain/records.ts';
import type { Runs, Tagged } from '../../ports/storage.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { all, compare } from './filter.ts';
import { insertAbsent } from './insert-absent.ts';
import type { Table } from './table.ts';

const sliceCodec = createCodec<SliceRow>({ json: ['window', 'parts'] });
const bucketCodec = createCodec<StoredBucket>({});
const tallyCodec = createCodec<ExceptionTally>({ json: ['groups', 'parties'] });
const TALLY_KEY = 'exceptions';

type RunProgress = Pick<
  Runs,
  | 'slices'
  | 'createSlices'
  | 'updateSlice'
  | 'buckets'
  | 'putBucket'
  | 'exceptionTally'
  | 'putExceptionTally'
>;

/** Slices, buckets and counts of a run, in a partition of its own beside the runs. */
export function createRunProgress(table: Table): RunProgress {
  return {
    slices: async (runId) => {
      const entities = await table.query(rowsOf(runId, 'slice'));
      return entities.map(taggedSlice);
    },
    createSlices: async (runId, slices) => {
      // A copy that was faster has cut the same window into the same slices.
      await insertAbsent(
        table,
        slices.map((slice) => sliceCodec.encode(runId, sliceKey(slice.index), slice)),
      );
    },
    updateSlice: async (runId, etag, slice) => {
      const entity = sliceCodec.encode(runId, sliceKey(slice.index), withoutTag(slice));
      return taggedSlice({ ...entity, etag: await table.replace(entity, etag) });
    },
    buckets: async (runId) => {
      const entities = await table.query(rowsOf(runId, 'bucket'));
      return entities.map((entity) => bucketCodec.decode(entity));
    },
    putBucket: (runId, bucket) =>
      table.upsert(bucketCodec.encode(runId, bucketKey(bucket.bucket), bucket)),
    exceptionTally: async (runId) => {
      const entity = await table.get(runId, TALLY_KEY);
      return entity && tallyCodec.decode(entity);
    },
    putExceptionTally: (runId, tally) => table.upsert(tallyCodec.encode(runId, TALLY_KEY, tally)),
  };
}

function rowsOf(runId: string, kind: 'slice' | 'bucket'): string {
  return all(
    compare('PartitionKey', 'eq', runId),
    compare('RowKey', 'ge', `${kind}|`),
    compare('RowKey', 'lt', `${kind}}`),
  );
}

function sliceKey(index: number): string {
  return `slice|${String(index).padStart(4, '0')}`;
}

function bucketKey(bucket: number): string {
  return `bucket|${bucket.toString(16).padStart(2, '0')}`;
}

function taggedSlice(entity: StoredEntity): Tagged<SliceRow> {
  return { ...sliceCodec.decode(entity), etag: entity.etag };
}

/** A row that was read may be handed back with its tag, which is no column. */
function withoutTag(slice: SliceRow & { etag?: string }): SliceRow {
  const { etag: _, ...row } = slice;
  return row;
}
