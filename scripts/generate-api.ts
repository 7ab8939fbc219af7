/**
 * Writes what is made of the route table: the description of the interface, and the page's types of it.
 * `--check` writes nothing and fails where a file differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { describeApi } from '../src/api/http/openapi.ts';
import { ROUTES } from '../src/api/routes.ts';

const HEADING =
  '/** Generated from docs/openapi.json; `node scripts/generate-api.ts` writes both. */\n';
const description = JSON.stringify(describeApi(ROUTES), null, 2);
const types = astToString(await openapiTS(description, { silent: true }));
const files = {
  'docs/openapi.json': description,
  'portal/src/api/schema.d.ts': HEADING + types,
};

for (const [path, text] of Object.entries(files)) {
  const wanted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes('--check')) {
    writeFileSync(path, wanted);
  } else if (readFileSync(path, 'utf8') !== wanted) {
    process.stderr.write(`${path} is out of date; run node scripts/generate-api.ts\n`);
    process.exitCode = 1;
  }
}
