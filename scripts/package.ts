/**
 * Fills dist/package, the folder that is deployed: one file of code with every library it needs, the page, the host's
 * settings, and nothing else. Beside it, not in it: a bill of materials, the licences, a source map for reading stacks.
 * Does nothing when none of its sources has changed; `--to FOLDER` fills that folder in any case.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown, type Plugin } from 'rolldown';
import { billOfMaterials, licences, packagesOf } from './bill-of-materials.ts';
import { PORTAL_MODULES } from './build-portal.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const ENTRY = 'functions.js';
/** The page lies beside it, as it does beside the compiled sources. */
const CODE = 'app';
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
async function bundle(file: string): Promise<string[]> {
  const build = await rolldown({
    input: ENTRY,
    cwd: ROOT,
    platform: 'node',
    external: PROVIDED,
    plugins: [entry],
    logLevel: 'silent',
  });
  const { output } = await build.write({
    file,
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
  const main = `${CODE}/${ENTRY}`;
  return `${JSON.stringify({ name, version, private: true, type: 'module', main }, null, 2)}\n`;
}

/** @param folder where the package, and what belongs beside it, goes */
async function fill(folder: string): Promise<void> {
  const target = join(folder, 'package');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, CODE), { recursive: true });
  const modules = await bundle(join(target, CODE, ENTRY));
  renameSync(join(target, CODE, `${ENTRY}.map`), join(folder, `${ENTRY}.map`));
  cpSync(join(ROOT, 'host.json'), join(target, 'host.json'));
  writeFileSync(join(target, 'package.json'), manifest());
  cpSync(join(DIST, 'portal'), join(target, 'portal'), { recursive: true });
  const page = JSON.parse(readFileSync(join(ROOT, PORTAL_MODULES), 'utf8')) as string[];
  const packages = packagesOf([...modules, ...page]);
  const bill = billOfMaterials(packages, join(ROOT, 'package-lock.json'));
  writeFileSync(join(folder, 'sbom.cdx.json'), bill);
  writeFileSync(join(folder, 'licences.txt'), licences(packages));
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

const { to } = parseArgs({ options: { to: { type: 'string' } } }).values;
if (to === undefined) {
  const stamp = join(DIST, '.package-sources');
  const sources = digestOfSources();
  const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (!isFresh) {
    rmSync(stamp, { force: true });
    await fill(DIST);
    writeFileSync(stamp, sources);
  }
} else {
  await fill(to);
}
