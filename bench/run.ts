/** `npm run bench -- SCENARIO [--items N] [--seed N] …` */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { report, type Figures } from './kit/report.ts';

const SCENARIOS = join(import.meta.dirname, 'scenarios');
const [name, ...args] = process.argv.slice(2);
const names = globSync(join(SCENARIOS, '*.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();

if (name === undefined || !existsSync(join(SCENARIOS, `${name}.ts`))) {
  process.stderr.write(
    `usage: npm run bench -- SCENARIO [options]; scenarios: ${names.join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  const scenario = (await import(join(SCENARIOS, `${name}.ts`))) as {
    run(args: string[]): Promise<Figures>;
  };
  report(await scenario.run(args));
}
