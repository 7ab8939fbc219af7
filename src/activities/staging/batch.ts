/** Writes a batch of entries to the ledger, in an order that a crash at any point cannot turn into a loss. */
import pLimit from 'p-limit';
import { withBuckets, NO_BUCKETS } from '../../domain/buckets.ts';
import { itemKey } from '../../domain/content-key.ts';
import { mailboxOf } from '../../domain/delivery-key.ts';
import { addressesOf, type MappingIndex } from '../../domain/mapping.ts';
import type { ExceptionRow, ItemOutcome, ItemRow, SliceRow } from '../../domain/records.ts';
import type { Resolution } from '../../ports/microsoft365.ts';
import type { Ports } from '../../ports/ports.ts';
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

export interface Listed {
  listing: Listing;
  raw: RawPointer;
  /** When the listing does not say when it was archived. */
  listedAt: number;
}

export async function understand(
  listings: readonly Listed[],
  tools: ConvertTools,
): Promise<Entry[]> {
  const limit = pLimit(PARALLEL_CONVERSIONS);
  return Promise.all(
    listings.map(async ({ listing, raw, listedAt }) => {
      const { id, revision, kind, archivedAt } = listing.item ?? listing;
      // Only what is wrong with the page counts: what is wrong with media may be mended when it is listed again.
      const key = itemKey(id, revision, listing.item ? undefined : listing.malformed);
      const base = { key, id, revision, kind, raw, occurredAt: archivedAt ?? listedAt };
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

/** Entries on their way into the ledger. */
export interface Batch {
  /** Decides their outcomes. What is needed of the items is by then in the staged form. */
  add(entries: readonly Entry[]): Promise<void>;
  /** Stores the staged form and plans the deliveries. */
  store(): Promise<PlannedBatch>;
}

export function createBatch(tools: StagingTools): Batch {
  const { ports, context, mapping } = tools;
  const items: PlannedItem[] = [];
  const staged = createStagedBlob();
  return {
    add: async (entries) => {
      const resolutions = await resolve(entries, tools);
      const { archiveDomain, clock } = ports;
      const planTools = { context, mapping, staged, archiveDomain, now: clock.now() };
      for (const entry of entries) items.push(planItem(entry, resolutions, planTools));
    },
    store: async () => {
      await staged.store(ports.blobs, `${context.run.id}/`);
      return { items, duplicates: await insertPlanned(ports, items) };
    },
  };
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
  place: Pick<ItemRow, 'slice' | 'generation' | 'listedAt'>,
): ItemRow {
  const mailboxes = planned.deliveries.map(({ row }) => mailboxOf(row));
  return {
    key: planned.key,
    itemId: planned.id,
    revision: planned.revision,
    kind: planned.kind,
    occurredAt: planned.occurredAt,
    outcome: planned.outcome,
    deliveries: planned.deliveries.length,
    duplicates: duplicate?.count ?? 0,
    ...(duplicate && { duplicateOf: duplicate.first }),
    ...(planned.replaces !== undefined && { replaces: planned.replaces }),
    ...(planned.contentKey !== undefined && { contentKey: planned.contentKey }),
    ...(planned.parties && { parties: planned.parties }),
    ...(mailboxes.length > 0 && { mailboxes }),
    raw: planned.raw,
    ...place,
  };
}

export function exceptionOf(
  planned: PlannedItem,
  context: RunContext,
  now: number,
): ExceptionRow[] {
  const { exception, outcome } = planned;
  if (!exception || outcome === 'delivered') return [];
  return [
    {
      connectorId: context.connector.id,
      runId: context.run.id,
      key: planned.key,
      cause: outcome,
      reason: exception.reason,
      state: 'open',
      itemId: planned.id,
      itemKey: planned.key,
      kind: planned.kind,
      occurredAt: planned.occurredAt,
      since: now,
      ...(exception.parties && { parties: exception.parties }),
      raw: planned.raw,
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
