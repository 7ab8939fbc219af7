import { certify, emptyTally, exceptionsIn, type ItemTally } from '../domain/certificate.ts';
import { ACTIVE_RUN_STATES, watermarkOf, LOOK_BACK_DAYS } from '../domain/due.ts';
import { AppError } from '../domain/errors.ts';
import { ExceptionCounter } from '../domain/exception-tally.ts';
import type { Certificate, Run, RunChange, RunState, SliceRow } from '../domain/records.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../domain/window.ts';
import type { Ports } from '../ports/ports.ts';
import type { Tagged } from '../ports/storage.ts';
import type { SettleRequest, SettleResult } from './contract.ts';
import { besideCopies, isStopped, loadRun, type RunContext } from './run-context.ts';

/** A day with more exceptions than this share of its items says that something is wrong with more than single people. */
const EXCEPTIONS_SHARE = 0.05;
/** On a quiet day a handful is a large share and means little. */
const FEWEST_EXCEPTIONS = 10;
const SETTLED_STATES: ReadonlySet<RunState> = new Set(['succeeded', 'succeededWithExceptions']);

/** Holds the ledger against what was counted, writes the certificate, moves the watermark. */
export function createSettleRun(ports: Ports) {
  return function settleRun(request: SettleRequest): Promise<SettleResult> {
    return besideCopies(() => settle(ports, request));
  };
}

async function settle(ports: Ports, request: SettleRequest): Promise<SettleResult> {
  const context = await loadRun(ports, request);
  if (!context) return settleUnopened(ports, request);
  if (!ACTIVE_RUN_STATES.has(context.run.state)) {
    await updateConnector(ports, context);
    return { state: context.run.state };
  }
  const slices = await ports.runs.slices(context.run.id);
  if (request.end === 'complete' && slices.some((slice) => !slice.done)) {
    return { state: 'running', relist: true };
  }
  await updateRun(ports, context.run, { state: 'settling', phase: 'settle' });
  const certificate = await certificateOf(ports, context, request, slices);
  if (wantsRelisting(context.run, certificate, request) && !(await isStopped(ports, request))) {
    await relist(ports, context, slices);
    return { state: 'running', relist: true };
  }
  await tallyExceptions(ports, context.run, certificate);
  const state = stateOf(certificate, request);
  const error = errorOf(certificate, request);
  await updateRun(ports, context.run, {
    state,
    phase: 'done',
    certificate,
    settledAt: certificate.settledAt,
    reprocess: false,
    error,
  });
  await updateConnector(ports, context);
  tell(ports, context, { state, ...(error && { error }) }, certificate);
  return { state };
}

/** What monitoring lives on: one event that always comes, and one for each thing that may want a person. */
function tell(
  { log }: Ports,
  context: RunContext,
  { state, error }: Pick<Run, 'state' | 'error'>,
  certificate: Certificate,
): void {
  const { run, connector } = context;
  const { settledAt, equations: _, ...counters } = certificate;
  const about = { runId: run.id, connectorId: connector.id, product: connector.product };
  const exceptions = exceptionsIn(certificate);
  log.info('run settled', {
    ...about,
    state,
    ...counters,
    exceptions,
    seconds: Math.round((settledAt - (run.startedAt ?? settledAt)) / SECOND_MS),
    lagHours: Math.round((settledAt - run.window.to) / HOUR_MS),
  });
  if (state === 'failed') log.error('a run failed', { ...about, code: error?.code });
  const { items, sourceCount = items } = certificate;
  if (sourceCount !== items) {
    log.warn('the source counts otherwise', { ...about, items, sourceCount });
  }
  if (exceptions >= FEWEST_EXCEPTIONS && exceptions > items * EXCEPTIONS_SHARE) {
    log.warn('many exceptions in a run', { ...about, items, exceptions });
  }
}

/** A run that could not even be opened has nothing to count. */
async function settleUnopened(ports: Ports, request: SettleRequest): Promise<SettleResult> {
  const run = await ports.runs.get(request.runId);
  if (run?.attempt !== request.attempt) return { state: run?.state ?? 'unknown' };
  const state = request.end === 'cancelled' ? 'cancelled' : 'failed';
  await updateRun(ports, run, { state, phase: 'done', error: request.failure });
  const { id: runId, connectorId } = run;
  const code = request.failure?.code;
  if (state === 'failed') ports.log.error('a run failed', { runId, connectorId, code });
  return { state };
}

