import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowAfter, type AuditRow } from '../../../src/domain/audit.ts';
import { exportLines, verifyExport } from '../../../src/domain/audit-export.ts';

const FROM = '2026-03-02T00:00:00.000Z';
const TO = '2026-03-04T00:00:00.000Z';

/** Newest first; two a day from the first to the fifth of March. */
function chain(): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let n = 0; n < 10; n++) {
    const at = `2026-03-0${Math.floor(n / 2) + 1}T0${n}:00:00.000Z`;
    rows.push(rowAfter(rows.at(-1), { who: 'ada', action: `a${n}`, outcome: 'done' }, at));
  }
  return rows.reverse();
}

async function* each<T>(...values: T[]): AsyncIterable<T> {
  for (const value of values) yield await Promise.resolve(value);
}

/** What would be downloaded for two days in the middle of a table with these rows. */
async function exported(table: readonly AuditRow[]): Promise<string[]> {
  const next = table.filter(({ at }) => at >= TO).at(-1)!;
  const behind = { number: next.number, at: next.at, names: next.previous };
  const pages = each(table.filter(({ at }) => at >= FROM && at < TO));
  const before = table.find(({ at }) => at < FROM);
  let text = '';
  for await (const part of exportLines({ from: FROM, to: TO, behind }, pages, () =>
    Promise.resolve(before),
  )) {
    text += part;
  }
  return text.trimEnd().split('\n');
}

const without = (...numbers: number[]) => chain().filter((row) => !numbers.includes(row.number));

describe('domain/audit-export', () => {
  it('is whole as it was written', async () => {
    const lines = await exported(chain());
    expect(lines).toHaveLength(6);
    const verdict = await verifyExport(each(...lines));
    expect(verdict).toMatchObject({ ok: true, rows: 4, newest: { number: 6 } });
  });

  it.each([
    ['a row within a day', [5], 6],
    ['the last row of a day, by the first of the next', [4], 5],
    ['the last row asked for, by what stands behind it', [6], 7],
    ['the first row asked for', [3], 4],
    ['the row before', [2], 3],
    ['a whole day', [3, 4], 5],
    ['everything before', [1, 2], 3],
  ])('shows that %s was removed from the table', async (_what, gone, number) => {
    const verdict = await verifyExport(each(...(await exported(without(...gone)))));
    expect(verdict).toMatchObject({ ok: false, number, reason: 'unlinked' });
  });

  it.each([
    [
      'a changed field',
      (rows: string[]) => rows.with(3, rows[3]!.replace('ada', 'eve')),
      'altered',
    ],
    ['swapped rows', (rows: string[]) => rows.with(2, rows[3]!).with(3, rows[2]!), 'unlinked'],
    ['a removed row', (rows: string[]) => rows.toSpliced(2, 1), 'unlinked'],
    ['a row twice', (rows: string[]) => rows.toSpliced(2, 0, rows[2]!), 'unlinked'],
    ['a lost end', (rows: string[]) => rows.slice(0, -1), 'incomplete'],
    ['no head', (rows: string[]) => rows.slice(1), 'malformed'],
    ['half a line', (rows: string[]) => rows.with(4, rows[4]!.slice(0, 20)), 'malformed'],
    ['something behind the end', (rows: string[]) => [...rows, rows[1]!], 'malformed'],
    ['nothing', () => [], 'incomplete'],
  ])('refuses a file with %s', async (_what, mutate, reason) => {
    const verdict = await verifyExport(each(...mutate(await exported(chain()))));
    expect(verdict).toMatchObject({ ok: false, reason });
  });

  describe('scripts/verify-audit', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    async function verify(lines: readonly string[]) {
      const file = join(folder, 'export.jsonl');
      await writeFile(file, lines.map((line) => `${line}\n`).join(''));
      const command = promisify(execFile)(process.execPath, ['scripts/verify-audit.ts', file]);
      return command.then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: unknown) => error as { code: number; stdout: string },
      );
    }

    it('says ok, or where the first broken row is, and so does its exit code', async () => {
      const lines = await exported(chain());
      const good = await verify(lines);
      expect(good).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^ok: 4 rows, .*row 6/),
      });
      const bad = await verify(lines.with(3, lines[3]!.replace('ada', 'eve')));
      expect(bad).toMatchObject({ code: 1, stdout: expect.stringMatching(/^broken at row 4 of/) });
      const cut = await verify(lines.slice(0, -1));
      expect(cut).toMatchObject({ code: 2, stdout: expect.stringContaining('download it again') });
    });
  });
});
