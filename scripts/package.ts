/**
 * Fills dist/package, the folder that is deployed: one file of code with every library it needs, the page, the host's
 * settings, and nothing else. Beside it, not in it: a bill of materials, the licences, a source map for reading stacks.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { billOfMaterials, licences, packagesOf } from './bill-of-materials.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const TARGET = join(DIST, 'package');
const ENTRY = 'functions.js';
/** The platform provides it to the process; it is no package of the registry. */
const PROVIDED = ['@azure/functions-core'];

/** Imports every file that registers functions, as the `main` of the sources' package.json does. */
const entry: Plugin = {
  name: 'functions',
  resolveId: (id) => (id === ENTRY ? id : undefined),
  load: (id) => {
    if (id !== ENTRY) return undefined;
    const files = globSync('src/functions/*.ts', { cwd: ROOT }).sort();
    return files.map((file) => `import ${JSON.stringify(join(ROOT, file))};`).join('\n');
  },
};

/** @returns the files of every library that went in */
async function bundle(): Promise<string[]> {
  const build = await rolldown({
    input: ENTRY,
    cwd: ROOT,
    platform: 'node',
    external: PROVIDED,
    plugins: [entry],
    logLevel: 'silent',
  });
  const { output } = await build.write({
    file: join(TARGET, ENTRY),
    format: 'esm',
    codeSplitting: false,
    sourcemap: 'hidden',
    // Names stay: logs and error classes tell by them what went wrong.
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  });
  await build.close();
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

function manifest(): string {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${JSON.stringify({ name, version, private: true, type: 'module', main: ENTRY }, null, 2)}\n`;
}

/** Of everything that decides what the package holds. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  const files = ['src/**/*.ts', 'dist/portal/**/*', 'scripts/*.ts', 'host.json', 'package*.json'];
  for (const file of globSync(files, { cwd: ROOT }).sort()) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}

const stamp = join(DIST, '.package-sources');
const sources = digestOfSources();
const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
if (isFresh && !process.argv.includes('--force')) process.exit();
rmSync(stamp, { force: true });
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
const modules = await bundle();
cpSync(join(TARGET, `${ENTRY}.map`), join(DIST, `${ENTRY}.map`));
rmSync(join(TARGET, `${ENTRY}.map`));
cpSync(join(ROOT, 'host.json'), join(TARGET, 'host.json'));
writeFileSync(join(TARGET, 'package.json'), manifest());
if (existsSync(join(DIST, 'portal'))) {
  cpSync(join(DIST, 'portal'), join(TARGET, 'portal'), { recursive: true });
}
const packages = packagesOf(modules);
writeFileSync(
  join(DIST, 'sbom.cdx.json'),
  billOfMaterials(packages, join(ROOT, 'package-lock.json')),
);
writeFileSync(join(DIST, 'licences.txt'), licences(packages));
writeFileSync(stamp, sources);
