import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

export interface Sample {
  cpuMs: number;
  peakRssMb: number;
  requests: { storage: number; other: number };
}

/** Longer than the probe's own interval. */
const FRESH_MS = 400;

/** Settings that make a host note its own figures, and a reader of them. */
export function hostProbe(
  folder: string,
  storageHosts: readonly string[],
): { env: NodeJS.ProcessEnv; sample(): Promise<Sample> } {
  const file = join(folder, 'host-probe.json');
  const probe = pathToFileURL(join(import.meta.dirname, 'probe.ts')).href;
  return {
    env: {
      NODE_OPTIONS: `--import=${probe}`,
      BENCH_PROBE_FILE: file,
      BENCH_STORAGE_HOSTS: storageHosts.join(','),
    },
    async sample() {
      await delay(FRESH_MS);
      return JSON.parse(readFileSync(file, 'utf8')) as Sample;
    },
  };
}
