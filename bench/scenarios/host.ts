/**
 * The local host with functions that do nothing, beside what the real host (4.1037, two cores, Node 24 where not said
 * otherwise) needed for the same: waves of activities, starts, HTTP requests, and its appetite when nothing happens.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { spawnHost, type RunningHost } from '../../local/host-process.ts';
import type { Plan } from '../../test/host/apps/speed/src/app.ts';
import { hostProbe } from '../kit/host-probe.ts';
import { rounded, type Figures } from '../kit/report.ts';

const APP = join(import.meta.dirname, '../../test/host/apps/speed');
/** Requests at a time. */
const CALLERS = 16;
const POLL_MS = 20;
/** A new host has compiled nothing; what comes later is measured warm. */
const WARM_UP: Plan = { count: 100, wave: 20, subs: 0 };

/** What the real host was measured with, in seconds; null where it was not. */
const WAVES: { name: string; plan: Plan; real: number | null }[] = [
  { name: 'waves500', plan: { count: 500, wave: 20, subs: 0 }, real: 3.1 },
  { name: 'waves2000', plan: { count: 2000, wave: 20, subs: 0 }, real: 24 },
  { name: 'waves2000In20Subs', plan: { count: 2000, wave: 20, subs: 20 }, real: 12.9 },
  { name: 'all500', plan: { count: 500, wave: 500, subs: 0 }, real: 3.7 },
  { name: 'all2000', plan: { count: 2000, wave: 2000, subs: 0 }, real: 95 },
];

interface Options {
  requests: number;
  starts: number;
  idleSeconds: number;
}

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '5000' },
      starts: { type: 'string', default: '2000' },
      'idle-seconds': { type: 'string', default: '10' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-bench-'));
  const probe = hostProbe(folder, []);
  const begun = performance.now();
  const host = await spawnHost({ app: APP, data: join(folder, 'data'), env: probe.env });
  const startUpSeconds = rounded((performance.now() - begun) / 1000);
  const options = {
    requests: Number(values.requests),
    starts: Number(values.starts),
    idleSeconds: Number(values['idle-seconds']),
  };
  try {
    return { scenario: 'host', startUpSeconds, ...(await measure(host, options, probe)) };
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  host: RunningHost,
  { requests, starts, idleSeconds }: Options,
  probe: ReturnType<typeof hostProbe>,
): Promise<Figures> {
  const dispatcher = new Agent({ connections: CALLERS });
  const figures: Figures = {};
  await runWaves(host, 'warm-up', WARM_UP);
  for (const { name, plan, real } of WAVES) {
    const seconds = await runWaves(host, name, plan);
    figures[`${name}Seconds`] = rounded(seconds);
    figures[`${name}RealSeconds`] = real;
    figures[`${name}ActivitiesPerSecond`] = rounded(plan.count / seconds, 0);
  }
  const ping = await timed(requests, async () => {
    const { body } = await request(`${host.url}/api/ping`, { dispatcher });
    await body.dump();
  });
  const started = performance.now();
  const start = await timed(starts, async (n) => {
    const address = `${durable(host)}/orchestrators/atOnce/start-${String(n)}?code=${host.key}`;
    const { body } = await request(address, { method: 'POST', dispatcher });
    await body.dump();
  });
  await ended(host, 'start-', starts);
  const startToEnd = (performance.now() - started) / 1000;
  await dispatcher.close();
  const before = await probe.sample(host.pid);
  await delay(idleSeconds * 1000);
  const after = await probe.sample(host.pid);
  return {
    ...figures,
    httpRequestsPerSecond: rounded(requests / ping, 0),
    startsPerSecond: rounded(starts / start, 0),
    instancesPerSecond: rounded(starts / startToEnd, 0),
    idleCpuPercent: rounded((after.cpuMs - before.cpuMs) / (idleSeconds * 10), 2),
    peakRssMb: rounded(after.peakRssMb, 1),
  };
}

/** Seconds for `count` calls, some at a time. */
async function timed(count: number, call: (n: number) => Promise<void>): Promise<number> {
  const numbers = Array.from({ length: count }, (_, n) => n)[Symbol.iterator]();
  const caller = async () => {
    for (const n of numbers) await call(n);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (performance.now() - start) / 1000;
}

async function runWaves(host: RunningHost, id: string, plan: Plan): Promise<number> {
  const start = performance.now();
  const address = `${durable(host)}/orchestrators/waves/${id}?code=${host.key}`;
  const { body } = await request(address, { method: 'POST', body: JSON.stringify(plan) });
  await body.dump();
  await ended(host, id, 1);
  return (performance.now() - start) / 1000;
}

/** Waits until instances whose ids begin so have completed, the last one after all that were begun before it. */
async function ended(host: RunningHost, prefix: string, count: number): Promise<void> {
  const query = `code=${host.key}&instanceIdPrefix=${prefix}&runtimeStatus=Completed&top=${String(count)}`;
  for (;;) {
    const { body } = await request(`${durable(host)}/instances?${query}`);
    if (((await body.json()) as unknown[]).length === count) return;
    await delay(POLL_MS);
  }
}

function durable({ url }: RunningHost): string {
  return `${url}/runtime/webhooks/durabletask`;
}
