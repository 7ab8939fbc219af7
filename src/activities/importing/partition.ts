/** Works through one partition of the ledger: the deliveries of one day to the mailboxes of a bucket. */
import type { DeliveryRow, StoredBucket } from '../../domain/records.ts';
import type { ClaimRow, DeliveryPartition } from '../../ports/ledger.ts';
import type { DeliveryFailure, MailboxWriter } from '../../ports/microsoft365.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BucketLease, Tagged } from '../../ports/storage.ts';
import type { RunContext } from '../run-context.ts';
import { deliver, type Delivered } from './deliver.ts';
import { noteFailures } from './failures.ts';
import { byPlace, readStaged } from './staged-reader.ts';
import { inTurns } from './turns.ts';

/** Under one claim. Bounds what is in doubt after a crash, what is in memory, and the size of the claim's row. */
const BATCH_ROWS = 200;
/** Open rows kept in memory at a time; a partition with more is gone through in several passes. */
const PASS_ROWS = 5_000;
/** A wait up to this is sat out under the lease; a longer one is left to a durable timer. */
const SHORT_WAIT_MS = 5_000;

export type Tally = Omit<StoredBucket, 'bucket'>;

export interface PartitionTools {
  ports: Ports;
  context: RunContext;
  writer: MailboxWriter;
  lease: BucketLease;
  closed: Map<string, DeliveryFailure>;
  lastChance: boolean;
  /** Clock time after which no new batch is begun. */
  until: number;
  isStopped: () => Promise<boolean>;
  /** Told after every batch how far the partition is. */
  note: (tally: Tally) => Promise<unknown>;
}

export interface PartitionResult {
  tally: Tally;
  settled: number;
  /** Set when rows are left for later. */
  waitMs?: number;
}

interface Pass {
  open: DeliveryRow[];
  tally: Tally;
  /** More open rows stand in the partition than a pass takes. */
  truncated: boolean;
}

export async function workThrough(
  partition: DeliveryPartition,
  tools: PartitionTools,
): Promise<PartitionResult> {
  let settled = 0;
  for (;;) {
    const pass = await loadPass(partition, tools);
    const result = await sendPass(partition, pass, tools);
    settled += result.settled;
    const { tally } = pass;
    if (result.waitMs !== undefined) return { tally, settled, waitMs: result.waitMs };
    if (!pass.truncated) return { tally, settled };
  }
}

/** Reads what is open; rows of a claim whose holder is gone are in doubt. */
async function loadPass(partition: DeliveryPartition, tools: PartitionTools): Promise<Pass> {
  const { ports, context } = tools;
  const pass: Pass = {
    open: [],
    tally: { imported: 0, partial: 0, failed: 0, open: 0 },
    truncated: false,
  };
  const doubted = new Map<string, number>();
  const claims: Tagged<ClaimRow>[] = [];
  for await (const page of ports.ledger.deliveries(partition, context.run.id)) {
    // The lease is ours, so whoever made these claims is gone.
    for (const claim of page.claims) {
      claims.push(claim);
      for (const key of claim.keys) doubted.set(key, claim.at);
    }
    for (const row of page.rows) {
      const open = reopened(row, context.run.round);
      if (!open) pass.tally[row.state as 'imported' | 'partial' | 'failed']++;
      else if (pass.open.length < PASS_ROWS) pass.open.push(open);
      else pass.truncated = true;
    }
  }
  pass.tally.open = pass.open.length;
  await doubtClaimed(partition, pass, doubted, claims, tools);
  return pass;
}

/** A row that wants sending in this round, in the state it is to be sent from. */
function reopened(row: DeliveryRow, round: number): DeliveryRow | undefined {
  if (row.state === 'planned' || row.state === 'claimed') return row;
  if (row.state !== 'failed' || row.round >= round) return undefined;
  return { ...row, state: row.cause === 'unanswered' ? 'claimed' : 'planned', attempts: 0 };
}

async function doubtClaimed(
  partition: DeliveryPartition,
  pass: Pass,
  doubted: ReadonlyMap<string, number>,
  claims: readonly Tagged<ClaimRow>[],
  { ports, context }: PartitionTools,
): Promise<void> {
  if (claims.length === 0) return;
  const { round } = context.run;
  pass.open = pass.open.map((row) => {
    const at = doubted.get(row.key);
    if (at === undefined || row.state !== 'planned') return row;
    return { ...row, state: 'claimed', round, at };
  });
  const byKey = new Map(pass.open.map((row) => [row.key, row]));
  for (const claim of claims) {
    const rows = claim.keys.flatMap((key) => byKey.get(key) ?? []);
    // A claim over rows of another run, or beyond this pass, stays until all of them are seen.
    const isWhole = claim.keys.every((key) => byKey.has(key));
    if (isWhole) await ports.ledger.settle(partition, rows, claim);
  }
}

async function sendPass(
  partition: DeliveryPartition,
  pass: Pass,
  tools: PartitionTools,
): Promise<{ settled: number; waitMs?: number }> {
  const { clock } = tools.ports;
  let settled = 0;
  let waiting = [...pass.open].sort(byPlace);
  for (;;) {
    let waitMs: number | undefined;
    const later: DeliveryRow[] = [];
    while (waiting.length > 0) {
      if (clock.now() >= tools.until || clock.now() >= tools.lease.safeUntil()) break;
      if (await tools.isStopped()) return { settled, waitMs: 0 };
      const batch = waiting.slice(0, BATCH_ROWS);
      const results = await sendBatch(partition, batch, pass.tally, tools);
      waiting = waiting.slice(BATCH_ROWS);
      for (const result of results) {
        if (result.waitMs === undefined) settled++;
        else later.push(result.row);
        waitMs = shorter(waitMs, result.waitMs);
      }
      await tools.note(pass.tally);
    }
    if (waiting.length > 0) return { settled, waitMs: 0 };
    if (later.length === 0) return { settled };
    const pause = waitMs ?? 0;
    if (pause > SHORT_WAIT_MS || clock.now() + pause >= tools.until) {
      return { settled, waitMs: pause };
    }
    await clock.sleep(pause);
    waiting = later;
  }
}

function shorter(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Claims a batch, sends it, and settles what has an answer. */
async function sendBatch(
  partition: DeliveryPartition,
  batch: readonly DeliveryRow[],
  tally: Tally,
  tools: PartitionTools,
): Promise<Delivered[]> {
  const { ports, context, lease } = tools;
  const messages = await readStaged(ports.blobs, batch);
  const claim = await ports.ledger.claim(partition, {
    id: ports.random.uuid(),
    runId: context.run.id,
    at: ports.clock.now(),
    keys: batch.map((row) => row.key),
  });
  const delivering = {
    writer: tools.writer,
    safeUntil: () => lease.safeUntil(),
    now: () => ports.clock.now(),
    round: context.run.round,
    closed: tools.closed,
    lastChance: tools.lastChance,
  };
  const results = await inTurns(batch, (row) => deliver(row, messages.get(row.key), delivering));
  await noteFailures(ports, context, batch, results);
  const changed = results.filter((result, index) => result.row !== batch[index]);
  const rows = changed.map((result) => result.row);
  await ports.ledger.settle(partition, rows, claim);
  for (const { row, waitMs } of results) {
    if (waitMs !== undefined) continue;
    tally[row.state as 'imported' | 'partial' | 'failed']++;
    tally.open--;
  }
  return results;
}
