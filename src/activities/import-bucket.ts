import { bucketsIn } from '../domain/buckets.ts';
import type { SliceRow } from '../domain/records.ts';
import type { Ports } from '../ports/ports.ts';
import type { BucketLease } from '../ports/storage.ts';
import type { ImportResult, UnitReference } from './contract.ts';
import { workThrough, type PartitionTools, type Tally } from './importing/partition.ts';
import { failureOf, isStopped, loadRun, type RunContext } from './run-context.ts';

/** An activity ends long before functionTimeout; what it leaves is found in the ledger. */
const BUDGET_MS = 2 * 60_000;
/** When another run is writing to the bucket's mailboxes. */
const BUSY_WAIT_MS = 3_000;
/** How often a running import looks whether it is to stop. */
const STOP_CHECK_MS = 3_000;
/** How often it tells those who watch the run how far it has come. */
const NOTE_MS = 5_000;

/** Writes a bucket's planned deliveries of a run to their mailboxes, under the bucket's app-wide lease. */
export function createImportBucket(ports: Ports) {
  return async function importBucket(reference: UnitReference): Promise<ImportResult> {
    const nothing = { unit: reference.unit, settled: 0 };
    const context = await loadRun(ports, reference);
    if (!context) return { ...nothing, done: true };
    if (context.run.cancelRequested) return { ...nothing, done: false, stopped: true };
    try {
      const lease = await ports.leases.acquire(reference.unit);
      if (!lease) return { ...nothing, done: false, waitMs: BUSY_WAIT_MS };
      try {
        return await importUnder(lease, context, reference, ports);
      } finally {
        await lease.release();
      }
    } catch (error) {
      const failure = await failureOf(ports, context.connector.id, error);
      return { ...nothing, done: false, ...failure };
    }
  };
}

async function importUnder(
  lease: BucketLease,
  context: RunContext,
  reference: UnitReference,
  ports: Ports,
): Promise<ImportResult> {
  const stop = { asked: false };
  const askToStop = occasionally(ports, STOP_CHECK_MS, () => isStopped(ports, reference));
  const total: Tally = { imported: 0, partial: 0, failed: 0, open: 0 };
  const store = (tally: Tally): Promise<void> =>
    ports.runs.putBucket(context.run.id, { bucket: reference.unit, ...tally });
  const tools: PartitionTools = {
    ports,
    context,
    lease,
    writer: ports.mailboxes.writer(context.product.folder),
    closed: new Map(),
    lastChance: reference.lastChance === true,
    until: ports.clock.now() + BUDGET_MS,
    isStopped: async () => (stop.asked ||= (await askToStop()) ?? false),
    note: occasionally(ports, NOTE_MS, (tally: Tally) => store(sumOf(total, tally))),
  };
  let settled = 0;
  let waitMs: number | undefined;
  const days = daysOf(reference.unit, await ports.runs.slices(context.run.id));
  for (const day of days) {
    const partition = { connectorId: context.connector.id, day, bucket: reference.unit };
    const result = await workThrough(partition, tools);
    settled += result.settled;
    Object.assign(total, sumOf(total, result.tally));
    if (result.waitMs !== undefined) waitMs = Math.min(waitMs ?? Infinity, result.waitMs);
  }
  ports.log.info('a bucket was imported', {
    connectorId: context.connector.id,
    bucket: reference.unit,
    settled,
    ...total,
    ms: ports.clock.now() - (tools.until - BUDGET_MS),
  });
  await store(total);
  return {
    unit: reference.unit,
    done: waitMs === undefined,
    settled,
    progress: settled > 0,
    ...(waitMs !== undefined && { waitMs }),
    ...(stop.asked && { stopped: true }),
  };
}

function daysOf(bucket: number, slices: readonly SliceRow[]): string[] {
  const days = new Set<string>();
  for (const { parts } of slices) {
    for (const [day, buckets] of Object.entries(parts)) {
      if (bucketsIn(buckets).includes(bucket)) days.add(day);
    }
  }
  return [...days].sort();
}

function sumOf(a: Tally, b: Tally): Tally {
  return {
    imported: a.imported + b.imported,
    partial: a.partial + b.partial,
    failed: a.failed + b.failed,
    open: a.open + b.open,
  };
}

/** Does it when so much time has passed since the last time, and nothing otherwise. */
function occasionally<A extends unknown[], T>(
  { clock }: Ports,
  everyMs: number,
  work: (...args: A) => Promise<T>,
): (...args: A) => Promise<T | undefined> {
  let next = clock.now() + everyMs;
  return async (...args) => {
    if (clock.now() < next) return undefined;
    next = clock.now() + everyMs;
    return work(...args);
  };
}
