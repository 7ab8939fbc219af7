import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { unionOf } from '../domain/buckets.ts';
import type { Item } from '../domain/item.ts';
import type { ExceptionRow, SliceRow } from '../domain/records.ts';
import { AppError } from '../domain/errors.ts';
import type { Ports } from '../ports/ports.ts';
import type { Tagged } from '../ports/storage.ts';
import type { StageResult, UnitReference } from './contract.ts';
import { emptySlice } from './open-run.ts';
import { besideCopies, failureOf, isStopped, loadRun, type RunContext } from './run-context.ts';
import {
  countOutcomes,
  exceptionOf,
  itemRowOf,
  createBatch,
  understand,
  withParts,
  type StagingTools,
} from './staging/batch.ts';
import type { Entry } from './staging/plan.ts';
import { stagingTools } from './staging/tools.ts';

const BUDGET_MS = 2 * 60_000;
/** Items read back and planned at a time. */
const BATCH_ITEMS = 500;

const decompress = promisify(gunzip);

/** Takes up a run's open exceptions again, with today's mapping, settings and code. */
export function createReprocessExceptions(ports: Ports) {
  return async function reprocessExceptions(reference: UnitReference): Promise<StageResult> {
    const result = { unit: reference.unit, buckets: '0', listed: 0, items: 0, planned: 0 };
    const context = await loadRun(ports, reference);
    if (!context) return { ...result, done: true };
    const until = ports.clock.now() + BUDGET_MS;
    const askToStop = () => isStopped(ports, reference);
    try {
      const ended = await besideCopies(() => reprocessUntil(until, ports, context, askToStop));
      return { ...result, ...ended };
    } catch (error) {
      return { ...result, done: false, ...(await failureOf(ports, context.connector.id, error)) };
    }
  };
}

async function reprocessUntil(
  until: number,
  ports: Ports,
  context: RunContext,
  askToStop: () => Promise<boolean>,
): Promise<Pick<StageResult, 'done' | 'stopped' | 'buckets'>> {
  let slice = await reprocessingSlice(ports, context);
  const tools = await stagingTools(ports, context, `${context.connector.id}/reprocessed/`);
  let done = true;
  let stopped = false;
  for await (const batch of openExceptions(ports, context)) {
    stopped = await askToStop();
    done = !stopped && ports.clock.now() < until;
    if (!done) break;
    slice = await reprocessBatch(batch, slice, tools);
  }
  return { done, ...(stopped && { stopped }), buckets: unionOf(Object.values(slice.parts)) };
}

/** A slice of no length behind the others notes which buckets reprocessed items went to. */
async function reprocessingSlice(ports: Ports, context: RunContext): Promise<Tagged<SliceRow>> {
  const { run } = context;
  const isIt = (slice: SliceRow): boolean => slice.window.from === slice.window.to;
  const slices = await ports.runs.slices(run.id);
  const present = slices.find(isIt);
  if (present) return present;
  const window = { from: run.window.to, to: run.window.to };
  await ports.runs.createSlices(run.id, [{ ...emptySlice(slices.length, window), done: true }]);
  const created = (await ports.runs.slices(run.id)).find(isIt);
  if (!created) throw new AppError('storage_unavailable', 'a row vanished', { retry: 'later' });
  return created;
}

/** Open ones of this run that this round has not looked at yet. */
async function* openExceptions(ports: Ports, context: RunContext): AsyncIterable<ExceptionRow[]> {
  const begun = context.run.attemptedAt;
  let batch: ExceptionRow[] = [];
  for await (const page of ports.ledger.exceptions(context.run.id)) {
    for (const row of page) {
      if (row.state !== 'open' || row.cause === 'failed' || row.since >= begun) continue;
      batch.push(row);
      if (batch.length < BATCH_ITEMS) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function reprocessBatch(
  rows: readonly ExceptionRow[],
  slice: Tagged<SliceRow>,
  tools: StagingTools,
): Promise<Tagged<SliceRow>> {
  const { ports, context } = tools;
  const entries = await readBack(rows, tools);
  const incoming = createBatch(tools);
  await incoming.add(entries);
  const batch = await incoming.store();
  // Where the deliveries are is noted before any outcome is: an import after a crash finds them.
  const parts = withParts(slice.parts, batch.items);
  const { delivered } = countOutcomes(batch.items);
  const next = {
    ...slice,
    parts,
    generation: slice.generation + 1,
    planned: slice.planned + delivered,
  };
  const committed = await ports.runs.updateSlice(context.run.id, slice.etag, next);
  const byKey = new Map(rows.map((row) => [row.itemKey, row]));
  const now = ports.clock.now();
  const itemRows = [];
  const exceptions: ExceptionRow[] = [];
  for (const item of batch.items) {
    const before = byKey.get(item.key);
    const row = await ports.ledger.item(context.run.id, item.key);
    if (!before || !row) continue;
    const { slice: listedIn, generation, listedAt } = row;
    const place = { slice: listedIn, generation, ...(listedAt !== undefined && { listedAt }) };
    itemRows.push(itemRowOf(item, batch.duplicates.get(item), place));
    const still = exceptionOf(item, context, now);
    const openedAt = before.openedAt ?? before.since;
    exceptions.push(...still.map((exception) => ({ ...exception, openedAt })));
    if (still.length === 0) exceptions.push({ ...before, state: 'resolved', resolvedAt: now });
  }
  await ports.ledger.putItems(context.run.id, itemRows);
  await ports.ledger.putExceptions(exceptions);
  return committed;
}

/**
 * From the canonical item where there is one, else from the page as it was received. Each keeps the key it was listed
 * under, even if it can be read now: its row is the one to be written.
 */
async function readBack(rows: readonly ExceptionRow[], tools: StagingTools): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const row of rows) {
    const raw = row.raw;
    if (row.staged) {
      const { blob, offset, length } = row.staged;
      const bytes = await tools.ports.blobs.read('staged', blob, offset, length);
      const item = JSON.parse(Buffer.from(bytes).toString()) as Item;
      entries.push({
        key: row.itemKey,
        id: item.id,
        revision: item.revision,
        kind: item.kind,
        occurredAt: item.occurredAt,
        raw,
        item,
      });
    } else {
      entries.push(...(await fromRawPage(row, tools)));
    }
  }
  return entries;
}

async function fromRawPage(row: ExceptionRow, tools: StagingTools): Promise<Entry[]> {
  const zipped = await tools.ports.blobs.read('raw', row.raw.blob);
  const page = tools.ports.source.parsePage(await decompress(zipped));
  const listing = page.listings[row.raw.index];
  if (!listing) return [];
  const listed = { listing, raw: row.raw, listedAt: row.occurredAt };
  const entries = await understand([listed], tools.convert);
  return entries.map((entry) => ({ ...entry, key: row.itemKey }));
}
