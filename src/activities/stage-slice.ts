import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { unionOf } from '../domain/buckets.ts';
import { AppError } from '../domain/errors.ts';
import { createNumberNormalisers } from '../domain/numbers.ts';
import type { ItemRow, SliceRow } from '../domain/records.ts';
import { dayName } from '../domain/window.ts';
import type { Ports } from '../ports/ports.ts';
import type { SourcePage } from '../ports/source.ts';
import type { Tagged } from '../ports/storage.ts';
import type { StageResult, UnitReference } from './contract.ts';
import { besideCopies, failureOf, isStopped, loadRun, type RunContext } from './run-context.ts';
import {
  countOutcomes,
  createBatch,
  exceptionOf,
  itemRowOf,
  understand,
  withParts,
  type Batch,
  type PlannedBatch,
  type StagingTools,
} from './staging/batch.ts';
import { stagingTools } from './staging/tools.ts';

/** An activity ends long before functionTimeout; the cursor is in the ledger. */
const BUDGET_MS = 2 * 60_000;
/** Enough to fill a third of a transaction in each of 64 buckets; four slices hold as many rows at a time. */
const BATCH_ITEMS = 2_500;
/** Bounds the memory of a batch; pages beyond it wait for the next. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** The contract's default and half of its maximum: about half a megabyte of records. */
const PAGE_ITEMS = 500;
/**
 * After a failure the page is an eighth of that before: one full of recordings may take longer than an activity may
 * last, or be too much for the source. The third in a row leaves single items.
 */
const SMALLER_PAGE = 8;

/** A page of text shrinks to a fifth; more effort would gain little and cost as much as all the rest of staging. */
const COMPRESSION = { level: constants.Z_BEST_SPEED };

const compress = promisify(gzip);

/** Pulls pages of one slice, stages them, and commits cursor and counters together. */
export function createStageSlice(ports: Ports) {
  const normaliserOf = createNumberNormalisers();
  return async function stageSlice(reference: UnitReference): Promise<StageResult> {
    const nothing = { unit: reference.unit, buckets: '0', listed: 0, items: 0, planned: 0 };
    const context = await loadRun(ports, reference);
    if (!context) return { ...nothing, done: true };
    const until = ports.clock.now() + BUDGET_MS;
    const load = async () => (await ports.runs.slices(context.run.id))[reference.unit];
    try {
      return await besideCopies(async () => {
        const slice = await load();
        if (!slice) return { ...nothing, done: true };
        const tools = await stagingTools(ports, context, folderOf(context, slice), normaliserOf);
        const pulling = { until, pageItems: pageItemsAfter(reference.failures ?? 0) };
        return stageUntil(pulling, slice, tools, () => isStopped(ports, reference));
      });
    } catch (error) {
      const failure = await failureOf(ports, context.connector.id, error);
      return { ...nothing, done: false, ...failure };
    }
  };
}

interface Pulling {
  /** Clock time after which nothing more is asked for. */
  until: number;
  /** Items of a page, at most. */
  pageItems: number;
}

function pageItemsAfter(failures: number): number {
  return Math.max(1, Math.floor(PAGE_ITEMS / SMALLER_PAGE ** failures));
}

async function stageUntil(
  pulling: Pulling,
  first: Tagged<SliceRow>,
  tools: StagingTools,
  askToStop: () => Promise<boolean>,
): Promise<StageResult> {
  let slice = first;
  let stopped = false;
  while (!slice.done && tools.ports.clock.now() < pulling.until) {
    stopped = await askToStop();
    if (stopped) break;
    slice = await stageBatch(slice, tools, pulling);
  }
  const { ports, context } = tools;
  ports.log.info('a slice was staged', {
    connectorId: context.connector.id,
    slice: slice.index,
    listed: slice.listed - first.listed,
    items: slice.items - first.items,
    planned: slice.planned - first.planned,
    ms: ports.clock.now() - (pulling.until - BUDGET_MS),
  });
  return { ...resultOf(slice), ...(stopped && { stopped }) };
}

function resultOf(slice: SliceRow): StageResult {
  return {
    unit: slice.index,
    done: slice.done,
    buckets: unionOf(Object.values(slice.parts)),
    listed: slice.listed,
    items: slice.items,
    planned: slice.planned,
  };
}

/** Where raw bytes of a slice are kept. */
function folderOf(context: RunContext, slice: SliceRow): string {
  return `${context.connector.id}/${dayName(slice.window.from)}/${String(slice.index)}/`;
}

