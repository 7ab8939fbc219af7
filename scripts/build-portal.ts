/** Builds the administration page to dist/portal, unless nothing it is made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type InlineConfig, type Rolldown } from 'vite';

const OUTPUT = 'dist/portal';
/** Outside of the output: what lies there is served. */
const STAMP = 'dist/portal.stamp';
/** The files that went into it, as a list in JSON: the bill of materials wants to know. */
export const PORTAL_MODULES = 'dist/portal.modules.json';

const CONFIG: InlineConfig = {
  configFile: false,
  root: 'portal',
  logLevel: 'warn',
  // The server puts a fresh one in its place whenever it hands the page out.
  html: { cspNonce: '__NONCE__' },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: join('..', OUTPUT),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The policy of the page allows no data: addresses.
    assetsInlineLimit: 0,
    // Half of what is imported says "use client", which means nothing here.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // What most pages use comes at once: a function is called for every file that is asked for.
      output: {
        codeSplitting: { groups: [{ name: 'parts', test: /node_modules/, minShareCount: 3 }] },
      },
    },
  },
};

export async function buildPortal(): Promise<void> {
  const stamp = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  const built = await build(CONFIG);
  writeFileSync(PORTAL_MODULES, JSON.stringify(modulesOf(built as Rolldown.RolldownOutput)));
  for (const file of globSync(`${OUTPUT}/assets/*.{js,css,svg}`)) compress(file);
  writeFileSync(STAMP, stamp);
}

function modulesOf({ output }: Rolldown.RolldownOutput): string[] {
  const ids = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  // Ids may end in a query, and modules that the bundler makes up begin with a zero.
  return ids.map((id) => id.replace(/[?].*$/, '')).filter((id) => !id.startsWith('\0'));
}

function fingerprint(): string {
  const sources = globSync('portal/**/*.*').sort();
  const hash = createHash('sha256');
  for (const file of [...sources, 'package-lock.json', import.meta.filename]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Once here instead of at every request. */
function compress(file: string): void {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
