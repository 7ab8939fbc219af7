/** Runs every suite. Extra arguments go to jest. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Loopback must never go through a proxy.
  env: { ...process.env, NO_PROXY: '127.0.0.1,localhost' },
});
process.exitCode = status ?? 1;
