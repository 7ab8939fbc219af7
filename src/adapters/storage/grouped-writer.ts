import type { Entity } from './codec.ts';
import type { Table } from './table.ts';

interface Lane {
  /** Rows for the next write, by key; a later one replaces an earlier. */
  waiting: Map<string, Entity> | undefined;
  written: Promise<void>;
}

/** Writes single rows; those that come while their partition is being written to share the next transactions. */
export function createGroupedWriter(table: Table): (entity: Entity) => Promise<void> {
  const lanes = new Map<string, Lane>();

  return (entity) => {
    let lane = lanes.get(entity.partitionKey);
    if (!lane) {
      lane = { waiting: undefined, written: Promise.resolve() };
      lanes.set(entity.partitionKey, lane);
    }
    if (!lane.waiting) begin(table, lane);
    lane.waiting?.set(entity.rowKey, entity);
    return lane.written;
  };
}

function begin(table: Table, lane: Lane): void {
  const rows = new Map<string, Entity>();
  lane.waiting = rows;
  lane.written = lane.written
    // Whoever waits for the write before this one is told of its failure.
    .catch(() => undefined)
    .then(() => {
      lane.waiting = undefined;
      return table.upsertAll([...rows.values()]);
    });
}
