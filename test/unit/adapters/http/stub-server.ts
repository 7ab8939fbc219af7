import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** `reset`: the connection is cut without an answer; `hang`: it never comes; `cut`: the connection is, after the body. */
export type StubAnswer =
  | 'reset'
  | 'hang'
  | { status: number; headers?: Record<string, string>; body?: string | object; cut?: boolean };

export interface StubServer {
  url: string;
  /** What came, in order. */
  requests: StubRequest[];
  close(): Promise<void>;
}

/** A server that answers whatever the test says, request by request. */
export async function createStubServer(
  answer: (request: StubRequest, count: number) => StubAnswer,
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      };
      requests.push(request);
      const reply = answer(request, requests.length);
      if (reply === 'reset') {
        incoming.socket.resetAndDestroy();
        return;
      }
      if (reply === 'hang') return;
      const { status, headers, body = '' } = reply;
      const json = typeof body === 'object';
      outgoing.writeHead(status, {
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      });
      const text = json ? JSON.stringify(body) : body;
      if (reply.cut !== true) outgoing.end(text);
      else outgoing.write(text, () => incoming.socket.end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
