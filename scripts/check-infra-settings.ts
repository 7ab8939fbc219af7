/** Prints where infra/ and the code disagree; exit code 1 if they do. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disagreements } from './infra/agreement.ts';

const root = join(import.meta.dirname, '..');
const paths = globSync(
  [
    'infra/**/*.bicep',
    'src/config.ts',
    'src/adapters/storage/create-storage.ts',
    'src/domain/events.ts',
    'host.json',
    'package.json',
    'docs/{operations,deploy}.md',
    'infra/README.md',
    'infra/main.bicepparam',
    'infra/app/workbook.json',
  ],
  { cwd: root },
);
const found = disagreements(
  Object.fromEntries(
    paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]),
  ),
);
for (const words of found) process.stdout.write(`${words}\n`);
process.exitCode = found.length > 0 ? 1 : 0;
