import { isCode } from '../../domain/errors.ts';
import {
  dueDays,
  LOOK_BACK_DAYS,
  mendedRuns,
  wantsDriver,
  type InstanceStatus,
} from '../../domain/due.ts';
import type { Connector, Run } from '../../domain/records.ts';
import { runIdOf } from '../../domain/run-id.ts';
import { DAY_MS, startOfDay, type Window } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Tagged } from '../../ports/storage.ts';

/** The orchestrations behind the runs. */
export interface Orchestrations {
  /** Begins the next attempt of a run; a start that another caller was faster with is no error. */
  start(run: Tagged<Run>): Promise<void>;
  status(run: Run): Promise<InstanceStatus>;
}

/** Starts of one tick; a long catch-up is spread over several, a quarter of an hour apart. */
const MAX_STARTS = 24;
/** Who begins the daily runs, in the records. */
const SCHEDULE = 'schedule';

/**
 * Finds due and missing connector-days, and runs that nobody drives any more. Cheap and repeatable: what it does
 * depends only on the ledger and the time, so that a lost tick costs a quarter of an hour and nothing else.
 * @returns how many orchestrations were begun
 */
export async function tick(ports: Ports, orchestrations: Orchestrations): Promise<number> {
  let starts = await takeUpAbandoned(ports, orchestrations);
  for (const connector of await ports.connectors.list()) {
    if (starts >= MAX_STARTS) break;
    starts += await startDue(connector, MAX_STARTS - starts, ports, orchestrations);
  }
  return starts;
}

async function takeUpAbandoned(ports: Ports, orchestrations: Orchestrations): Promise<number> {
  let starts = 0;
  for (const run of await ports.runs.active()) {
    const status = await orchestrations.status(run);
    if (!wantsDriver(run, status, ports.clock.now())) continue;
    ports.log.warn('a run is taken up again', { runId: run.id, instance: status.kind });
    await orchestrations.start(run);
    starts++;
  }
  return starts;
}

async function startDue(
  connector: Connector,
  atMost: number,
  ports: Ports,
  orchestrations: Orchestrations,
): Promise<number> {
  if (connector.state !== 'active') return 0;
  const now = ports.clock.now();
  const from = startOfDay(now) - LOOK_BACK_DAYS * DAY_MS;
  const runs = await ports.runs.between(connector.id, from, now);
  let starts = 0;
  for (const run of mendedRuns(connector, runs, now).slice(0, atMost)) {
    await requeue(run, ports, orchestrations);
    starts++;
  }
  for (const window of dueDays(connector, runs, now).slice(0, atMost - starts)) {
    const same = runs.filter((run) => run.window.from === window.from);
    const number = 1 + Math.max(0, ...same.map((run) => run.number));
    if (await begin(connector, { window, number }, ports, orchestrations)) starts++;
  }
  return starts;
}

/** A failed run goes on from the ledger: what it had staged and imported stays. */
async function requeue(
  run: Tagged<Run>,
  ports: Ports,
  orchestrations: Orchestrations,
): Promise<void> {
  try {
    await orchestrations.start(
      await ports.runs.update(run.id, run.etag, { state: 'queued', round: run.round + 1 }),
    );
  } catch (error) {
    ignoreConflict(error);
    return;
  }
  const { connectorId, id: runId } = run;
  await ports.audit.automatic({ action: 'retryRun', connectorId, runId });
}

async function begin(
  connector: Connector,
  { window, number }: { window: Window; number: number },
  ports: Ports,
  orchestrations: Orchestrations,
): Promise<boolean> {
  const run = newRun(connector.id, window, number, SCHEDULE, ports.clock.now());
  try {
    await ports.runs.create(run);
  } catch (error) {
    ignoreConflict(error);
    return false;
  }
  const created = await ports.runs.get(run.id);
  if (created) await orchestrations.start(created);
  const { connectorId, id: runId } = run;
  await ports.audit.automatic({ action: 'beginRun', connectorId, runId, after: { window } });
  return true;
}

/** Another copy of the tick, or a person, did it at the same moment. */
function ignoreConflict(error: unknown): void {
  if (!isCode(error, 'conflict')) throw error;
}

/** A run as it stands in the ledger before its first attempt. */
export function newRun(
  connectorId: string,
  window: Window,
  number: number,
  createdBy: string,
  now: number,
): Run {
  return {
    id: runIdOf({ connectorId, from: window.from, number }),
    connectorId,
    window,
    number,
    state: 'queued',
    phase: 'open',
    createdAt: now,
    createdBy,
    round: 1,
    reprocess: false,
    attempt: 0,
    attemptedAt: now,
    cancelRequested: false,
  };
}
