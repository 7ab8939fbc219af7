import { describe, expect, it } from '@jest/globals';
import { createChainCheck, rowAfter, type AuditRow } from '../../../src/domain/audit.ts';

const DAYS = ['2026-03-01', '2026-03-01', '2026-03-01', '2026-03-05', '2026-03-05', '2026-03-06'];

/** Oldest first. */
function chain(): AuditRow[] {
  const rows: AuditRow[] = [];
  for (const [n, day] of DAYS.entries()) {
    const entry = {
      who: 'ada',
      whoId: 'id-ada',
      action: 'changeConnector',
      connectorId: `c${n}`,
      outcome: 'done' as const,
      status: 200,
      before: { name: 'a', settings: { b: 1, a: [null, 'x'] } },
      after: { name: 'b' },
    };
    rows.push(rowAfter(rows.at(-1), entry, `${day}T10:00:0${n}.000Z`));
  }
  return rows;
}

function verdictOn(rows: readonly AuditRow[], end = chain().at(-1)!) {
  const check = createChainCheck({ number: end.number, at: end.at, names: end.hash });
  for (const row of [...rows].reverse()) check.add(row);
  return check.end(undefined);
}

function changed(at: number, change: (row: Record<string, unknown>) => void): AuditRow[] {
  const rows = chain();
  change(rows[at] as unknown as Record<string, unknown>);
  return rows;
}

describe('domain/audit', () => {
  it('accepts a chain as it was written, in whatever order its members come back', () => {
    expect(verdictOn(chain())).toBeUndefined();
    const shuffled = chain().map(
      (row) => Object.fromEntries(Object.entries(row).reverse()) as unknown as AuditRow,
    );
    expect(verdictOn(shuffled)).toBeUndefined();
    expect(verdictOn(JSON.parse(JSON.stringify(chain())) as AuditRow[])).toBeUndefined();
  });

  it('numbers rows, and never lets time go back', () => {
    const last = chain().at(-1)!;
    const next = rowAfter(
      last,
      { who: 'x', action: 'y', outcome: 'done' },
      '2020-01-01T00:00:00.000Z',
    );
    expect(next).toMatchObject({ number: 7, at: last.at, previous: last.hash });
  });

  it.each([
    ['who', 'eve'],
    ['whoId', undefined],
    ['at', '2026-03-01T11:00:00.000Z'],
    ['action', 'deleteConnector'],
    ['connectorId', 'other'],
    ['outcome', 'refused'],
    ['status', 403],
    ['number', 9],
    ['previous', 'f'.repeat(64)],
    ['hash', 'f'.repeat(64)],
    ['before', {}],
    ['after', { name: 'c' }],
    ['added', 'later'],
  ])('notices a changed %s', (field, value) => {
    for (let at = 0; at < DAYS.length; at++) {
      const rows = changed(at, (row) => (row[field] = value));
      expect(verdictOn(rows)).toMatchObject({ number: rows[at]?.number, reason: 'altered' });
    }
  });

  it('notices a row that was written anew with a hash that fits', () => {
    for (let at = 0; at < DAYS.length - 1; at++) {
      const rows = chain();
      const { hash: _, ...row } = rows[at]!;
      rows[at] = rowAfter(rows[at - 1], { ...row, who: 'eve' }, row.at);
      expect(verdictOn(rows)).toMatchObject({ number: at + 2, reason: 'unlinked' });
    }
  });

  it.each(DAYS.map((_, index) => index))('notices that row %i was removed', (index) => {
    const verdict = verdictOn(chain().filter((_, at) => at !== index));
    const next = Math.min(index + 2, DAYS.length);
    expect(verdict).toMatchObject({ number: next, reason: 'unlinked' });
  });

  it('notices that a whole day was removed, and that two rows were swapped', () => {
    const gone = chain().filter(({ at }) => !at.startsWith('2026-03-05'));
    expect(verdictOn(gone)).toMatchObject({ number: 6, reason: 'unlinked' });
    const rows = chain();
    [rows[1], rows[2]] = [rows[2]!, rows[1]!];
    expect(verdictOn(rows)).toMatchObject({ reason: 'unlinked' });
  });

  it('shows by the first row of a day that the last one of the day before is gone', () => {
    const [first, second, , next] = chain();
    const check = createChainCheck({ number: next!.number, at: next!.at, names: next!.previous });
    check.add(second!);
    expect(check.end(first)).toEqual({ number: 4, at: next!.at, reason: 'unlinked' });
  });

  it('names the oldest of several breaks', () => {
    const rows = chain();
    rows[1] = { ...rows[1]!, who: 'eve' };
    rows[4] = { ...rows[4]!, who: 'eve' };
    expect(verdictOn(rows)).toMatchObject({ number: 2 });
  });
});
