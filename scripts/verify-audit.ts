/** Checks an exported audit with nothing but the file: `node scripts/verify-audit.ts FILE`. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyExport } from '../src/domain/audit-export.ts';

const BROKEN = 1;
const UNUSABLE = 2;
const REASONS = {
  altered: 'its content is not what was recorded',
  unlinked: 'the row before it is missing, or is not the one it was written after',
  malformed: 'this is no line of an export',
  incomplete: 'the export ends before its last line; download it again',
} as const;

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    process.stderr.write('usage: node scripts/verify-audit.ts FILE\n');
    return UNUSABLE;
  }
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const verdict = await verifyExport(lines);
  if (verdict.ok) {
    const { rows, newest } = verdict;
    const last = newest ? `, the newest is ${place(newest)}, hash ${newest.hash}` : '';
    process.stdout.write(`ok: ${String(rows)} rows${last}\n`);
    return 0;
  }
  const where = 'line' in verdict ? `line ${String(verdict.line)}` : place(verdict);
  process.stdout.write(`broken at ${where}: ${REASONS[verdict.reason]}\n`);
  return 'line' in verdict ? UNUSABLE : BROKEN;
}

function place({ number, at }: { number: number; at: string }): string {
  return `row ${String(number)} of ${at}`;
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  process.stderr.write(`the file cannot be read: ${(error as Error).message}\n`);
  process.exitCode = UNUSABLE;
}
