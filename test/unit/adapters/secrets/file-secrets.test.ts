import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFileSecrets } from '../../../../src/adapters/secrets/file-secrets.ts';
import { FakeRandom } from '../../../support/fakes/system.ts';

let base = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'secrets-test-'));
});
afterEach(async () => {
  await rm(base, { recursive: true });
});

const paths = () => ({
  file: join(base, 'secrets', 'credentials.json'),
  keyFile: join(base, 'secrets', 'key'),
});
const open = () => createFileSecrets({ ...paths(), random: new FakeRandom(1) });
const anna = { username: 'anna', password: 'pässword "1"' };
const missing = { code: 'secret_missing', retry: 'never' };

describe('adapters/secrets/file-secrets', () => {
  it('keeps credentials for the next process, encrypted and for the owner only', async () => {
    await open().put('con-1', anna);
    await open().put('con-2', { username: 'ben', password: 'b' });

    expect(await open().get('con-1')).toEqual(anna);
    expect(await readFile(paths().file, 'utf8')).not.toMatch(/anna|pässword/);
    const modes = await Promise.all(
      [paths().file, paths().keyFile, join(base, 'secrets')].map(
        async (path) => (await stat(path)).mode,
      ),
    );
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600, 0o700]);
    expect((await readdir(join(base, 'secrets'))).sort()).toEqual(['credentials.json', 'key']);
  });

  it('loses none of several changes at the same time', async () => {
    const secrets = open();
    const ids = Array.from({ length: 10 }, (_, number) => `con-${number}`);
    await Promise.all(ids.map((id) => secrets.put(id, { username: id, password: 'p' })));
    await Promise.all([secrets.remove('con-0'), secrets.put('con-1', anna)]);

    await expect(secrets.get('con-0')).rejects.toMatchObject(missing);
    expect(await secrets.get('con-1')).toEqual(anna);
    for (const id of ids.slice(2)) expect((await secrets.get(id)).username).toBe(id);
  });

  it('has nothing before anything was stored, or under another connector or key', async () => {
    await expect(open().get('con-1')).rejects.toMatchObject(missing);
    await open().put('con-1', anna);
    const sealed = JSON.parse(await readFile(paths().file, 'utf8')) as Record<string, string>;
    await writeFile(paths().file, JSON.stringify({ ...sealed, 'con-2': sealed['con-1'] }));
    await expect(open().get('con-2')).rejects.toMatchObject(missing);

    await writeFile(paths().keyFile, Buffer.alloc(32));
    await expect(open().get('con-1')).rejects.toMatchObject(missing);
  });

  it('refuses a key of the wrong length', async () => {
    await open().put('con-1', anna);
    await writeFile(paths().keyFile, 'short');
    await expect(open().get('con-1')).rejects.toThrow(/32 bytes/);
  });

  it.each([
    ['file', () => paths().file],
    ['file', () => paths().keyFile],
    ['folder', () => join(base, 'secrets')],
  ])('refuses a %s that others may read, and says how to mend it', async (kind, path) => {
    await open().put('con-1', anna);
    await chmod(path(), kind === 'file' ? 0o640 : 0o755);

    const refusal = new RegExp(`${kind} ${path()} .*chmod ${kind === 'file' ? 600 : 700} `);
    await expect(open().get('con-1')).rejects.toThrow(refusal);
    await expect(open().put('con-2', anna)).rejects.toThrow(refusal);
  });
});
