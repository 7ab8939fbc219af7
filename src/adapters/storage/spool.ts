import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredMedia } from '../../domain/item.ts';

/**
 * Writes a stream to a file of this process's own while hashing it, hands the file over, and removes it whatever
 * happens: a blob's name needs the hash before the first byte is sent.
 */
export async function spool(
  begun: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
  use: (media: StoredMedia, path: string) => Promise<void>,
): Promise<StoredMedia> {
  // Readable by its owner only.
  const folder = await mkdtemp(join(tmpdir(), 'archive-'));
  try {
    const path = join(folder, 'content');
    const media = await writeHashed(path, begun, rest);
    await use(media, path);
    return media;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeHashed(
  path: string,
  begun: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): Promise<StoredMedia> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  const append = async (chunk: Uint8Array): Promise<void> => {
    hash.update(chunk);
    size += chunk.length;
    await file.writeFile(chunk);
  };
  try {
    for (const chunk of begun) await append(chunk);
    for await (const chunk of rest) await append(chunk);
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}
