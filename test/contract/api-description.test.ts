/** What is published about the interface is what it serves, and can be read by others. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createHarness } from '../unit/api/harness.ts';
import { OPERATIONS, parametersIn } from './api/description.ts';

const ROOT = join(import.meta.dirname, '../..');
const published: unknown = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8'));

describe('the description of the interface', () => {
  it('is served to anyone as it is published', async () => {
    const { send } = createHarness({ options: { platformAuth: false } });
    const got = await send('GET', '/openapi.json', { as: 'nobody' });
    expect(got).toMatchObject({ status: 200, body: published });
  });

  it('is published, with the types of the page, as the routes say it', () => {
    const script = join(ROOT, 'scripts/generate-api.ts');
    expect(execFileSync(process.execPath, [script, '--check'], { cwd: ROOT }).toString()).toBe('');
  });

  it('refers to nothing that is not there, and uses everything that is', () => {
    const refs = [...JSON.stringify(published).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    const used = new Set(refs.map(([, place = '']) => place));
    const { components } = published as { components: Record<string, object> };
    const there = Object.entries(components)
      .filter(([kind]) => kind !== 'securitySchemes')
      .flatMap(([kind, parts]) => Object.keys(parts).map((name) => `components/${kind}/${name}`));
    expect([...used].sort()).toEqual(there.sort());
  });

  it.each(OPERATIONS)('names each parameter of $method $path once', (operation) => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parametersIn(operation, 'path').map(({ name }) => name)).toEqual(inPath);
    const names = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives each operation a name and a summary of its own', () => {
    for (const member of ['operationId', 'summary'] as const) {
      const all = OPERATIONS.map((operation) => operation[member]);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
