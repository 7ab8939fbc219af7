/**
 * Loaded into the host's process (`--import`) when a scenario measures it: notes CPU, memory and requests in a file
 * when it gets SIGUSR2, so that the figures are the host's own.
 */
import { subscribe } from 'node:diagnostics_channel';
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env.BENCH_PROBE_FILE;
const storageHosts = new Set((process.env.BENCH_STORAGE_HOSTS ?? '').split(','));

const requests = { storage: 0, other: 0 };

function count(origin: string): void {
  if (storageHosts.has(origin)) requests.storage++;
  else requests.other++;
}

if (file !== undefined) {
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: { host: string; getHeader(name: string): unknown } };
    const named = request.getHeader('host');
    count(typeof named === 'string' ? named : request.host);
  });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { origin: string | URL } };
    count(new URL(request.origin).host);
  });
  const note = (): void => {
    const { user, system } = process.cpuUsage();
    const sample = {
      cpuMs: (user + system) / 1000,
      peakRssMb: process.resourceUsage().maxRSS / 1024,
      requests,
    };
    writeFileSync(`${file}.new`, JSON.stringify(sample));
    renameSync(`${file}.new`, file);
  };
  process.on('SIGUSR2', note);
}