async function stageBatch(
  slice: Tagged<SliceRow>,
  tools: StagingTools,
  pulling: Pulling,
): Promise<Tagged<SliceRow>> {
  const { ports, context } = tools;
  const incoming = createBatch(tools);
  const pulled = await pullPages(slice, incoming, tools, pulling);
  if (pulled.restart) return commit(ports, context, slice, { cursor: undefined });
  const batch = await incoming.store();
  const fresh = await insertItems(slice, batch, tools);
  const now = ports.clock.now();
  await ports.ledger.putExceptions(fresh.flatMap((item) => exceptionOf(item, context, now)));
  const outcomes = countOutcomes(fresh);
  const duplicate = sumOf(fresh, (item) => batch.duplicates.get(item)?.count ?? 0);
  return commit(ports, context, slice, {
    cursor: pulled.cursor,
    done: pulled.cursor === undefined,
    listed: slice.listed + pulled.listed,
    repeated: slice.repeated + pulled.listed - fresh.length,
    items: slice.items + fresh.length,
    unmapped: slice.unmapped + outcomes.unmapped,
    tooLarge: slice.tooLarge + outcomes.tooLarge,
    malformed: slice.malformed + outcomes.malformed,
    planned: slice.planned + sumOf(fresh, (item) => item.deliveries.length) - duplicate,
    duplicate: slice.duplicate + duplicate,
    parts: withParts(slice.parts, batch.items),
  });
}

function commit(
  ports: Ports,
  context: RunContext,
  slice: Tagged<SliceRow>,
  change: Partial<{ [K in keyof SliceRow]: SliceRow[K] | undefined }>,
): Promise<Tagged<SliceRow>> {
  const next = {
    ...slice,
    ...change,
    committedAt: ports.clock.now(),
    generation: slice.generation + 1,
  } as SliceRow;
  return ports.runs.updateSlice(context.run.id, slice.etag, next);
}

function sumOf<T>(rows: readonly T[], value: (row: T) => number): number {
  return rows.reduce((total, row) => total + value(row), 0);
}

interface Pulled {
  listed: number;
  /** Where the next batch goes on; `undefined` at the end of the slice. */
  cursor?: string;
  /** The source no longer knows the cursor: the slice is listed from its beginning again. */
  restart?: boolean;
}

/** Every page is planned before the next is asked for, so that one at a time is in memory. */
async function pullPages(
  slice: SliceRow,
  batch: Batch,
  tools: StagingTools,
  { until, pageItems }: Pulling,
): Promise<Pulled> {
  const { reader, rawPrefix } = tools.convert;
  let { cursor } = slice;
  let listed = 0;
  let bytes = 0;
  while (listed < BATCH_ITEMS && bytes < BATCH_BYTES) {
    let page: SourcePage;
    try {
      page = await reader.listPage(slice.window, pageItems, cursor);
    } catch (error) {
      const expired = error instanceof AppError && error.code === 'cursor_expired';
      if (!expired || cursor === undefined) throw error;
      return { listed: 0, restart: true };
    }
    const blob = await keepPage(page.raw, rawPrefix, tools.ports);
    const listings = page.listings.map((listing, index) => ({
      listing,
      raw: { blob, index },
      listedAt: slice.window.from,
    }));
    await batch.add(await understand(listings, tools.convert));
    listed += listings.length;
    bytes += page.raw.length;
    if (page.nextCursor === null) return { listed };
    cursor = page.nextCursor;
    // Pages full of recordings take their time; what is there is committed before the activity could be cut off.
    if (tools.ports.clock.now() >= until) break;
  }
  return { listed, ...(cursor !== undefined && { cursor }) };
}

async function keepPage(raw: Uint8Array, prefix: string, ports: Ports): Promise<string> {
  const name = `${prefix}${createHash('sha256').update(raw).digest('hex')}.json.gz`;
  await ports.blobs.put('raw', name, await compress(raw, COMPRESSION), 'application/gzip');
  return name;
}

/**
 * Answers the items seen for the first time in this run. A row of the generation being written was left by a pull
 * that was never committed: the item is still fresh, and its outcome is that of today.
 */
async function insertItems(
  slice: SliceRow,
  batch: PlannedBatch,
  { ports, context }: StagingTools,
): Promise<PlannedBatch['items']> {
  const place = {
    slice: slice.index,
    generation: slice.generation + 1,
    listedAt: ports.clock.now(),
  };
  const firsts = new Map<string, { item: PlannedBatch['items'][number]; row: ItemRow }>();
  for (const item of batch.items) {
    if (firsts.has(item.key)) continue;
    firsts.set(item.key, { item, row: itemRowOf(item, batch.duplicates.get(item), place) });
  }
  const rows = [...firsts.values()].map(({ row }) => row);
  const { before } = await ports.ledger.insertItems(context.run.id, rows);
  const isLeftover = (row: ItemRow): boolean =>
    row.slice === place.slice && row.generation === place.generation;
  const leftovers = [...before.values()].filter(isLeftover).map(({ key }) => key);
  const again = leftovers.flatMap((key) => firsts.get(key)?.row ?? []);
  if (again.length > 0) await ports.ledger.putItems(context.run.id, again);
  return [...firsts.values()]
    .filter(({ row }) => {
      const met = before.get(row.key);
      return !met || isLeftover(met);
    })
    .map(({ item }) => item);
}
