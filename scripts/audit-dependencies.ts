/** Known weaknesses of what is deployed. Says so, and lets pass, where the registry keeps no list of them. */
import { spawnSync } from 'node:child_process';

const TIMEOUT_MS = 60_000;
const SERIOUS = ['high', 'critical'] as const;

interface Report {
  error?: { summary?: string };
  message?: string;
  metadata?: { vulnerabilities?: Partial<Record<string, number>> };
  vulnerabilities?: Record<string, { severity: string; range: string }>;
}

/** What npm was asked, as JSON; undefined where there was no answer. */
function ask(): Report | undefined {
  const npm = process.env.npm_execpath;
  const args = ['audit', '--omit=dev', '--json'];
  const options = { encoding: 'utf8', timeout: TIMEOUT_MS } as const;
  const { stdout } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}

const report = ask();
const counts = report?.metadata?.vulnerabilities;
if (!counts) {
  process.stdout.write('skipped: the registry answers no audit\n');
} else if (SERIOUS.some((severity) => (counts[severity] ?? 0) > 0)) {
  for (const [name, { severity, range }] of Object.entries(report.vulnerabilities ?? {})) {
    process.stdout.write(`${severity}: ${name} ${range}\n`);
  }
  process.exitCode = 1;
} else {
  process.stdout.write('ok\n');
}
