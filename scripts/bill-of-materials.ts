/** What a bundle is made of, in the forms that auditors and lawyers read. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LibraryPackage {
  name: string;
  version: string;
  licence: string;
  folder: string;
}

interface Manifest {
  name?: string;
  version?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
}

/** A module's innermost package: `…/node_modules/@scope/name/` or `…/node_modules/name/`. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/** The packages that bundled modules belong to, by name and version. */
export function packagesOf(modules: readonly string[]): LibraryPackage[] {
  const folders = new Set(modules.flatMap((id) => PACKAGE_FOLDER.exec(id)?.[0] ?? []));
  const packages = [...folders].map(readPackage);
  const byKey = new Map(packages.map((library) => [keyOf(library), library]));
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ name, version }: LibraryPackage): string {
  return `${name}@${version}`;
}

function readPackage(folder: string): LibraryPackage {
  const file = join(folder, 'package.json');
  const { name, version, license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const [old] = licenses ?? [];
  const licence = (typeof license === 'string' ? license : license?.type) ?? old?.type;
  if (!name || !version) throw new Error(`${file} does not say what it is`);
  if (!licence) throw new Error(`${name} ${version} does not say under which licence it comes`);
  return { name, version, licence, folder };
}

/** CycloneDX 1.6. The same packages give the same bytes: no time, no serial number. */
export function billOfMaterials(packages: readonly LibraryPackage[], lockFile: string): string {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    name: string;
    version: string;
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  const integrity = new Map(
    Object.entries(lock.packages).map(([path, entry]) => [
      `${path.replace(/^.*node_modules\//, '')}@${entry.version ?? ''}`,
      entry.integrity,
    ]),
  );
  const components = packages.map((library) => ({
    type: 'library',
    'bom-ref': purlOf(library),
    name: library.name,
    version: library.version,
    hashes: hashesOf(integrity.get(keyOf(library))),
    licenses: [{ expression: library.licence.replace(/^\(|\)$/g, '') }],
    purl: purlOf(library),
  }));
  const { name, version } = lock;
  const component = { type: 'application', 'bom-ref': `pkg:npm/${name}@${version}`, name, version };
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 };
  return `${JSON.stringify({ ...document, metadata: { component }, components }, null, 2)}\n`;
}

function purlOf({ name, version }: LibraryPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** From the lock file's `sha512-…`, in base64. */
function hashesOf(integrity: string | undefined): { alg: string; content: string }[] {
  const digest = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  if (digest === undefined) return [];
  return [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }];
}

/** Every package with the text of its licence. */
export function licences(packages: readonly LibraryPackage[]): string {
  return packages
    .map(({ name, version, licence, folder }) => {
      const [file] = globSync('{LICENSE,LICENCE,License,license,licence,COPYING}*', { cwd: folder })
        .filter((found) => existsSync(join(folder, found)))
        .sort();
      const text =
        file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
      return `${name} ${version}\nLicence: ${licence}\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
