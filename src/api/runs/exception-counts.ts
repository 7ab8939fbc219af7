/** How many exceptions there are: settled runs have counted theirs, the others' are counted while a person waits. */
import pLimit from 'p-limit';
import { exceptionsIn } from '../../domain/certificate.ts';
import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import { ExceptionCounter, totalOf } from '../../domain/exception-tally.ts';
import type { ExceptionTally, Run } from '../../domain/records.ts';
import { isRunId } from '../setup/change.ts';
import type { ExceptionFilter } from '../../ports/ledger.ts';
import { causeText } from './causes.ts';
import type { ApiDeps } from '../ports.ts';
import type { ExceptionList } from './run-schemas.ts';

export type CountDeps = Pick<ApiDeps, 'clock' | 'connectors' | 'runs' | 'ledger'>;

/** A person waits. */
const MAX_COUNTING_MS = 10_000;
/** Numbers named in the answer, the most frequent first. */
const MAX_PARTIES = 100;
/** Small rows are read this many at a time. */
const READS_AT_ONCE = 16;

type Counts = NonNullable<ExceptionList['counts']>;

export async function countExceptions(deps: CountDeps, filter: ExceptionFilter): Promise<Counts> {
  const counter = new ExceptionCounter();
  const uncounted = await addCounted(deps, filter, counter);
  const until = deps.clock.now() + MAX_COUNTING_MS;
  for (const some of uncounted) {
    for await (const page of deps.ledger.exceptionFacts(some)) {
      for (const facts of page) counter.add(facts);
      if (deps.clock.now() >= until) return countsOf(counter.tally(), false);
    }
  }
  return countsOf(counter.tally(), true);
}

/** Adds what runs have counted, and answers what selects the rest. */
async function addCounted(
  deps: CountDeps,
  filter: ExceptionFilter,
  counter: ExceptionCounter,
): Promise<ExceptionFilter[]> {
  const { reason, itemId, party } = filter;
  // Of these the runs have not counted, or not all.
  if (reason !== undefined || itemId !== undefined || party !== undefined) return [filter];
  const limit = pLimit(READS_AT_ONCE);
  const runs = (await runsOf(deps, filter)).filter(mayHaveExceptions);
  const rest = await Promise.all(
    runs.map((run) =>
      limit(async () => {
        const isSettled = !ACTIVE_RUN_STATES.has(run.state);
        const tally = isSettled ? await deps.runs.exceptionTally(run.id) : undefined;
        if (tally) counter.addTally(tally, filter);
        return tally ? [] : [{ ...filter, runId: run.id }];
      }),
    ),
  );
  return rest.flat();
}

async function runsOf(
  { connectors, runs, clock }: CountDeps,
  { connectorId, runId }: ExceptionFilter,
): Promise<Run[]> {
  if (runId !== undefined) {
    const run = isRunId(runId) ? await runs.get(runId) : undefined;
    if (!run) return [];
    return connectorId === undefined || connectorId === run.connectorId ? [run] : [];
  }
  const ids =
    connectorId === undefined ? (await connectors.list()).map(({ id }) => id) : [connectorId];
  const lists = await Promise.all(ids.map((id) => runs.between(id, 1, clock.now())));
  return lists.flat();
}

/** Of a later round, which may have resolved all it had, as well. */
function mayHaveExceptions({ certificate, round, state }: Run): boolean {
  if (round > 1 || ACTIVE_RUN_STATES.has(state)) return true;
  return certificate !== undefined && exceptionsIn(certificate) > 0;
}

function countsOf(tally: ExceptionTally, complete: boolean): Counts {
  const causes: Counts['causes'] = {};
  let counted = 0;
  for (const group of tally.groups) {
    const count = totalOf(group);
    causes[group.cause] = (causes[group.cause] ?? 0) + count;
    counted += count;
  }
  const groups = tally.groups.map((group) => ({
    ...causeText(group.cause, group.reason),
    count: totalOf(group),
    open: group.open,
  }));
  const unmapped = tally.parties
    .slice(0, MAX_PARTIES)
    .map((counts) => ({ party: counts.party, count: totalOf(counts) }));
  return { causes, groups, unmapped, counted, complete };
}
