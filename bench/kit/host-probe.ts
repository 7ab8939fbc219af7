import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

export interface Sample {
  cpuMs: number;
  peakRssMb: number;
  requests: { storage: number; other: number };
}

const LOOK_MS = 20;
/** Settings that make a host note its own figures, and a reader of them. */
export interface HostProbe {
  env: NodeJS.ProcessEnv;
  sample(pid: number): Promise<Sample>;
}

export function hostProbe(folder: string, storageHosts: readonly string[]): HostProbe {
  const file = join(folder, 'host-probe.json');
  const probe = pathToFileURL(join(import.meta.dirname, 'probe.ts')).href;
  return {
    env: {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${probe}`,
      BENCH_PROBE_FILE: file,
      BENCH_STORAGE_HOSTS: storageHosts.join(','),
    },
    async sample(pid) {
      rmSync(file, { force: true });
      process.kill(pid, 'SIGUSR2');
      while (!existsSync(file)) await delay(LOOK_MS);
      return JSON.parse(readFileSync(file, 'utf8')) as Sample;
    },
  };
}
