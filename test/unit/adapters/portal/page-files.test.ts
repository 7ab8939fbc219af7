import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPageFiles } from '../../../../src/adapters/portal/page-files.ts';

const root = mkdtempSync(join(tmpdir(), 'page-files-'));
const files = createPageFiles(join(root, 'page'));

beforeAll(() => {
  mkdirSync(join(root, 'page', 'assets'), { recursive: true });
  const written = {
    'secret.js': 'secret',
    'page/index.html': 'start',
    'page/assets/a.js': 'plain',
    'page/assets/a.js.br': 'brotli',
    'page/assets/a.js.gz': 'gzip',
    'page/assets/b.js': 'only plain',
  };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(root, name), text);
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

async function read(name: string, ...accepted: string[]) {
  const file = await files.read(name, new Set(accepted));
  return file && [Buffer.from(file.bytes).toString(), file.coding];
}

describe('adapters/portal/page-files', () => {
  it('takes the smallest coding that is accepted and there', async () => {
    expect(await read('assets/a.js', 'gzip', 'br')).toEqual(['brotli', 'br']);
    expect(await read('assets/a.js', 'gzip')).toEqual(['gzip', 'gzip']);
    expect(await read('assets/a.js')).toEqual(['plain', undefined]);
    expect(await read('assets/b.js', 'br', 'gzip')).toEqual(['only plain', undefined]);
  });

  it.each([
    '../secret.js',
    'assets/../../secret.js',
    '/secret.js',
    './index.html',
    'assets//a.js',
    'assets\\a.js',
    'assets/%2e%2e/index.html',
    'index.html\0',
    '',
    'assets',
    'assets/a.js/x',
    'none.js',
  ])('has no file %j', async (name) => {
    expect(await read(name)).toBeUndefined();
  });
});
