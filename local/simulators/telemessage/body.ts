import type { ServerResponse } from 'node:http';
import type { Bytes } from '../world/types.ts';
import { Problem } from './problem.ts';

interface Range {
  readonly start: number;
  /** exclusive */
  readonly end: number;
}

/** One range of bytes; several at once, or another unit, mean the whole as RFC 9110 allows. */
function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first + last === '' || isBackwards(first, last)) return undefined;
  const { start, end } =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size }
      : { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
  if (start >= end) {
    throw new Problem(416, 'range_not_satisfiable', 'There are no such bytes.', {
      'Content-Range': `bytes */${String(size)}`,
    });
  }
  return { start, end };
}

function isBackwards(first: string, last: string): boolean {
  return first !== '' && last !== '' && Number(last) < Number(first);
}

/** What is sent of some bytes, decided before anything is. */
export interface BodyPlan {
  readonly status: 200 | 206;
  readonly headers: Record<string, string>;
  chunks(): AsyncIterable<Uint8Array>;
}

export function planBody(bytes: Bytes, contentType: string, rangeHeader?: string): BodyPlan {
  const range = rangeOf(rangeHeader, bytes.size);
  const { start, end } = range ?? { start: 0, end: bytes.size };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(end - start),
      'Accept-Ranges': 'bytes',
      ...(range !== undefined && {
        'Content-Range': `bytes ${String(start)}-${String(end - 1)}/${String(bytes.size)}`,
      }),
    },
    chunks: () => slice(bytes.open(), start, end),
  };
}

async function* slice(
  chunks: AsyncIterable<Uint8Array>,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
    if (part.length > 0) yield part;
    offset += chunk.length;
    if (offset >= end) return;
  }
}

/** Sends at the reader's pace, and cuts the connection after `cutAfter` bytes of the body if told to. */
export async function sendBody(
  response: ServerResponse,
  plan: BodyPlan,
  cutAfter = Number.POSITIVE_INFINITY,
): Promise<void> {
  response.writeHead(plan.status, plan.headers).flushHeaders();
  let left = cutAfter;
  for await (const chunk of plan.chunks()) {
    if (response.destroyed) return;
    const part = chunk.subarray(0, Math.min(left, chunk.length));
    if (!response.write(part)) await drained(response);
    left -= part.length;
    if (left <= 0) break;
  }
  if (left > 0) response.end();
  else response.socket?.destroySoon();
}

/** Resolves when there is room again, or nobody left to read. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
