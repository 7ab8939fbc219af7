import { mailboxOf } from '../../domain/delivery-key.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { DeliveryRow } from '../../domain/records.ts';

/** Rows of a bucket on their way at a time. More would wait for connections, and be held in memory meanwhile. */
const BUCKET_WIDTH = 8;
/** Exchange Online serves one application four requests on a mailbox at a time; others would wait and block the rest. */
const MAILBOX_WIDTH = 4;

interface Queue {
  rows: [index: number, row: DeliveryRow][];
  busy: number;
}

/** Sends rows, mailbox by mailbox in turn, and answers the results in the order of the rows. */
export async function inTurns<T>(
  rows: readonly DeliveryRow[],
  send: (row: DeliveryRow) => Promise<T>,
): Promise<T[]> {
  const queues: Queue[] = [...groupBy(rows.entries(), ([, row]) => mailboxOf(row)).values()].map(
    (own) => ({ rows: own.reverse(), busy: 0 }),
  );
  const results: T[] = [];

  function next(): Queue | undefined {
    const at = queues.findIndex(({ busy }) => busy < MAILBOX_WIDTH);
    const [queue] = at < 0 ? [] : queues.splice(at, 1);
    if (queue && queue.rows.length > 1) queues.push(queue);
    return queue;
  }

  async function work(): Promise<void> {
    for (let queue = next(); queue; queue = next()) {
      const taken = queue.rows.pop();
      if (!taken) continue;
      queue.busy++;
      results[taken[0]] = await send(taken[1]);
      queue.busy--;
    }
  }

  await Promise.all(Array.from({ length: BUCKET_WIDTH }, work));
  return results;
}
