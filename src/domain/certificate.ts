/** Whether a run's numbers add up: what was counted while staging against what stands in the ledger. */
import type { Certificate, Counters, ItemOutcome, SliceRow, StoredBucket } from './records.ts';

/** Item rows of the run as they stand in the ledger. */
export type ItemTally = Record<ItemOutcome, number> & {
  /** Deliveries the items ask for, those the mailbox already had included. */
  deliveries: number;
  duplicates: number;
};

export interface Settlement {
  slices: readonly SliceRow[];
  items: ItemTally;
  buckets: readonly StoredBucket[];
  sourceCount: number | undefined;
  now: number;
}

export function emptyTally(): ItemTally {
  return { delivered: 0, unmapped: 0, tooLarge: 0, malformed: 0, deliveries: 0, duplicates: 0 };
}

/**
 * The numbers come from the rows in the ledger; the counters of the slices, committed with their cursors, are what
 * they are held against. A row without a counter was listed by a pull that was never committed and never listed
 * again: it is archived, and counts as listed.
 */
export function certify(settlement: Settlement): Certificate {
  const { slices, items, buckets, sourceCount, now } = settlement;
  const staged = sum(slices, ['listed', 'repeated', 'items']);
  const wrote = sum(buckets, ['imported', 'partial', 'failed', 'open']);
  const itemRows = items.delivered + items.unmapped + items.tooLarge + items.malformed;
  const uncommitted = Math.max(0, itemRows - staged.items);
  const deliveryRows = wrote.imported + wrote.partial + wrote.failed + wrote.open;
  const counters: Counters = {
    listed: staged.listed + uncommitted,
    repeated: staged.repeated,
    items: itemRows,
    delivered: items.delivered,
    unmapped: items.unmapped,
    tooLarge: items.tooLarge,
    malformed: items.malformed,
    deliveries: Math.max(deliveryRows + items.duplicates, items.deliveries),
    imported: wrote.imported,
    partial: wrote.partial,
    duplicate: items.duplicates,
    failed: wrote.failed,
  };
  const equations = equationsOf(counters, sourceCount);
  const balanced = equations.every((equation) => equation.holds);
  return {
    ...counters,
    ...(sourceCount !== undefined && { sourceCount }),
    equations,
    balanced,
    settledAt: now,
  };
}

/** Items and deliveries that were not imported. */
export function exceptionsIn({ unmapped, tooLarge, malformed, failed }: Counters): number {
  return unmapped + tooLarge + malformed + failed;
}

function equationsOf(c: Counters, sourceCount: number | undefined): Certificate['equations'] {
  const equations = [
    {
      text: `listed ${c.listed} = items ${c.items} + repeated ${c.repeated}`,
      holds: c.listed === c.items + c.repeated,
    },
    {
      text:
        `items ${c.items} = delivered ${c.delivered} + unmapped ${c.unmapped}` +
        ` + too large ${c.tooLarge} + malformed ${c.malformed}`,
      holds: c.items === c.delivered + c.unmapped + c.tooLarge + c.malformed,
    },
    {
      text:
        `deliveries ${c.deliveries} = imported ${c.imported} + partial ${c.partial}` +
        ` + duplicate ${c.duplicate} + failed ${c.failed}`,
      holds: c.deliveries === c.imported + c.partial + c.duplicate + c.failed,
    },
  ];
  if (sourceCount !== undefined) {
    equations.push({
      text: `items ${c.items} = counted by the source ${sourceCount}`,
      holds: c.items === sourceCount,
    });
  }
  return equations;
}

function sum<K extends string>(
  rows: readonly Record<K, number>[],
  keys: readonly K[],
): Record<K, number> {
  const total = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const row of rows) for (const key of keys) total[key] += row[key];
  return total;
}
