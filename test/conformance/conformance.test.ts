import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnHost } from '../../local/host-process.ts';
import type { RunningHost } from '../../local/host-process.ts';

const folder = __dirname;
/** The driver waits for real timers; it takes about 50 s on an idle machine. */
const driveLimit = 240_000;

async function runScript(
  script: string,
  ...args: string[]
): Promise<{ code: number; text: string }> {
  try {
    const options = { maxBuffer: 1 << 28 };
    const run = promisify(execFile)(process.execPath, [join(folder, script), ...args], options);
    return { code: 0, text: (await run).stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, text: stdout };
  }
}

describe('the local host beside the recorded real one', () => {
  const work = mkdtempSync(join(tmpdir(), 'conformance-'));
  let host: RunningHost;

  beforeAll(async () => {
    host = await spawnHost({ app: join(folder, 'app'), data: join(work, 'data') });
    const drive = await runScript('drive.mjs', '--base', host.url, '--out', join(work, 'run'));
    expect(drive.code).toBe(0);
  }, driveLimit);

  afterAll(async () => {
    await host.stop();
    rmSync(work, { recursive: true });
  });

  it('shows no difference that breaks behaviour', async () => {
    const { code, text } = await runScript(
      'compare.mjs',
      join(folder, 'recordings'),
      join(work, 'run'),
    );
    const lines = text.split('\n').filter((line) => line.startsWith('must'));
    expect(lines).toEqual([]);
    expect(text).toContain('47 scenarios; must 0');
    expect(code).toBe(0);
  });
});

describe('the comparison itself', () => {
  it('finds every planted difference and passes the harmless ones', async () => {
    const { code, text } = await runScript('selftest.mjs', join(folder, 'recordings'));
    expect(text).not.toContain('BAD');
    expect(code).toBe(0);
  });
});
