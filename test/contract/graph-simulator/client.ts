import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSimulator } from '../../../local/simulators/kit/spawn.ts';
import type { SpawnedSimulator } from '../../../local/simulators/kit/spawn.ts';

export const GRAPH_MAIN = join(process.cwd(), 'local/simulators/graph/main.ts');
export const KEY_ID = 'String {4f1f6f0c-8a1a-4f2c-9b8e-2a3c4d5e6f70} Name ArchiveKey';
export const MIB = 1024 * 1024;
export const ANNA = '/v1.0/users/anna@contoso.example';
export const ANNA_ID = '00000000-0000-4000-8000-000000000001';

const USERS = [
  {
    id: ANNA_ID,
    userPrincipalName: 'anna@contoso.example',
    mail: 'anna.berg@contoso.example',
    proxyAddresses: ['SMTP:anna.berg@contoso.example', "smtp:o'anna+x@contoso.example"],
  },
  ...['none', 'invalid', 'denied', 'full'].map((mailbox) => ({
    userPrincipalName: `${mailbox}@contoso.example`,
    mailbox,
  })),
  { userPrincipalName: 'bo@contoso.example' },
];

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown> & {
    value?: Record<string, unknown>[];
    error?: { code: string; message: string };
  };
}

/** A token as far as a simulator without signing keys looks at it. */
export function token(claims: Record<string, unknown> = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 3599;
  const payload = { aud: 'https://graph.microsoft.com', appid: 'app', exp, ...claims };
  const parts = [{ alg: 'none' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${parts.join('.')}.signature`;
}

export interface GraphUnderTest {
  url: string;
  dir: string;
  send: (
    method: string,
    path: string,
    json?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Reply>;
  /** The objects of an answer that holds one per line. */
  lines: (path: string) => Promise<Record<string, unknown>[]>;
  /** Makes a folder and returns its path. */
  makeFolder: (user: string, displayName?: string) => Promise<string>;
  stop: () => Promise<void>;
}

export async function startGraph(args: readonly string[] = []): Promise<GraphUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), 'graph-simulator-'));
  const directory = join(dir, 'users.json');
  writeFileSync(directory, JSON.stringify(USERS));
  const simulator = await spawnSimulator(GRAPH_MAIN, [
    '--directory',
    directory,
    '--control',
    ...args,
  ]);
  const graph = connect(simulator);
  return {
    ...graph,
    dir,
    stop: async () => {
      await simulator.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export function connect({ url }: SpawnedSimulator): Omit<GraphUnderTest, 'dir' | 'stop'> {
  const request = async (
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(path.startsWith('http') ? path : `${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token()}`,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined
        ? {}
        : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
    });
  const send: GraphUnderTest['send'] = async (...args) => {
    const response = await request(...args);
    const text = await response.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {};
    return { status: response.status, headers: response.headers, text, body };
  };
  return {
    url,
    send,
    lines: async (path) => {
      const text = await (await request('GET', path)).text();
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    makeFolder: async (user, displayName = 'Android Archiver') => {
      const { body } = await send('POST', `/v1.0/users/${user}/mailFolders`, { displayName });
      return `/v1.0/users/${user}/mailFolders/${String(body.id)}`;
    },
  };
}

export function message(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    subject: 'SMS from Anna',
    body: { contentType: 'text', content: 'Hello' },
    from: { emailAddress: { address: '+447700900123@sms.invalid', name: 'Anna' } },
    toRecipients: [{ emailAddress: { address: 'bo@contoso.example' } }],
    internetMessageId: '<one@archive.invalid>',
    ...changes,
  };
}

export function properties(...pairs: [string, string][]): Record<string, unknown> {
  return { singleValueExtendedProperties: pairs.map(([id, value]) => ({ id, value })) };
}

export function file(
  bytes: number,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: 'a.bin',
    contentBytes: Buffer.alloc(bytes, 'a').toString('base64'),
    ...changes,
  };
}
