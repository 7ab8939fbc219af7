/**
 * The record as a file that can be checked with nothing else: JSON lines, newest row first, between a line that says what
 * stands behind the newest row and one that says what stands before the oldest.
 */
import {
  createChainCheck,
  type AuditBreak,
  type AuditLink,
  type AuditRow,
  type ChainCheck,
} from './audit.ts';

interface Head {
  export: 'audit';
  /** Half-open, ISO 8601; the times asked for. */
  from: string;
  to: string;
  behind: AuditLink | null;
}

/** A file without it was cut off. */
interface Foot {
  rows: number;
  before: AuditRow | null;
}

export type ExportVerdict =
  | { ok: true; rows: number; newest: AuditRow | undefined }
  | { ok: false; reason: AuditBreak['reason']; number: number; at: string }
  /** No such export, or not all of it. */
  | { ok: false; reason: 'malformed' | 'incomplete'; line: number };

/** @param before is asked for when all rows have been written */
export async function* exportLines(
  head: Omit<Head, 'export'>,
  pages: AsyncIterable<readonly AuditRow[]>,
  before: () => Promise<AuditRow | undefined>,
): AsyncIterable<string> {
  let rows = 0;
  yield line({ export: 'audit', ...head } satisfies Head);
  for await (const page of pages) {
    // Without what was added after the head was made.
    const shown = page.filter(({ number }) => !head.behind || number <= head.behind.number);
    rows += shown.length;
    yield shown.map(line).join('');
  }
  yield line({ rows, before: (await before()) ?? null } satisfies Foot);
}

export async function verifyExport(lines: AsyncIterable<string>): Promise<ExportVerdict> {
  let count = 0;
  let check: ChainCheck | undefined;
  let foot: Foot | undefined;
  let newest: AuditRow | undefined;
  for await (const text of lines) {
    count++;
    const value = parse(text);
    if (!value || foot) return { ok: false, reason: 'malformed', line: count };
    if (!check) {
      if (value.export !== 'audit') return { ok: false, reason: 'malformed', line: count };
      check = createChainCheck((value as unknown as Head).behind ?? undefined);
    } else if ('rows' in value) {
      foot = value as unknown as Foot;
    } else {
      const row = value as unknown as AuditRow;
      newest ??= row;
      check.add(row);
    }
  }
  if (!check || !foot) return { ok: false, reason: 'incomplete', line: count };
  const broken = check.end(foot.before ?? undefined);
  if (broken) return { ok: false, ...broken };
  return { ok: true, rows: foot.rows, newest };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
