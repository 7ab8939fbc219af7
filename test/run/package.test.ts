import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { settled, startRun } from '../../local/set-up.ts';
import { person, sms, useSystem, WINDOW } from '../support/system.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'dist/package');
const SETTLED_WITHIN_MS = 60_000;
const people = [person(1), person(2)];

/** Far from the sources: nothing of theirs can be found from there by looking upwards. */
const unpacked = mkdtempSync(join(tmpdir(), 'mobile-archiver-package-'));
cpSync(PACKAGE, unpacked, { recursive: true });
const tested = useSystem({ people, app: unpacked });
afterAll(() => {
  rmSync(unpacked, { recursive: true, force: true });
});

describe('the package that is deployed', () => {
  it('archives a day from an empty folder', async () => {
    const items = [sms('packed-1', person(1)), sms('packed-2', person(2))];
    await tested.list('android', items);
    const connector = await tested.connect('android');
    const id = await startRun(tested.admin, connector, WINDOW);
    const run = await settled(tested.admin, id, SETTLED_WITHIN_MS);
    expect(run).toMatchObject({ state: 'succeeded', certificate: { balanced: true } });
    expect(await tested.mailboxes()).toHaveLength(2);
  });

  it('shows its page, and the files the page asks for', async () => {
    const { url } = tested.system.host;
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
    const answer = await fetch(new URL(script, url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/javascript/),
    ]);
  });

  it('holds no source, no test, no tool and no library folder', () => {
    const files = globSync('**/*', { cwd: PACKAGE })
      .filter((file) => statSync(join(PACKAGE, file)).isFile())
      .filter((file) => !file.startsWith('portal/'));
    expect(files.sort()).toEqual(['app/functions.js', 'host.json', 'package.json']);
  });

  it('names every library it holds, with version, hash and licence', () => {
    const { components } = JSON.parse(readFileSync(join(ROOT, 'dist/sbom.cdx.json'), 'utf8')) as {
      components: { name: string; hashes: object[]; licenses: object[] }[];
    };
    const names = components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['@azure/functions', 'durable-functions', 'zod', 'react']),
    );
    expect(names).not.toContain('jest');
    for (const { hashes, licenses } of components) {
      expect([hashes, licenses]).toEqual([[expect.anything()], [expect.anything()]]);
    }
  });

  it('is the same, byte for byte, when it is built again', () => {
    const other = mkdtempSync(join(tmpdir(), 'mobile-archiver-package-'));
    const args = [join(ROOT, 'scripts/package.ts'), '--to', other];
    try {
      expect(spawnSync(process.execPath, args).status).toBe(0);
      expect(digestOf(join(other, 'package'))).toBe(digestOf(PACKAGE));
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*', { cwd: folder }).sort()) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}
