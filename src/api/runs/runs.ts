/** Runs: list, look at, begin, cancel, and once more. */
import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import { errorCode } from '../../domain/errors.ts';
import type { Run } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { Tagged } from '../../ports/storage.ts';
import { changeRun, findConnector, findRun } from '../setup/change.ts';
import type { Listed, PageQuery } from '../http/paging.ts';
import type { ApiDeps, RunStarter } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem } from '../http/problem.ts';
import type { NewRun, RunView } from './run-schemas.ts';
import { runView } from './run-view.ts';
import { requireState } from '../setup/steps.ts';
import { newRun } from '../timers/tick.ts';

export interface RunCases {
  list(connectorId: string, query: PageQuery): Promise<Listed<RunView>>;
  get(id: string): Promise<RunView>;
  begin(connectorId: string, window: NewRun, by: Principal, starter: RunStarter): Promise<RunView>;
  cancel(id: string, starter: RunStarter): Promise<RunView>;
  /** Sends failed deliveries again. */
  retry(id: string, starter: RunStarter): Promise<RunView>;
  /** Takes the run's exceptions up again as well, with today's mapping and settings. */
  reprocess(id: string, starter: RunStarter): Promise<RunView>;
}

export function createRunCases(deps: ApiDeps): RunCases {
  return {
    list: async (connectorId, { limit, cursor }) => {
      await findConnector(deps, connectorId);
      const { rows, nextCursor } = await deps.runs.list(connectorId, limit, cursor);
      const items = await Promise.all(rows.map((run) => viewRun(deps, run)));
      return { items, ...(nextCursor !== undefined && { nextCursor }) };
    },
    get: async (id) => viewRun(deps, await findRun(deps, id)),
    begin: (connectorId, window, by, starter) => begin(deps, connectorId, window, by, starter),
    cancel: async (id, starter) => {
      const run = await changeRun(deps, id, ({ state }) => {
        if (ACTIVE_RUN_STATES.has(state)) return { cancelRequested: true };
        throw new ApiProblem(409, 'run_settled', 'The run has come to its end already.');
      });
      await starter.cancel(run);
      return viewRun(deps, run);
    },
    retry: (id, starter) => again(deps, id, false, starter),
    reprocess: (id, starter) => again(deps, id, true, starter),
  };
}

async function begin(
  deps: ApiDeps,
  connectorId: string,
  window: NewRun,
  by: Principal,
  starter: RunStarter,
): Promise<RunView> {
  const connector = await findConnector(deps, connectorId);
  requireState(connector, 'active');
  const now = deps.clock.now();
  if (window.to > now) {
    const detail = `The window is not over: it is ${isoTime(now)} now.`;
    throw new ApiProblem(409, 'window_not_over', detail);
  }
  // Half-open: just the runs whose window begins where this one does.
  const others = await deps.runs.between(connectorId, window.from, window.from + 1);
  const running = others.find(
    (run) => run.window.to === window.to && ACTIVE_RUN_STATES.has(run.state),
  );
  if (running) throw alreadyRunning(running.id);
  const number = Math.max(0, ...others.map((run) => run.number)) + 1;
  const run = newRun(connectorId, window, number, by.name, now);
  try {
    await deps.runs.create(run);
  } catch (error) {
    throw errorCode(error) === 'conflict' ? alreadyRunning(run.id) : error;
  }
  const created = await findRun(deps, run.id);
  await start(deps, created, starter);
  return viewRun(deps, created);
}

async function again(
  deps: ApiDeps,
  id: string,
  reprocess: boolean,
  starter: RunStarter,
): Promise<RunView> {
  const { connectorId } = await findRun(deps, id);
  requireState(await findConnector(deps, connectorId), 'active');
  const queued = await changeRun(deps, id, (run) => {
    if (ACTIVE_RUN_STATES.has(run.state)) throw alreadyRunning(id);
    return {
      state: 'queued',
      phase: 'open',
      round: run.round + 1,
      reprocess,
      cancelRequested: false,
      settledAt: undefined,
      error: undefined,
      attemptedAt: deps.clock.now(),
    };
  });
  await start(deps, queued, starter);
  return viewRun(deps, queued);
}

/** The run stands in the ledger: where it cannot be started now, the tick takes it up. */
async function start(deps: ApiDeps, run: Tagged<Run>, starter: RunStarter): Promise<void> {
  try {
    await starter.start(run);
  } catch (error) {
    deps.log.warn('a run could not be started at once', { runId: run.id, code: errorCode(error) });
  }
}

export async function viewRun(deps: Pick<ApiDeps, 'clock' | 'runs'>, run: Run): Promise<RunView> {
  const [slices, buckets] = await Promise.all([
    deps.runs.slices(run.id),
    deps.runs.buckets(run.id),
  ]);
  return runView(run, { slices, buckets }, deps.clock.now());
}

function alreadyRunning(runId: string): ApiProblem {
  const detail = 'A run over this window is under way.';
  return new ApiProblem(409, 'already_running', detail, { members: { runId } });
}
