/** A long mapping as an administrator takes it into use: dry run, upload, and the first part of asking the directory. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { signIn, type AdminClient } from '../../local/admin-client.ts';
import { givenSettings, startSystem, type System } from '../../local/system.ts';
import { hostProbe, type HostProbe } from '../kit/host-probe.ts';
import { rounded, type Figures } from '../kit/report.ts';

const HEADER = 'External User ID,Microsoft 365 User Mailbox,Valid From,Valid To\n';
/** What the start has left behind is over by then. */
const IDLE_MS = 2_000;
const CHECKS = 10;

interface Step {
  seconds: number;
  cpuSeconds: number;
  /** Highest of the process so far. */
  peakRssMb: number;
}

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '50000' } } });
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-bench-'));
  const probe = hostProbe(folder, []);
  const system = await startSystem({
    folder,
    inMemory: true,
    port: 0,
    telemessage: ['--world', 'empty', '--seed', '1'],
    graph: ['--lean'],
    directory: [],
    env: probe.env,
    given: givenSettings(),
  });
  try {
    return await measure(system, probe, Number(values.rows));
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(system: System, probe: HostProbe, rows: number): Promise<Figures> {
  const { url, pid } = system.host;
  const ca = system.entra && readFileSync(String(system.entra.ready.ca), 'utf8');
  const admin = await signIn(url, 'admin', ca);
  const connector = { product: 'o2-network', name: 'Bench' };
  const { id } = await admin.must<{ id: string }>('POST', '/connectors', connector);
  const path = `/connectors/${id}/mapping`;
  const csv = mappingOf(rows);
  await delay(IDLE_MS);
  const idle = await probe.sample(pid);
  const step = async (work: () => Promise<unknown>): Promise<Step> => {
    const before = await probe.sample(pid);
    const begun = performance.now();
    await work();
    const seconds = (performance.now() - begun) / 1000;
    const { cpuMs, peakRssMb } = await probe.sample(pid);
    return { seconds, cpuSeconds: (cpuMs - before.cpuMs) / 1000, peakRssMb };
  };
  const dryRun = await step(() => admin.must('PUT', `${path}?dryRun=true`, csv));
  const upload = await step(() => admin.must('PUT', path, csv));
  const check = await step(() => checkPart(admin, `${path}-check`));
  return {
    scenario: 'mapping',
    rows,
    bytes: csv.length,
    dryRunCpuSeconds: rounded(dryRun.cpuSeconds),
    dryRunSeconds: rounded(dryRun.seconds),
    dryRunPeakAboveIdleMb: rounded(dryRun.peakRssMb - idle.peakRssMb, 0),
    uploadCpuSeconds: rounded(upload.cpuSeconds),
    uploadSeconds: rounded(upload.seconds),
    uploadPeakAboveIdleMb: rounded(upload.peakRssMb - idle.peakRssMb, 0),
    checkCalls: CHECKS,
    checkSecondsEach: rounded(check.seconds / CHECKS),
  };
}

async function checkPart(admin: AdminClient, path: string): Promise<void> {
  let cursor: string | undefined;
  for (let n = 0; n < CHECKS; n++) {
    const body = cursor === undefined ? {} : { cursor };
    ({ nextCursor: cursor } = await admin.must<{ nextCursor?: string }>('POST', path, body));
    if (cursor === undefined) return;
  }
}

/** National numbers, as spreadsheets have them. */
function mappingOf(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `07${String(700_000_000 + n)},user${String(n)}@contoso.example,,\n`,
  );
  return HEADER + lines.join('');
}
