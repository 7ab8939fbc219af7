import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of attachments, each kept once under its SHA-256. */
export interface BlobStore {
  put(bytes: Buffer): string;
  get(sha256: string): Buffer | undefined;
}

export function createMemoryBlobs(): BlobStore {
  const blobs = new Map<string, Buffer>();
  return {
    put: (bytes) => {
      const sha256 = digest(bytes);
      if (!blobs.has(sha256)) blobs.set(sha256, bytes);
      return sha256;
    },
    get: (sha256) => blobs.get(sha256),
  };
}

export function createFileBlobs(dir: string): BlobStore {
  mkdirSync(dir, { recursive: true });
  return {
    put: (bytes) => {
      const sha256 = digest(bytes);
      const file = join(dir, sha256);
      if (!existsSync(file)) writeFileSync(file, bytes);
      return sha256;
    },
    get: (sha256) => {
      const file = join(dir, sha256);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
  };
}

/** For benchmarks: sizes are kept by the caller, bytes by nobody. */
export function createNoBlobs(): BlobStore {
  return { put: () => '', get: () => undefined };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
