/** What was not imported and why, for people: filtered, paged, and counted. */
import type { ExceptionCause, ExceptionRow } from '../domain/records.ts';
import { isoTime } from '../domain/window.ts';
import type { ExceptionFilter } from '../ports.ts';
import { timeOrNull } from './connector-view.ts';
import type { ApiDeps } from './ports.ts';
import type { ExceptionList, ExceptionQuery, ExceptionView } from './run-schemas.ts';

/** Rows read to count them while a person waits: 40 pages of a table, one to two seconds. */
const MAX_COUNTED = 20_000;
const COUNT_PAGE = 500;
/** Numbers named in the answer, the most frequent first. */
const MAX_PARTIES = 100;

export interface ExceptionCases {
  list(query: ExceptionQuery): Promise<ExceptionList>;
}

export function createExceptionCases(deps: Pick<ApiDeps, 'ledger'>): ExceptionCases {
  return {
    list: async ({ limit, cursor, connectorId, runId, cause, state }) => {
      const filter: ExceptionFilter = {
        ...(connectorId !== undefined && { connectorId }),
        ...(runId !== undefined && { runId }),
        ...(cause !== undefined && { cause }),
        ...(state !== undefined && { state }),
      };
      const page = await deps.ledger.listExceptions(filter, limit, cursor);
      return {
        items: page.rows.map(exceptionView),
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
        ...(cursor === undefined && { counts: await countAll(deps, filter) }),
      };
    },
  };
}

async function countAll(
  { ledger }: Pick<ApiDeps, 'ledger'>,
  filter: ExceptionFilter,
): Promise<NonNullable<ExceptionList['counts']>> {
  const causes: Partial<Record<ExceptionCause, number>> = {};
  const parties = new Map<string, number>();
  let counted = 0;
  let cursor: string | undefined;
  do {
    const page = await ledger.listExceptions(filter, COUNT_PAGE, cursor);
    for (const row of page.rows) {
      causes[row.cause] = (causes[row.cause] ?? 0) + 1;
      if (row.cause !== 'unmapped') continue;
      for (const party of new Set(row.parties)) parties.set(party, (parties.get(party) ?? 0) + 1);
    }
    counted += page.rows.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && counted < MAX_COUNTED);
  const unmapped = [...parties]
    .map(([party, count]) => ({ party, count }))
    .sort((a, b) => b.count - a.count || (a.party < b.party ? -1 : 1))
    .slice(0, MAX_PARTIES);
  return { causes, unmapped, complete: cursor === undefined };
}

export function exceptionView(row: ExceptionRow): ExceptionView {
  return {
    id: Buffer.from(`${row.runId}|${row.key}`).toString('base64url'),
    connectorId: row.connectorId,
    runId: row.runId,
    cause: row.cause,
    reason: row.reason,
    state: row.state,
    itemId: row.itemId,
    kind: row.kind,
    occurredAt: isoTime(row.occurredAt),
    since: isoTime(row.since),
    resolvedAt: timeOrNull(row.resolvedAt),
    parties: row.parties ?? [],
    mailboxId: row.mailboxId ?? null,
  };
}
