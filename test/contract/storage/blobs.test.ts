import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collect, useAzurite } from '../../support/azurite.ts';

const azurite = useAzurite();
const MIB = 1024 * 1024;
const systemFolder = process.env.TMPDIR;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobs-test-'));
  process.env.TMPDIR = folder;
});
afterAll(async () => {
  if (systemFolder === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = systemFolder;
  await rm(folder, { recursive: true });
});

function content(size: number): Buffer {
  return Buffer.alloc(size, `${size} bytes of no particular meaning, `);
}

async function* streamed(bytes: Buffer, chunk = 300_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunk) {
    await Promise.resolve();
    yield bytes.subarray(at, at + chunk);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('adapters/storage blobs', () => {
  it('writes a blob once and leaves the first content', async () => {
    const { blobs } = azurite.open();
    await blobs.put('raw', 'con/1/abc', Buffer.from('first'), 'application/gzip');
    await blobs.put('raw', 'con/1/abc', Buffer.from('second'), 'application/gzip');

    expect(Buffer.from(await blobs.read('raw', 'con/1/abc')).toString()).toBe('first');
  });

  it('reads ranges and streams', async () => {
    const { blobs } = azurite.open();
    const bytes = content(2 * MIB);
    await blobs.put('staged', 'run/1', bytes, 'application/x-ndjson');

    expect(await blobs.read('staged', 'run/1', 1000, 50)).toEqual(bytes.subarray(1000, 1050));
    expect(await blobs.read('staged', 'run/1', 2 * MIB - 7)).toEqual(bytes.subarray(-7));
    expect(await blobs.read('staged', 'run/1', 5, 0)).toHaveLength(0);
    const stream = await blobs.open('staged', 'run/1');
    expect(stream.size).toBe(bytes.length);
    expect(Buffer.concat(await collect(stream.bytes)).equals(bytes)).toBe(true);
  });

  it('says so when there is no such blob', async () => {
    const { blobs } = azurite.open();
    await expect(blobs.read('raw', 'none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(blobs.open('raw', 'none')).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([0, 1, 4 * MIB, 4 * MIB + 1, 13 * MIB])('keeps a stream of %i bytes', async (size) => {
    const { blobs } = azurite.open();
    const bytes = content(size);
    const media = await blobs.keep('media', 'm/', streamed(bytes), 'audio/amr');
    const again = await blobs.keep('media', 'm/', streamed(bytes, 70_000), 'audio/amr');

    expect(media).toEqual({ sha256: sha256(bytes), size });
    expect(again).toEqual(media);
    const kept = Buffer.from(await blobs.read('media', `m/${media.sha256}`));
    expect(kept.equals(bytes)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([1000, 5 * MIB])(
    'leaves nothing of a stream that breaks after %i bytes',
    async (size) => {
      const { blobs } = azurite.open();
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* streamed(content(size));
        throw new Error('connection reset');
      }

      await expect(blobs.keep('media', 'b/', broken(), 'image/png')).rejects.toThrow('reset');

      expect(await readdir(folder)).toEqual([]);
      const name = `b/${sha256(content(size))}`;
      await expect(blobs.read('media', name)).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});
