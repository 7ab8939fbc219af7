/** Everything of a connector that waits for a number, taken up again at once. */
import { findProduct } from '../../catalog/products.ts';
import { mappingKey } from '../../domain/numbers.ts';
import { findConnector } from '../setup/change.ts';
import type { ReprocessQuestion, ReprocessReport } from '../mapping/schemas.ts';
import type { ApiDeps, RunStarter } from '../ports.ts';
import { ApiProblem } from '../http/problem.ts';
import type { RunCases } from './runs.ts';
import { requireState } from '../setup/steps.ts';

const PAGE_ROWS = 500;
/** Rows looked through in one call: 40 pages of a table, one to two seconds. */
const MAX_ROWS = 20_000;
/** Runs begun by one call, each a few requests to the storage. */
const MAX_RUNS = 50;

export interface ReprocessCases {
  unmapped(
    connectorId: string,
    question: ReprocessQuestion,
    starter: RunStarter,
  ): Promise<ReprocessReport>;
}

export function createReprocessCases(
  deps: Pick<ApiDeps, 'connectors' | 'ledger'>,
  runs: Pick<RunCases, 'reprocess'>,
): ReprocessCases {
  return {
    unmapped: async (connectorId, { parties, cursor }, starter) => {
      const connector = await findConnector(deps, connectorId);
      requireState(connector, 'active');
      const region = findProduct(connector.product)?.region;
      const keyOf = (party: string): string => mappingKey(party, region);
      const wanted = parties && new Set(parties.map(keyOf));
      const place = cursor === undefined ? {} : placeIn(cursor);
      const seen = await look(deps, connectorId, place, (waiting) =>
        waiting.some((party) => wanted?.has(keyOf(party)) ?? true),
      );
      const report: ReprocessReport = { queued: [], busy: [], items: seen.items };
      for (const runId of seen.runs) {
        // Begun by the call before, whose last page ended within the run.
        if (runId === place.lastRun) continue;
        const isBegun = await begin(() => runs.reprocess(runId, starter));
        report[isBegun ? 'queued' : 'busy'].push(runId);
      }
      const lastRun = seen.runs.at(-1) ?? place.lastRun;
      if (seen.next === undefined) return report;
      return { ...report, nextCursor: cursorAt({ rows: seen.next, lastRun }) };
    },
  };
}

interface Place {
  /** Cursor of the list of exceptions, which is ordered by run. */
  rows?: string | undefined;
  lastRun?: string | undefined;
}

async function look(
  { ledger }: Pick<ApiDeps, 'ledger'>,
  connectorId: string,
  place: Place,
  isWanted: (parties: readonly string[]) => boolean,
): Promise<{ runs: string[]; items: number; next: string | undefined }> {
  const runs = new Set<string>();
  const filter = { connectorId, cause: 'unmapped', state: 'open' } as const;
  let next = place.rows;
  let items = 0;
  let rows = 0;
  do {
    const page = await ledger.listExceptions(filter, PAGE_ROWS, next);
    for (const { runId, parties = [] } of page.rows) {
      if (!isWanted(parties)) continue;
      runs.add(runId);
      items++;
    }
    rows += page.rows.length;
    next = page.nextCursor;
  } while (next !== undefined && rows < MAX_ROWS && runs.size < MAX_RUNS);
  return { runs: [...runs], items, next };
}

/** @returns whether it was; a run that is under way takes its exceptions up when it is asked again */
async function begin(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'already_running') return false;
    throw error;
  }
}

function cursorAt({ rows, lastRun }: Place): string {
  return Buffer.from(JSON.stringify([rows, lastRun])).toString('base64url');
}

function placeIn(cursor: string): Place {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && typeof parts[0] === 'string') {
      return { rows: parts[0], ...(typeof parts[1] === 'string' && { lastRun: parts[1] }) };
    }
  } catch {
    // Refused below, like everything else that was not given out.
  }
  throw new ApiProblem(400, 'invalid_cursor', 'This cursor was not given out; begin without one.');
}
