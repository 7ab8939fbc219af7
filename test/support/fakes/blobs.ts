import { createHash } from 'node:crypto';
import type { StoredMedia } from '../../../src/domain/item.ts';
import type { ByteStream } from '../../../src/ports/source.ts';
import type { Blobs, BucketLease, Container, Leases } from '../../../src/ports/storage.ts';
import type { Clock } from '../../../src/ports/system.ts';
import { attempt, notFound } from './rows.ts';

export class FakeBlobs implements Blobs {
  readonly stored = new Map<string, { bytes: Uint8Array; contentType: string }>();

  put(container: Container, name: string, bytes: Uint8Array, contentType: string): Promise<void> {
    const key = `${container}/${name}`;
    if (!this.stored.has(key)) this.stored.set(key, { bytes: bytes.slice(), contentType });
    return Promise.resolve();
  }

  read(
    container: Container,
    name: string,
    offset = 0,
    length = Number.MAX_SAFE_INTEGER,
  ): Promise<Uint8Array> {
    return attempt(() => this.find(container, name).slice(offset, offset + length));
  }

  open(container: Container, name: string): Promise<ByteStream> {
    return attempt(() => {
      const bytes = this.find(container, name);
      return { size: bytes.length, bytes: streamOf(bytes) };
    });
  }

  async keep(
    container: 'raw' | 'media',
    prefix: string,
    bytes: AsyncIterable<Uint8Array>,
    contentType: string,
  ): Promise<StoredMedia> {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    const sha256 = createHash('sha256').update(whole).digest('hex');
    await this.put(container, prefix + sha256, whole, contentType);
    return { sha256, size: whole.length };
  }

  /** Names in a container, in order. */
  names(container: Container): string[] {
    const start = `${container}/`;
    const names = [...this.stored.keys()].filter((key) => key.startsWith(start));
    return names.map((key) => key.slice(start.length)).sort();
  }

  private find(container: Container, name: string): Uint8Array {
    const blob = this.stored.get(`${container}/${name}`);
    if (!blob) throw notFound('blob');
    return blob.bytes;
  }
}

/** In two pieces, so that nobody relies on getting one. */
export async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const middle = bytes.length >> 1;
  if (middle > 0) yield await Promise.resolve(bytes.subarray(0, middle));
  if (bytes.length > middle) yield await Promise.resolve(bytes.subarray(middle));
}

/** How long a holder may rely on its lease; it is renewed whenever it asks. */
const SAFE_MS = 40_000;

export class FakeLeases implements Leases {
  private readonly clock: Clock;
  /** Who holds which bucket; take an entry out and its holder has lost the lease. */
  readonly held = new Map<number, object>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  acquire(bucket: number): Promise<BucketLease | undefined> {
    if (this.held.has(bucket)) return Promise.resolve(undefined);
    const holder = {};
    this.held.set(bucket, holder);
    const isHeld = (): boolean => this.held.get(bucket) === holder;
    return Promise.resolve({
      safeUntil: () => (isHeld() ? this.clock.now() + SAFE_MS : 0),
      release: () => {
        if (isHeld()) this.held.delete(bucket);
        return Promise.resolve();
      },
    });
  }
}
