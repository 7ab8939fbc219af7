/** `node test/host/fuzz.ts --workflows 500 --kills 20 --seed N`: random workflows on a host that is killed again and again. */
import { parseArgs } from 'node:util';
import { killAgainAndAgain } from './killed-workflows.ts';
import { scratch } from './support.ts';

const { values } = parseArgs({
  options: {
    workflows: { type: 'string', default: '500' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const { folder, remove } = scratch();
const start = performance.now();
const options = { workflows: Number(values.workflows), kills: Number(values.kills) };
const findings = await killAgainAndAgain({ ...options, seed: Number(values.seed), folder });
const seconds = Math.round((performance.now() - start) / 1000);
process.stdout.write(`${JSON.stringify({ ...findings, seconds }, undefined, 2)}\n`);
if (findings.problems.length === 0) remove();
else process.stdout.write(`The state is kept in ${folder}\n`);
process.exitCode = findings.problems.length === 0 ? 0 : 1;
