/** Ways through the ledger that need no index: each goes on behind a place, row by row, and bears rows added meanwhile. */
import { BUCKETS, bucketOf } from '../../domain/buckets.ts';
import type { DeliveryRow, Run } from '../../domain/records.ts';
import { DAY_MS, dayName, startOfDay, type Window } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';
import type { LedgerItem } from './view.ts';
import { ApiProblem } from '../http/problem.ts';
import { MAX_WINDOW_DAYS } from '../runs/run-schemas.ts';

/** How far a walk has come. */
export interface Met {
  /** Rows looked at on the way here, and requests beyond those that bring a thousand rows at once. */
  rows: number;
  requests: number;
  /** The run or day that is being searched. */
  at: string;
  /** Where to go on. */
  place: string[];
  item?: LedgerItem;
  delivery?: DeliveryRow;
}

/** A source may show a communication only days after it took place: a phone was off, a carrier was slow. */
export const LATE_MS = 7 * DAY_MS;
/** Single rows are read this many at a time. */
const READS_AT_ONCE = 16;

/** All that runs listed of a time, run by run. */
export async function* walkItems(
  { runs, ledger }: Pick<Ports, 'runs' | 'ledger'>,
  connectorId: string,
  { from, to }: Window,
  [afterRun, afterKey = '']: readonly string[],
): AsyncIterable<Met> {
  const begin = from - (MAX_WINDOW_DAYS - 1) * DAY_MS;
  const all = await runs.between(connectorId, begin, to + LATE_MS);
  const wanted = all.filter((run) => run.window.to > from).sort(byWindow);
  const start = afterRun === undefined ? 0 : wanted.findIndex(({ id }) => id === afterRun);
  if (start < 0) throw new ApiProblem(400, 'invalid_cursor', 'The cursor is of another search.');
  for (const { id } of wanted.slice(start)) {
    const after = id === afterRun ? afterKey : '';
    yield { rows: 0, requests: 1, at: id, place: [id, after] };
    for await (const page of ledger.items(id, after === '' ? undefined : after)) {
      for (const row of page) {
        yield { rows: 1, requests: 0, at: id, place: [id, row.key], item: { runId: id, row } };
      }
    }
  }
}

export interface DeliveryFilter {
  /** One mailbox, in its bucket; all of them otherwise. */
  mailboxId?: string;
  state?: string;
}

/** Deliveries of a time, day by day and bucket by bucket, with the items they are of. */
export async function* walkDeliveries(
  { ledger }: Pick<Ports, 'ledger'>,
  connectorId: string,
  { from, to }: Window,
  filter: DeliveryFilter,
  [afterDay = '', afterBucket = '0', afterKey = '']: readonly string[],
): AsyncIterable<Met> {
  const { mailboxId } = filter;
  const buckets = mailboxId === undefined ? ALL_BUCKETS : [bucketOf(mailboxId)];
  for (let begin = startOfDay(from); begin < to; begin += DAY_MS) {
    const day = dayName(begin);
    if (day < afterDay) continue;
    for (const bucket of buckets) {
      if (day === afterDay && bucket < Number(afterBucket)) continue;
      const isPlace = day === afterDay && bucket === Number(afterBucket);
      const partition = { connectorId, day, bucket };
      yield* walkPartition(ledger, partition, filter, isPlace ? afterKey : '');
    }
  }
}

const ALL_BUCKETS = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

async function* walkPartition(
  ledger: Ports['ledger'],
  partition: { connectorId: string; day: string; bucket: number },
  { mailboxId, state }: DeliveryFilter,
  after: string,
): AsyncIterable<Met> {
  const { day, bucket } = partition;
  const metAt = (key: string, rows: number, requests: number): Met => ({
    rows,
    requests,
    at: day,
    place: [day, String(bucket), key],
  });
  // The journal and the first page.
  yield metAt(after, 0, 2);
  const pages = ledger.deliveriesTo(partition, mailboxId, after === '' ? undefined : after);
  for await (const page of pages) {
    const chosen = page.filter((row) => state === undefined || row.state === state);
    for (let first = 0; first < chosen.length; first += READS_AT_ONCE) {
      const some = chosen.slice(first, first + READS_AT_ONCE);
      const rows = await Promise.all(some.map((row) => ledger.item(row.runId, row.itemKey)));
      for (const [index, delivery] of some.entries()) {
        const row = rows[index];
        const item = row && { runId: delivery.runId, row };
        yield { ...metAt(delivery.key, 1, 1), delivery, ...(item && { item }) };
      }
    }
    const last = page.at(-1);
    if (last) yield metAt(last.key, page.length - chosen.length, 0);
  }
}

function byWindow(a: Run, b: Run): number {
  return a.window.from - b.window.from || a.number - b.number;
}
