/** The report of a run: what it came to, and every exception. Written while it is sent, a page of the table at a time. */
import type { ExceptionRow } from '../../domain/records.ts';
import { findRun } from '../setup/change.ts';
import { BYTE_ORDER_MARK, CSV_TYPE, csvLine } from '../http/csv.ts';
import { exceptionView } from './exceptions.ts';
import type { ApiDeps } from '../ports.ts';
import type { ReportFormat, RunView } from './run-schemas.ts';
import { viewRun } from './runs.ts';

/** A file that is produced while it is sent. */
interface Report {
  bytes: AsyncIterable<Uint8Array>;
  type: string;
  name: string;
}

export interface ReportCases {
  report(runId: string, format: ReportFormat): Promise<Report>;
}

const WRITERS = {
  csv: { type: CSV_TYPE, write: csvReport },
  json: { type: 'application/json; charset=utf-8', write: jsonReport },
};

export function createReportCases(deps: Pick<ApiDeps, 'clock' | 'runs' | 'ledger'>): ReportCases {
  return {
    report: async (runId, format) => {
      const run = await viewRun(deps, await findRun(deps, runId));
      const { type, write } = WRITERS[format];
      const texts = write(run, deps.ledger.exceptions(run.id));
      return { bytes: encoded(texts), type, name: `${run.id}.${format}` };
    },
  };
}

async function* encoded(texts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

async function* jsonReport(
  run: RunView,
  pages: AsyncIterable<readonly ExceptionRow[]>,
): AsyncIterable<string> {
  yield `{"run":${JSON.stringify(run)},"exceptions":[`;
  let separator = '\n';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((row) => JSON.stringify(exceptionView(row))).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** One table, so that it can be sorted and filtered: its first column says what a line is. */
const COLUMNS = [
  'Record',
  'Name',
  'Value',
  'Item',
  'Kind',
  'Occurred',
  'Cause',
  'Reason',
  'State',
  'Since',
  'Resolved',
  'Participants',
  'Mailbox',
  'Explanation',
  'Remedy',
];

async function* csvReport(
  run: RunView,
  pages: AsyncIterable<readonly ExceptionRow[]>,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS) + summaryLines(run);
  for await (const page of pages) yield page.map(exceptionLine).join('');
}

function summaryLines(run: RunView): string {
  const facts = {
    id: run.id,
    connector: run.connectorId,
    state: run.state,
    from: run.window.from,
    to: run.window.to,
    started: run.startedAt,
    settled: run.settledAt,
    round: run.round,
    balanced: run.certificate ? String(run.certificate.balanced) : null,
    error: run.error?.message ?? null,
  };
  const counters = { ...run.counters, sourceCount: run.sourceCount };
  const equations = run.certificate?.equations ?? [];
  return [
    ...Object.entries(facts).map(([name, value]) => csvLine(['run', name, value])),
    ...Object.entries(counters).map(([name, value]) => csvLine(['counter', name, value])),
    ...equations.map(({ text, holds }) =>
      csvLine(['equation', text, holds ? 'holds' : 'does not hold']),
    ),
  ].join('');
}

function exceptionLine(row: ExceptionRow): string {
  const view = exceptionView(row);
  return csvLine([
    'exception',
    null,
    null,
    view.itemId,
    view.kind,
    view.occurredAt,
    view.cause,
    view.reason,
    view.state,
    view.since,
    view.resolvedAt,
    view.parties.join(' '),
    view.mailboxId,
    view.explanation,
    view.remedy,
  ]);
}
