/**
 * What Azure runs: compiles src to dist/src, the page to dist/portal, and makes of both dist/package, which is deployed.
 * Incremental; output whose source is gone is removed.
 */
import { existsSync, globSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { buildPortal } from './build-portal.ts';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

for (const output of globSync('dist/src/**/*.js')) {
  const source = output.slice('dist/'.length).replace(/\.js$/, '.ts');
  if (!existsSync(source)) {
    rmSync(output);
    rmSync(`${output}.map`, { force: true });
  }
}
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
await buildPortal();
if (status === 0) await import('./package.ts');
process.exitCode = status ?? 1;
