/** Plans deliveries in the ledger and tells those that the mailbox has, or is getting, already. */
import pLimit from 'p-limit';
import { groupBy } from '../../domain/group-by.ts';
import { adopted, meet } from '../../domain/meeting.ts';
import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import type { DeliveryRow } from '../../domain/records.ts';
import type { DeliveryPartition } from '../../ports/ledger.ts';
import type { Ports } from '../../ports/ports.ts';
import type { PlannedDelivery, PlannedItem } from './plan.ts';

/** Transactions under way at a time, one per partition. */
const PARALLEL_PARTITIONS = 8;

export interface DuplicateOf {
  count: number;
  /** The item first listed with the same communication. */
  first: string;
}

/** Inserts what is new, takes over what nobody will send, and answers the duplicates per item. */
export async function insertPlanned(
  ports: Ports,
  planned: readonly PlannedItem[],
): Promise<Map<PlannedItem, DuplicateOf>> {
  const duplicates = new Map<PlannedItem, DuplicateOf>();
  const isActive = activityOf(ports);
  const limit = pLimit(PARALLEL_PARTITIONS);
  const groups = [...groupByPartition(planned, duplicates).values()];
  const lost: DeliveryRow[] = [];
  await Promise.all(groups.map((group) => limit(() => insertGroup(group))));
  await disown(ports, lost);
  return duplicates;

  async function insertGroup(group: PartitionGroup): Promise<void> {
    const rows = [...group.rows.values()].map(({ delivery }) => delivery.row);
    const { before } = await ports.ledger.insertDeliveries(group.partition, rows);
    const takenOver: DeliveryRow[] = [];
    for (const [key, row] of before) {
      const mine = group.rows.get(key);
      if (!mine) continue;
      const meeting = meet(row, mine.delivery.row, await isActive(row.runId));
      if (meeting === 'duplicate') addDuplicate(duplicates, mine.item, row.itemId);
      if (meeting !== 'adopt') continue;
      takenOver.push(adopted(row, mine.delivery.row));
      lost.push(row);
    }
    if (takenOver.length > 0) await ports.ledger.takeOver(group.partition, takenOver);
  }
}

/** For the run that planned it the delivery is a duplicate from now on, so that its numbers still add up. */
async function disown(ports: Ports, rows: readonly DeliveryRow[]): Promise<void> {
  const byItem = groupBy(rows, ({ runId, itemKey }) => `${runId}|${itemKey}`);
  for (const [row, ...more] of byItem.values()) {
    const item = row && (await ports.ledger.item(row.runId, row.itemKey));
    if (!item) continue;
    const duplicates = item.duplicates + 1 + more.length;
    await ports.ledger.putItems(row.runId, [{ ...item, duplicates }]);
  }
}

interface PartitionGroup {
  partition: DeliveryPartition;
  rows: Map<string, { delivery: PlannedDelivery; item: PlannedItem }>;
}

/** The first of two listings of the same communication in one batch is the one that is delivered. */
function groupByPartition(
  planned: readonly PlannedItem[],
  duplicates: Map<PlannedItem, DuplicateOf>,
): Map<string, PartitionGroup> {
  const groups = new Map<string, PartitionGroup>();
  for (const item of planned) {
    for (const delivery of item.deliveries) {
      const { day, bucket } = delivery.partition;
      const name = `${day}|${String(bucket)}`;
      const group: PartitionGroup = groups.get(name) ?? {
        partition: delivery.partition,
        rows: new Map<string, { delivery: PlannedDelivery; item: PlannedItem }>(),
      };
      groups.set(name, group);
      const first = group.rows.get(delivery.row.key);
      if (!first) group.rows.set(delivery.row.key, { delivery, item });
      else if (first.item.key !== item.key) addDuplicate(duplicates, item, first.item.id);
    }
  }
  return groups;
}

function addDuplicate(
  duplicates: Map<PlannedItem, DuplicateOf>,
  item: PlannedItem,
  first: string,
): void {
  const known = duplicates.get(item);
  duplicates.set(item, { count: (known?.count ?? 0) + 1, first: known?.first ?? first });
}

/** Whether a run will still send what it planned; asked once per run. */
function activityOf(ports: Ports): (runId: string) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  async function ask(runId: string): Promise<boolean> {
    const run = await ports.runs.get(runId);
    return run !== undefined && ACTIVE_RUN_STATES.has(run.state);
  }
  return (runId) => {
    const answer = answers.get(runId) ?? ask(runId);
    answers.set(runId, answer);
    return answer;
  };
}
