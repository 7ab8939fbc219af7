import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Longer than any client keeps an idle connection, so that a reused one is never closed under a request. */
const KEEP_ALIVE_MS = 120_000;

export interface ListenOptions {
  host: string;
  port: number;
  /** Paths of PEM files; both or none. */
  tls?: { certFile: string; keyFile: string } | undefined;
}

export interface Listening {
  /** `http://127.0.0.1:PORT`, or `https://localhost:PORT` with a certificate. */
  url: string;
  close: () => Promise<void>;
}

export async function listen(options: ListenOptions, handler: RequestListener): Promise<Listening> {
  const server = createServer(options, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: options.tls === undefined ? `http://${options.host}:${port}` : `https://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function createServer(options: ListenOptions, handler: RequestListener): Server {
  const server =
    options.tls === undefined
      ? createHttpServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler)
      : createHttpsServer(
          {
            keepAliveTimeout: KEEP_ALIVE_MS,
            cert: readFileSync(options.tls.certFile),
            key: readFileSync(options.tls.keyFile),
          },
          handler,
        );
  // A slow upload or a hanging answer is part of what is simulated.
  server.requestTimeout = 0;
  return server;
}

/** The whole body, or `tooLarge` as soon as it is known to exceed the limit; the rest is then drained. */
export function readBody(
  request: IncomingMessage,
  limitBytes = Number.MAX_SAFE_INTEGER,
): Promise<Buffer | 'tooLarge'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else resolve('tooLarge');
    });
    request.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}

/** Parsed JSON body of a control request; `undefined` when empty. Throws SyntaxError when malformed. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  if (body === 'tooLarge' || body.length === 0) return undefined;
  return JSON.parse(body.toString('utf8')) as unknown;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': text.length,
    ...headers,
  });
  response.end(text);
}

/** One JSON object per line, written as fast as the reader takes them. */
export async function sendLines(response: ServerResponse, lines: Iterable<unknown>): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  try {
    await pipeline(Readable.from(serialized(lines)), response);
  } catch (error) {
    // A reader may stop reading.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function* serialized(lines: Iterable<unknown>): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** Ends the connection the hard way, as a crashed peer or a broken network does. */
export function resetConnection(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}
