/** What was not imported and why, for people: filtered, paged, and counted. */
import type { ExceptionRow } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { ExceptionFilter } from '../../ports/ledger.ts';
import { causeText } from './causes.ts';
import { timeOrNull } from '../setup/connector-view.ts';
import { countExceptions, type CountDeps } from './exception-counts.ts';
import { itemIdOf } from '../items/id.ts';
import type { ExceptionList, ExceptionQuery, ExceptionView } from './run-schemas.ts';

export interface ExceptionCases {
  list(query: ExceptionQuery): Promise<ExceptionList>;
}

export function createExceptionCases(deps: CountDeps): ExceptionCases {
  return {
    list: async ({ limit, cursor, counts, ...fields }) => {
      const filter: ExceptionFilter = Object.fromEntries(
        Object.entries(fields).filter(([, value]) => value !== undefined),
      );
      const wantsCounts = counts === 'true' && cursor === undefined;
      const [page, counted] = await Promise.all([
        deps.ledger.listExceptions(filter, limit, cursor),
        wantsCounts ? countExceptions(deps, filter) : undefined,
      ]);
      return {
        items: page.rows.map(exceptionView),
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
        ...(counted && { counts: counted }),
      };
    },
  };
}

export function exceptionView(row: ExceptionRow): ExceptionView {
  const { title, explanation, remedy } = causeText(row.cause, row.reason);
  return {
    id: Buffer.from(`${row.runId}|${row.key}`).toString('base64url'),
    connectorId: row.connectorId,
    runId: row.runId,
    cause: row.cause,
    reason: row.reason,
    title,
    explanation,
    remedy,
    state: row.state,
    itemId: row.itemId,
    item: itemIdOf({ runId: row.runId, key: row.itemKey }),
    kind: row.kind,
    occurredAt: isoTime(row.occurredAt),
    since: isoTime(row.since),
    resolvedAt: timeOrNull(row.resolvedAt),
    parties: row.parties ?? [],
    mailboxId: row.mailboxId ?? null,
  };
}