async function certificateOf(
  ports: Ports,
  context: RunContext,
  request: SettleRequest,
  slices: readonly SliceRow[],
): Promise<Certificate> {
  const { run } = context;
  const [buckets, items, sourceCount] = await Promise.all([
    ports.runs.buckets(run.id),
    tallyItems(ports, run.id),
    request.end === 'failed' ? undefined : countAtSource(ports, context),
  ]);
  return certify({ slices, buckets, items, sourceCount, now: ports.clock.now() });
}

/** So that nobody has to count them while a person waits. Those of a later round may all have been resolved. */
async function tallyExceptions(
  { runs, ledger }: Ports,
  run: Run,
  certificate: Certificate,
): Promise<void> {
  if (exceptionsIn(certificate) === 0 && run.round === 1) return;
  const counter = new ExceptionCounter();
  for await (const page of ledger.exceptionFacts({ runId: run.id })) {
    for (const facts of page) counter.add(facts);
  }
  await runs.putExceptionTally(run.id, counter.tally());
}

async function tallyItems(ports: Ports, runId: string): Promise<ItemTally> {
  const tally = emptyTally();
  for await (const rows of ports.ledger.outcomes(runId)) {
    for (const row of rows) {
      tally[row.outcome]++;
      tally.deliveries += row.deliveries;
      tally.duplicates += row.duplicates;
    }
  }
  return tally;
}

/** The certificate stands without the source's count when the source cannot be asked, and says so. */
async function countAtSource(ports: Ports, context: RunContext): Promise<number | undefined> {
  try {
    const reader = ports.source.reader(context.connector.id, context.product.product);
    return await reader.count(context.run.window);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn('the source could not be asked for its count', {
      runId: context.run.id,
      code: error.code,
    });
    return undefined;
  }
}

/** The source counts more than it listed: once per round the whole window is listed again. */
function wantsRelisting(run: Run, certificate: Certificate, request: SettleRequest): boolean {
  if (request.end !== 'complete' || run.relisted) return false;
  return certificate.sourceCount !== undefined && certificate.sourceCount > certificate.items;
}

async function relist(
  ports: Ports,
  context: RunContext,
  slices: readonly Tagged<SliceRow>[],
): Promise<void> {
  for (const slice of slices) {
    if (slice.window.from === slice.window.to) continue;
    const { cursor: _, ...again } = slice;
    const next = { ...again, done: false, generation: slice.generation + 1 };
    await ports.runs.updateSlice(context.run.id, slice.etag, next);
  }
  await updateRun(ports, context.run, { state: 'running', phase: 'stage', relisted: true });
}

function stateOf(certificate: Certificate, request: SettleRequest): RunState {
  if (request.end === 'cancelled') return 'cancelled';
  if (request.end === 'failed' || !ledgerAgrees(certificate)) return 'failed';
  const { items, sourceCount = items } = certificate;
  const isShort = sourceCount > items;
  return exceptionsIn(certificate) > 0 || isShort ? 'succeededWithExceptions' : 'succeeded';
}

/** The source's own count stands beside the equations; it may count what was withdrawn since. */
function ledgerAgrees(certificate: Certificate): boolean {
  return certificate.equations.slice(0, 3).every((equation) => equation.holds);
}

function errorOf(certificate: Certificate, request: SettleRequest): RunChange['error'] {
  if (request.end === 'failed') return request.failure;
  if (request.end === 'complete' && !ledgerAgrees(certificate)) {
    return { code: 'internal', message: 'the ledger does not agree with what was counted' };
  }
  return undefined;
}

async function updateRun(ports: Ports, run: Tagged<Run>, change: RunChange): Promise<void> {
  const today = await ports.runs.get(run.id);
  if (today?.attempt !== run.attempt) return;
  await ports.runs.update(run.id, today.etag, change);
}

/** The watermark moves only over settled windows that follow each other without a gap. */
async function updateConnector(ports: Ports, context: RunContext): Promise<void> {
  const connector = await ports.connectors.get(context.connector.id);
  if (!connector || connector.state === 'deleted') return;
  const since = Math.min(connector.watermark ?? Infinity, context.run.window.from);
  const from = since - LOOK_BACK_DAYS * DAY_MS;
  const runs = await ports.runs.between(connector.id, from, ports.clock.now());
  const settled = runs.filter((run) => SETTLED_STATES.has(run.state)).map((run) => run.window);
  const watermark = watermarkOf(connector, settled);
  await ports.connectors.update(connector.id, connector.etag, {
    watermark,
    lastRunId: context.run.id,
  });
}
