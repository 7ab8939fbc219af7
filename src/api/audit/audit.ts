/** The audit for people: paged and checked as it is read, or whole as a file. */
import { createChainCheck, type AuditBreak, type AuditRow } from '../../domain/audit.ts';
import { exportLines } from '../../domain/audit-export.ts';
import { DAY_MS, isoTime, startOfDay } from '../../domain/window.ts';
import type { Audit } from '../../ports/audit.ts';
import type { Page } from '../../ports/storage.ts';
import type { AuditExportQuery, AuditList, AuditQuery } from './schemas.ts';
import type { ApiDeps } from '../ports.ts';

/** Rows checked for one page: twenty reads of a table, a second or two. A page that would need more is a shorter one. */
const MAX_CHECKED = 20_000;
/** Rows may be added while a stretch that reaches until now is read. */
const MAX_READINGS = 3;
const EXPORT_TYPE = 'application/x-ndjson';

interface AuditFile {
  bytes: AsyncIterable<Uint8Array>;
  type: string;
  name: string;
}

export interface AuditCases {
  list(query: AuditQuery): Promise<AuditList>;
  export(query: AuditExportQuery): Promise<AuditFile>;
}

export function createAuditCases({ audit, clock }: Pick<ApiDeps, 'audit' | 'clock'>): AuditCases {
  return {
    list: async ({ limit, cursor, from, to, ...rest }) => {
      const filter = { ...rest, from: timeOf(from), to: timeOf(to) };
      let page = await audit.list(filter, limit, cursor);
      const { broken, since } = await check(audit, page.rows);
      const checked = page.rows.filter(({ at }) => at >= since).length;
      if (checked < page.rows.length) page = await audit.list(filter, checked, cursor);
      return viewOf(page, broken);
    },
    export: async (query) => {
      const from = timeOf(query.from) ?? 0;
      const to = timeOf(query.to) ?? clock.now() + DAY_MS;
      const behind = (await audit.linkAt(to)) ?? null;
      const head = { from: isoTime(from), to: isoTime(to), behind };
      const lines = exportLines(head, audit.rows(from, to), () => audit.rowBefore(from));
      const name = `audit-${isoTime(clock.now()).slice(0, 10)}.jsonl`;
      return { bytes: encoded(lines), type: EXPORT_TYPE, name };
    },
  };
}

function viewOf({ rows, nextCursor }: Page<AuditRow>, broken: AuditBreak | undefined): AuditList {
  return {
    items: rows.map((row) => ({ ...row })),
    ...(nextCursor !== undefined && { nextCursor }),
    verified: broken === undefined,
    broken: broken ?? null,
  };
}

interface Checked {
  /** The oldest break. */
  broken: AuditBreak | undefined;
  /** Rows from this moment on were checked, ISO 8601. */
  since: string;
}

/** Checks every day that has one of the rows, newest day first, until it has been enough. */
async function check(audit: Audit, rows: readonly AuditRow[]): Promise<Checked> {
  const checked: Checked = { broken: undefined, since: '' };
  let count = 0;
  for (const stretch of stretchesOf(rows)) {
    const result = await checkStretch(audit, stretch, MAX_CHECKED - count);
    checked.broken = result.broken ?? checked.broken;
    checked.since = result.since;
    count += result.count;
    if (count >= MAX_CHECKED) return checked;
  }
  return { ...checked, since: '' };
}

/** Days in a row are one stretch. */
function stretchesOf(rows: readonly AuditRow[]): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { at } of rows) {
    const day = startOfDay(Date.parse(at));
    const last = stretches.at(-1);
    if (last && day >= last.from - DAY_MS) last.from = day;
    else stretches.push({ from: day, to: day + DAY_MS });
  }
  return stretches;
}

async function checkStretch(
  audit: Audit,
  stretch: { from: number; to: number },
  atMost: number,
): Promise<Checked & { count: number }> {
  for (let reading = 1; ; reading++) {
    const behind = await audit.linkAt(stretch.to);
    const result = await readStretch(audit, stretch, atMost, createChainCheck(behind));
    if (!result.broken || reading === MAX_READINGS) return result;
    const again = await audit.linkAt(stretch.to);
    if (again?.names === behind?.names) return result;
  }
}

/** Ends at the end of a day once it has been enough. */
async function readStretch(
  audit: Audit,
  { from, to }: { from: number; to: number },
  atMost: number,
  chain: ReturnType<typeof createChainCheck>,
): Promise<Checked & { count: number }> {
  let count = 0;
  let day = '';
  for await (const page of audit.rows(from, to)) {
    for (const row of page) {
      const isNextDay = !row.at.startsWith(day);
      if (isNextDay && count >= atMost) return { broken: chain.end(row), since: day, count };
      day = row.at.slice(0, 'yyyy-mm-dd'.length);
      chain.add(row);
      count++;
    }
  }
  return { broken: chain.end(await audit.rowBefore(from)), since: day, count };
}

async function* encoded(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}

function timeOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}
