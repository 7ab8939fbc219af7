/** Format, lint, types, architecture, dead code: everything that can be known without running the app. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Package, its bin file, arguments. */
const CHECKS: readonly (readonly [string, string, readonly string[]])[] = [
  ['prettier', 'bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['eslint', 'bin/eslint.js', ['--max-warnings', '0', '.']],
  ['typescript', 'bin/tsc', ['-p', 'tsconfig.json']],
  ['typescript', 'bin/tsc', ['-p', 'portal']],
  [
    'dependency-cruiser',
    'bin/dependency-cruise.mjs',
    ['--output-type', 'err', 'src', 'local', 'bench', 'portal'],
  ],
  ['knip', 'bin/knip.js', []],
];

const commands = CHECKS.map(([name, bin, args]): [string, string[]] => [
  name,
  [join(packageFolder(name), bin), ...args],
]);
// What Azure is told, held against what the code reads and needs.
commands.push(['infra', [join(import.meta.dirname, 'check-infra-settings.ts')]]);
commands.push(['npm audit', [join(import.meta.dirname, 'audit-dependencies.ts')]]);

let failed = false;
for (const [name, command] of commands) {
  process.stdout.write(`${name} … `);
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const isSkipped = stdout.startsWith('skipped');
  process.stdout.write(
    status === 0 ? (isSkipped ? stdout : 'ok\n') : `failed\n${stdout}${stderr}\n`,
  );
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;

function packageFolder(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return dirname(require.resolve(join(folder, name, 'package.json')));
    } catch {
      // Not in this folder; the next one up.
    }
  }
  throw new Error(`${name} is not installed; run npm ci`);
}
