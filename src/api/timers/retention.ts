/** Removes, once a day, what has been kept as long as the settings ask for. Nothing at all under legal hold. */
import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import type { Connector, Run } from '../../domain/records.ts';
import { DAY_MS, dayName, MINUTE_MS, startOfDay } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';

/** Days after which a thing may go; 0 keeps it for ever. */
export interface RetentionRules {
  /** Stops every deletion, whatever the other settings say. */
  legalHold: boolean;
  /** Pages and e-mails as received, and their media. */
  rawDays: number;
  /** What was prepared for writing; it is made anew from the raw bytes. */
  stagedDays: number;
  /** Runs with their items, deliveries and exceptions. */
  ledgerDays: number;
}

type RetentionPorts = Pick<
  Ports,
  'clock' | 'log' | 'audit' | 'connectors' | 'runs' | 'ledger' | 'retention'
>;

/** Days before the limit that are looked at, so that days on which this did not run are made good. */
const REACH_DAYS = 30;
/** Of one day's work on media, of which there may be millions; the next day goes on from there. */
const SWEEP_MS = 3 * MINUTE_MS;
const FOR_EVER = 0;

export async function applyRetention(ports: RetentionPorts, rules: RetentionRules): Promise<void> {
  if (rules.legalHold) {
    ports.log.info('nothing is removed under legal hold');
    return;
  }
  const { rawDays, stagedDays, ledgerDays } = rules;
  const now = ports.clock.now();
  const limitOf = (days: number): number => startOfDay(now) - days * DAY_MS;
  const removed = { raw: 0, staged: 0, media: 0, runs: 0 };
  for (const connector of await ports.connectors.list()) {
    if (stagedDays !== FOR_EVER) {
      removed.staged += await removeStaged(ports, connector, limitOf(stagedDays));
    }
    if (rawDays !== FOR_EVER) removed.raw += await removeRaw(ports, connector, limitOf(rawDays));
    if (ledgerDays !== FOR_EVER) {
      removed.runs += await removeRuns(ports, connector, limitOf(ledgerDays));
    }
  }
  if (rawDays !== FOR_EVER) {
    const { retention, clock } = ports;
    removed.media = await retention.sweepBlobs('media', limitOf(rawDays), clock.now() + SWEEP_MS);
  }
  ports.log.info('what was kept long enough has been removed', removed);
  const isAny = Object.values(removed).some((count) => count > 0);
  if (isAny) await ports.audit.automatic({ action: 'applyRetention', after: removed });
}

/** A run with open exceptions keeps what a person may want to send again. */
async function removeStaged(
  { runs, ledger, retention }: RetentionPorts,
  { id }: Connector,
  before: number,
): Promise<number> {
  let removed = 0;
  for (const run of await runs.between(id, before - REACH_DAYS * DAY_MS, before)) {
    if (!isOver(run)) continue;
    const open = await ledger.listExceptions({ runId: run.id, state: 'open' }, 1);
    if (open.rows.length === 0)
      removed += await retention.removeBlobs('staged', `${run.id}/`, before);
  }
  return removed;
}

async function removeRaw(
  { retention }: RetentionPorts,
  { id }: Connector,
  before: number,
): Promise<number> {
  let removed = await retention.removeBlobs('raw', `${id}/reprocessed/`, before);
  for (let day = before - REACH_DAYS * DAY_MS; day < before; day += DAY_MS) {
    removed += await retention.removeBlobs('raw', `${id}/${dayName(day)}/`, before);
  }
  return removed;
}

async function removeRuns(
  { runs, retention }: RetentionPorts,
  { id }: Connector,
  before: number,
): Promise<number> {
  const old = (await runs.between(id, before - REACH_DAYS * DAY_MS, before)).filter(isOver);
  for (const run of old) await retention.removeRun(run.id);
  return old.length;
}

function isOver({ state }: Run): boolean {
  return !ACTIVE_RUN_STATES.has(state);
}
