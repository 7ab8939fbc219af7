import type { Dispatcher } from 'undici';
import type { ByteStream } from '../../ports/source.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { backoffMs } from '../http/backoff.ts';
import { networkCode } from '../http/client.ts';
import { MAX_ATTEMPTS } from './limits.ts';
import { unavailable } from './problem.ts';

/** Sends the request, with a `Range` header from the second time on. */
type Fetch = (range: Record<string, string>) => Promise<Dispatcher.ResponseData>;

export interface DownloadOptions {
  operation: string;
  fetch: Fetch;
  clock: Clock;
  random: Random;
  log: Log;
}

/**
 * The bytes of a download. What breaks off is taken up where it stopped; a site that ignores the range sends all of
 * it again, and what is known already is skipped. Throws `source_unavailable` when it keeps breaking.
 */
export async function download(options: DownloadOptions): Promise<ByteStream> {
  const first = await options.fetch({});
  const size = lengthOf(first);
  return { size, bytes: readOn(options, first, size) };
}

async function* readOn(
  { operation, fetch, clock, random, log }: DownloadOptions,
  first: Dispatcher.ResponseData,
  size: number | undefined,
): AsyncGenerator<Uint8Array> {
  let response = first;
  let received = 0;
  for (let attempts = 1; ; attempts += 1) {
    let skip = response.statusCode === 206 ? 0 : received;
    let cause: unknown;
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        const fresh = skip === 0 ? chunk : chunk.subarray(skip);
        skip -= chunk.length - fresh.length;
        if (fresh.length === 0) continue;
        received += fresh.length;
        yield fresh;
      }
      if (size === undefined || received === size) return;
    } catch (error) {
      cause = error;
    }
    const code = networkCode(cause);
    if (attempts === MAX_ATTEMPTS || (size !== undefined && received > size)) {
      throw unavailable(operation, undefined, { code, received, expected: size ?? -1 }, cause);
    }
    log.warn('Download broke off, taking it up again', { operation, attempts, received, code });
    await clock.sleep(backoffMs(attempts, random.fraction()));
    response = await fetch(received === 0 ? {} : { range: `bytes=${received}-` });
  }
}

function lengthOf({ headers }: Dispatcher.ResponseData): number | undefined {
  const length = Number(headers['content-length'] ?? NaN);
  return Number.isSafeInteger(length) ? length : undefined;
}
