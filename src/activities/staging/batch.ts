/** Writes a batch of entries to the ledger, in an order that a crash at any point cannot turn into a loss. */
import pLimit from 'p-limit';
import { withBuckets, NO_BUCKETS } from '../../domain/buckets.ts';
import { addressesOf, type MappingIndex } from '../../domain/mapping.ts';
import type { ExceptionRow, ItemOutcome, ItemRow, SliceRow } from '../../domain/records.ts';
import type { Ports, Resolution } from '../../ports.ts';
import type { RunContext } from '../run-context.ts';
import { convert, type ConvertTools } from './convert.ts';
import { insertPlanned, type DuplicateOf } from './deliveries.ts';
import { planItem, type Entry, type PlannedItem } from './plan.ts';
import { createStagedBlob } from './staged-blob.ts';
import type { Listing } from '../../domain/source-item.ts';
import type { RawPointer } from '../../domain/records.ts';

/** Items with media converted at a time. */
const PARALLEL_CONVERSIONS = 8;

export interface StagingTools {
  ports: Ports;
  context: RunContext;
  mapping: MappingIndex | undefined;
  convert: ConvertTools;
}

export interface PlannedBatch {
  items: PlannedItem[];
  duplicates: Map<PlannedItem, DuplicateOf>;
}

export async function understand(
  listings: readonly { listing: Listing; raw: RawPointer; listedAt: number }[],
  tools: ConvertTools,
): Promise<Entry[]> {
  const limit = pLimit(PARALLEL_CONVERSIONS);
  return Promise.all(
    listings.map(async ({ listing, raw, listedAt }) => {
      const { id, revision, kind, archivedAt } = listing.item ?? listing;
      const base = { id, revision, kind, raw, occurredAt: archivedAt ?? listedAt };
      const isImmediate = !listing.item || isTextOnly(listing.item);
      const result = await (isImmediate
        ? convert(listing, tools)
        : limit(() => convert(listing, tools)));
      return 'item' in result
        ? { ...base, occurredAt: result.item.occurredAt, item: result.item }
        : { ...base, malformed: result.malformed };
    }),
  );
}

function isTextOnly(item: NonNullable<Listing['item']>): boolean {
  return item.format === 'record' && item.attachments.length === 0;
}

/** Decides every entry's outcome, stores the staged form and plans the deliveries. */
export async function planBatch(
  entries: readonly Entry[],
  tools: StagingTools,
): Promise<PlannedBatch> {
  const { ports, context, mapping } = tools;
  const resolutions = await resolve(entries, tools);
  const staged = createStagedBlob();
  const planTools = {
    context,
    mapping,
    staged,
    archiveDomain: ports.archiveDomain,
    now: ports.clock.now(),
  };
  const items = entries.map((entry) => planItem(entry, resolutions, planTools));
  await staged.store(ports.blobs, `${context.run.id}/`);
  return { items, duplicates: await insertPlanned(ports, items) };
}

async function resolve(
  entries: readonly Entry[],
  { ports, context, mapping }: StagingTools,
): Promise<Map<string, Resolution>> {
  const addresses = new Set<string>();
  for (const { item } of entries) {
    if (!item) continue;
    for (const address of addressesOf(item, context.run.snapshot.rules, mapping)) {
      addresses.add(address);
    }
  }
  return ports.directory.resolve([...addresses]);
}

export function itemRowOf(
  planned: PlannedItem,
  duplicate: DuplicateOf | undefined,
  place: { slice: number; generation: number },
): ItemRow {
  const { entry } = planned;
  return {
    key: planned.key,
    itemId: entry.id,
    revision: entry.revision,
    kind: entry.kind,
    occurredAt: entry.occurredAt,
    outcome: planned.outcome,
    deliveries: planned.deliveries.length,
    duplicates: duplicate?.count ?? 0,
    ...(duplicate && { duplicateOf: duplicate.first }),
    ...(entry.item?.replaces !== undefined && { replaces: entry.item.replaces }),
    ...(planned.contentKey !== undefined && { contentKey: planned.contentKey }),
    raw: entry.raw,
    ...place,
  };
}

export function exceptionOf(
  planned: PlannedItem,
  context: RunContext,
  now: number,
): ExceptionRow[] {
  const { entry, exception, outcome } = planned;
  if (!exception || outcome === 'delivered') return [];
  return [
    {
      connectorId: context.connector.id,
      runId: context.run.id,
      key: planned.key,
      cause: outcome,
      reason: exception.reason,
      state: 'open',
      itemId: entry.id,
      itemKey: planned.key,
      kind: entry.kind,
      occurredAt: entry.occurredAt,
      since: now,
      ...(exception.parties && { parties: exception.parties }),
      raw: entry.raw,
      ...(exception.staged && { staged: exception.staged }),
    },
  ];
}

/** Adds a batch's buckets to what a slice has deliveries for. */
export function withParts(
  parts: SliceRow['parts'],
  items: readonly PlannedItem[],
): SliceRow['parts'] {
  const byDay = new Map<string, Set<number>>();
  for (const { partition } of items.flatMap((item) => item.deliveries)) {
    byDay.set(partition.day, (byDay.get(partition.day) ?? new Set()).add(partition.bucket));
  }
  const grown = { ...parts };
  for (const [day, buckets] of byDay) grown[day] = withBuckets(grown[day] ?? NO_BUCKETS, buckets);
  return grown;
}

export function countOutcomes(
  items: readonly { outcome: ItemOutcome }[],
): Record<ItemOutcome, number> {
  const counts = { delivered: 0, unmapped: 0, tooLarge: 0, malformed: 0 };
  for (const { outcome } of items) counts[outcome]++;
  return counts;
}
