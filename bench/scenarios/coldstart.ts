/**
 * From the start of the process to the first function that can be called: the deployed package, one file, beside the
 * same functions loaded from the sources' build and node_modules. Turn about, so that both meet the same machine.
 */
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { startAzurite } from '../../local/azurite.ts';
import { spawnHost } from '../../local/host-process.ts';
import { hostProbe } from '../kit/host-probe.ts';
import { rounded, type Figures } from '../kit/report.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'dist/package');
const HALF = 0.5;

interface Start {
  wallMs: number;
  cpuMs: number;
  rssMb: number;
}

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({ args, options: { starts: { type: 'string', default: '7' } } });
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-bench-'));
  const azurite = await startAzurite({ inMemory: true });
  const settings = {
    ARCHIVE_STORAGE: azurite.connectionString,
    ARCHIVE_SECRETS_FOLDER: join(folder, 'secrets'),
    TELEMESSAGE_URL: 'http://127.0.0.1:9',
  };
  const starts: Record<'package' | 'sources', Start[]> = { package: [], sources: [] };
  try {
    // The first makes the tables, and warms the file cache for both.
    for (let n = -1; n < Number(values.starts); n++) {
      for (const [name, app] of [['package', PACKAGE] as const, ['sources', ROOT] as const]) {
        const start = await startOnce(app, join(folder, `${name}${String(n)}`), settings);
        if (n >= 0) starts[name].push(start);
      }
    }
  } finally {
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    scenario: 'coldstart',
    ...figuresOf('package', starts.package),
    ...figuresOf('sources', starts.sources),
    ...sizeOf(PACKAGE),
  };
}

async function startOnce(app: string, data: string, env: NodeJS.ProcessEnv): Promise<Start> {
  const probe = hostProbe(tmpdir(), []);
  const begun = performance.now();
  const host = await spawnHost({ app, data, env: { ...env, ...probe.env } });
  await (await fetch(`${host.url}/api/health`)).text();
  const wallMs = performance.now() - begun;
  try {
    const { cpuMs, peakRssMb } = await probe.sample(host.pid);
    return { wallMs, cpuMs, rssMb: peakRssMb };
  } finally {
    await host.stop();
  }
}

function figuresOf(name: string, starts: readonly Start[]): Figures {
  return {
    [`${name}WallMs`]: rounded(median(starts.map(({ wallMs }) => wallMs)), 0),
    [`${name}CpuMs`]: rounded(median(starts.map(({ cpuMs }) => cpuMs)), 0),
    [`${name}RssMb`]: rounded(median(starts.map(({ rssMb }) => rssMb)), 0),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * HALF)] ?? 0;
}

function sizeOf(folder: string): Figures {
  const files = globSync('**/*', { cwd: folder })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile());
  const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
  const packed = files.reduce((total, file) => total + gzipSync(readFileSync(file)).length, 0);
  return { packageFiles: files.length, packageKb: kb(bytes), packageGzipKb: kb(packed) };
}

function kb(bytes: number): number {
  return rounded(bytes / 1024, 0);
}
