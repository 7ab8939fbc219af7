import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import type { StoredMedia } from '../../domain/item.ts';
import type { Blobs, Container } from '../../ports.ts';
import { REQUEST_TIMEOUT_MS } from './account.ts';
import { fromStatus, guarded, isCode } from './errors.ts';
import { spool } from './spool.ts';

/** Streams up to this are hashed in memory; longer ones go by way of a file. */
const IN_MEMORY_BYTES = 4 * 1024 * 1024;
/** A long stream is uploaded in blocks of this size, so many at a time. */
const BLOCK_BYTES = 4 * 1024 * 1024;
const BLOCKS_AT_ONCE = 2;

const UNLESS_THERE = { ifNoneMatch: '*' } as const;

export function createBlobs(containerOf: (name: Container) => ContainerClient): Blobs {
  function blob(container: Container, name: string): BlockBlobClient {
    return containerOf(container).getBlockBlobClient(name);
  }

  const put: Blobs['put'] = (container, name, bytes, contentType) =>
    unlessThere(() =>
      blob(container, name).upload(bytes, bytes.length, {
        conditions: UNLESS_THERE,
        blobHTTPHeaders: { blobContentType: contentType },
        abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      }),
    );

  async function putFile(
    container: Container,
    name: string,
    path: string,
    contentType: string,
  ): Promise<void> {
    const target = blob(container, name);
    if (await guarded(() => target.exists())) return;
    await unlessThere(() =>
      target.uploadFile(path, {
        blockSize: BLOCK_BYTES,
        concurrency: BLOCKS_AT_ONCE,
        conditions: UNLESS_THERE,
        blobHTTPHeaders: { blobContentType: contentType },
      }),
    );
  }

  return {
    put,
    read: async (container, name, offset = 0, length) => {
      if (length === 0) return new Uint8Array();
      return guarded(async () => {
        const answer = await blob(container, name).download(offset, length, {
          abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        return collect(bodyOf(answer.readableStreamBody));
      });
    },
    open: async (container, name) => {
      const answer = await guarded(() => blob(container, name).download());
      return { size: answer.contentLength, bytes: bodyOf(answer.readableStreamBody) };
    },
    keep: async (container, prefix, bytes, contentType) => {
      const chunks: Uint8Array[] = [];
      const source = bytes[Symbol.asyncIterator]();
      let size = 0;
      for (;;) {
        const next = await source.next();
        if (next.done === true) return keepInMemory(container, prefix, chunks, contentType);
        chunks.push(next.value);
        size += next.value.length;
        if (size > IN_MEMORY_BYTES) break;
      }
      const rest = { [Symbol.asyncIterator]: () => source };
      return spool(chunks, rest, async (media, path) => {
        await putFile(container, prefix + media.sha256, path, contentType);
      });
    },
  };

  async function keepInMemory(
    container: Container,
    prefix: string,
    chunks: readonly Uint8Array[],
    contentType: string,
  ): Promise<StoredMedia> {
    const content = Buffer.concat(chunks);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await put(container, prefix + sha256, content, contentType);
    return { sha256, size: content.length };
  }
}

/** Names carry the content's hash, so that what is there already is the same. */
async function unlessThere(work: () => Promise<unknown>): Promise<void> {
  try {
    await guarded(work);
  } catch (error) {
    if (!isCode(error, 'conflict')) throw error;
  }
}

function bodyOf(stream: NodeJS.ReadableStream | undefined): Readable {
  if (!stream) throw fromStatus(undefined, 'NoBody');
  return stream as Readable;
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
