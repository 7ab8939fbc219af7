import { isCode } from '../../domain/errors.ts';
import { createHash } from 'node:crypto';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { DAY_MS } from '../../domain/window.ts';
import type { Blobs, Container } from '../../ports/storage.ts';
import type { Clock } from '../../ports/system.ts';
import { REQUEST_TIMEOUT_MS } from './account.ts';
import { fromStatus, guarded } from './errors.ts';
import { spool } from './spool.ts';

/** Streams up to this are hashed in memory; longer ones go by way of a file. */
const IN_MEMORY_BYTES = 4 * 1024 * 1024;
/** A long stream is uploaded in blocks of this size, so many at a time. */
const BLOCK_BYTES = 4 * 1024 * 1024;
const BLOCKS_AT_ONCE = 2;

/** Retention counts in days: what is younger need not be touched. */
const FRESH_MS = DAY_MS;

const UNLESS_THERE = { ifNoneMatch: '*' } as const;

export function createBlobs(
  containerOf: (name: Container) => ContainerClient,
  clock: Clock,
): Blobs {
  function blob(container: Container, name: string): BlockBlobClient {
    return containerOf(container).getBlockBlobClient(name);
  }

  /** Whether it was not there before. */
  const upload = (container: Container, name: string, bytes: Uint8Array, contentType: string) =>
    unlessThere(() =>
      blob(container, name).upload(bytes, bytes.length, {
        conditions: UNLESS_THERE,
        blobHTTPHeaders: { blobContentType: contentType },
        abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      }),
    );

  return {
    put: async (container, name, bytes, contentType) => {
      await upload(container, name, bytes, contentType);
    },
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
      const { chunks, rest } = await readAhead(bytes);
      if (rest) {
        return spool(chunks, rest, (media, path) =>
          putFile(blob(container, prefix + media.sha256), path, contentType, clock),
        );
      }
      const content = Buffer.concat(chunks);
      const sha256 = createHash('sha256').update(content).digest('hex');
      const name = prefix + sha256;
      if (!(await upload(container, name, content, contentType)))
        await touch(blob(container, name), clock);
      return { sha256, size: content.length };
    },
  };
}

async function putFile(
  target: BlockBlobClient,
  path: string,
  contentType: string,
  clock: Clock,
): Promise<void> {
  // Asked first, because a long upload is refused at its end only.
  if (await guarded(() => target.exists())) {
    await touch(target, clock);
    return;
  }
  await unlessThere(() =>
    target.uploadFile(path, {
      blockSize: BLOCK_BYTES,
      concurrency: BLOCKS_AT_ONCE,
      conditions: UNLESS_THERE,
      blobHTTPHeaders: { blobContentType: contentType },
    }),
  );
}

/** The stream's beginning, and what follows it if that is not all. */
async function readAhead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ chunks: Uint8Array[]; rest?: AsyncIterable<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= IN_MEMORY_BYTES) {
    const next = await source.next();
    if (next.done === true) return { chunks };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { chunks, rest: { [Symbol.asyncIterator]: () => source } };
}

/** What has been there for a while is of use again: it counts as new, so that retention does not take it away. */
async function touch(target: BlockBlobClient, clock: Clock): Promise<void> {
  const { lastModified, contentType } = await guarded(() => target.getProperties());
  if (clock.now() - (lastModified?.getTime() ?? 0) < FRESH_MS) return;
  const type = contentType === undefined ? {} : { blobContentType: contentType };
  // Refused under an immutability policy, which keeps it anyway.
  await unlessThere(() => target.setHTTPHeaders(type));
}

/** Names carry the content's hash, so that what is there already is the same. Answers whether it was not there. */
async function unlessThere(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await guarded(work);
    return true;
  } catch (error) {
    if (!isCode(error, 'conflict')) throw error;
    return false;
  }
}

function bodyOf(stream: NodeJS.ReadableStream | undefined): AsyncIterable<Uint8Array> {
  if (!stream) throw fromStatus(undefined, 'NoBody');
  return stream as AsyncIterable<Uint8Array>;
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
