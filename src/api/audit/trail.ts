/** Keeps the audit: one place around every call, none in the use cases. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEntry } from '../../domain/audit.ts';
import { errorCode } from '../../domain/errors.ts';
import { parseRunId } from '../../domain/run-id.ts';
import { HOUR_MS } from '../../domain/window.ts';
import { noting, type Notes } from './notes.ts';
import { CONNECTOR_ID, isRunId } from '../setup/change.ts';
import type { ApiDeps } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { asProblem, type ApiProblem } from '../http/problem.ts';

/** Name of a caller who is not signed in. */
const NOBODY = 'nobody';
/**
 * Refusals recorded of one caller in an hour by one copy of the app: one a minute is more than a person at the page
 * makes, and a script that floods the interface for a day leaves one to two thousand rows of half a kilobyte.
 */
const REFUSALS_PER_HOUR = 60;

/** A call that has come in. */
interface Attempt {
  /** Name of the route. */
  action: string;
  /** Whether the route is for changes: who is refused before the call is understood tried to make one. */
  isForChanges: boolean;
  principal: Principal | undefined;
  params: Readonly<Record<string, string>>;
  traceId: string;
}

/** Of an answer, what a row needs. */
interface Answered {
  status: number;
  refusal?: ApiProblem;
}

/** Does what a call asks for; a change only after it was noted that it is about to be made. */
type Begin<T> = (isChange: boolean, work: () => Promise<T>) => Promise<T>;

export interface AuditTrail {
  /** The ports for the use cases: what they change is noted in the row of the call that changes it. */
  deps: ApiDeps;
  /**
   * Serves a call, and records it where it changed something or was refused. Throws what `work` throws, as a problem.
   * @param work checks the call, then calls `begin` once
   */
  record<T extends Answered>(attempt: Attempt, work: (begin: Begin<T>) => Promise<T>): Promise<T>;
}

export function createAuditTrail(given: ApiDeps): AuditTrail {
  const { audit, log } = given;
  const current = new AsyncLocalStorage<Notes>();
  const limited = createRefusalLimit(given);

  async function close(entry: AuditEntry, intent: string | undefined): Promise<void> {
    const row = entry.outcome === 'refused' && !entry.after ? limited(entry) : entry;
    try {
      if (row) await audit.append(row, intent);
      else if (intent !== undefined) await audit.forget(intent);
    } catch (error) {
      // Of a change the intent remains, of which the tick makes a row.
      const { action, connectorId, runId } = entry;
      const facts = { action, connectorId, runId, code: errorCode(error) };
      log.error('an audit row could not be written', facts);
    }
  }

  return {
    deps: noting(given, () => current.getStore()),
    record: async <T extends Answered>(attempt: Attempt, work: (begin: Begin<T>) => Promise<T>) => {
      const notes: Notes = { before: {}, after: {} };
      let isChange = attempt.isForChanges;
      let isRefusedByAudit = false;
      let intent: string | undefined;
      const begin: Begin<T> = async (changes, handle) => {
        isChange = changes;
        if (!changes) return handle();
        isRefusedByAudit = true;
        intent = await audit.begin({ ...factsOf(attempt, notes), outcome: 'unknown' });
        isRefusedByAudit = false;
        return current.run(notes, handle);
      };
      try {
        const answer = await work(begin);
        if (intent !== undefined) {
          const { status, refusal } = answer;
          const outcome = refusal ? outcomeOf(refusal) : { outcome: 'done' as const, status };
          await close({ ...factsOf(attempt, notes), ...outcome }, intent);
        }
        return answer;
      } catch (error) {
        const problem = asProblem(error, attempt.traceId);
        const isWanted = (isChange || problem.status === 403) && !isRefusedByAudit;
        if (isWanted) await close({ ...factsOf(attempt, notes), ...outcomeOf(problem) }, intent);
        throw problem;
      }
    },
  };
}

function factsOf(
  { action, principal, params }: Attempt,
  { connectorId, runId, before, after }: Notes,
): Omit<AuditEntry, 'outcome'> {
  // Anything else than our own ids was made up by the caller.
  const run = runId ?? (isRunId(params.runId ?? '') ? params.runId : undefined);
  const named = CONNECTOR_ID.test(params.id ?? '') ? params.id : undefined;
  const connector = named ?? connectorId ?? (run && parseRunId(run)?.connectorId);
  return {
    who: principal?.name.toWellFormed() ?? NOBODY,
    ...(principal && { whoId: principal.id.toWellFormed() }),
    action,
    ...(connector !== undefined && { connectorId: connector }),
    ...(run !== undefined && { runId: run }),
    ...(Object.keys(before).length > 0 && { before }),
    ...(Object.keys(after).length > 0 && { after }),
  };
}

function outcomeOf({ status, code }: ApiProblem): Pick<AuditEntry, 'outcome' | 'status' | 'code'> {
  return { outcome: status >= 500 ? 'failed' : 'refused', status, code };
}

/** Answers the row to write, if any; the last one of an hour says that there may have been more. */
function createRefusalLimit({ clock }: Pick<ApiDeps, 'clock'>) {
  let hour = 0;
  const counts = new Map<string, number>();
  return (entry: AuditEntry): AuditEntry | undefined => {
    const now = Math.floor(clock.now() / HOUR_MS);
    if (now !== hour) counts.clear();
    hour = now;
    const caller = entry.whoId ?? NOBODY;
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count < REFUSALS_PER_HOUR) return entry;
    const isLast = count === REFUSALS_PER_HOUR;
    return isLast ? { ...entry, after: { furtherRefusals: 'notRecordedThisHour' } } : undefined;
  };
}
