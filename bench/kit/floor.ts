/**
 * The wire floor, in a process of its own: lists the same pages and posts the same prepared bodies to the same
 * services at the same concurrency, with undici alone and no storage. Its standard input is one JSON object; the
 * bodies are read before the clock starts.
 */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Agent, Pool, request } from 'undici';

/** What the product allows itself: slices side by side, requests per mailbox, connections to Graph. */
const SLICES = 8;
const PARALLEL_SLICES = 4;
const PER_MAILBOX = 3;
const CONNECTIONS = 64;
const PAGE = 500;

export interface FloorInput {
  telemessageUrl: string;
  username: string;
  password: string;
  product: string;
  window: { from: string; to: string };
  graphUrl: string;
  token: string;
  folder: string;
  /** File of lines: mailbox, tab, body. */
  bodiesFile: string;
}

export interface FloorOutput {
  seconds: number;
  cpuMs: number;
  listed: number;
  posted: number;
  failed: number;
}

interface Body {
  mailbox: string;
  bytes: Buffer;
}

async function json(response: { body: { json(): Promise<unknown> } }): Promise<unknown> {
  return response.body.json();
}

async function list(input: FloorInput, dispatcher: Agent): Promise<number> {
  const login = await request(`${input.telemessageUrl}/login`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: input.username, password: input.password }),
  });
  const { accessToken } = (await json(login)) as { accessToken: string };
  const from = Date.parse(input.window.from);
  const length = (Date.parse(input.window.to) - from) / SLICES;
  let listed = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < SLICES) {
      const start = from + next++ * length;
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const query = new URLSearchParams({
          from: new Date(start).toISOString(),
          to: new Date(start + length).toISOString(),
          limit: String(PAGE),
          ...(cursor && { cursor }),
        });
        const page = (await json(
          await request(
            `${input.telemessageUrl}/archive/${input.product}/items?${query.toString()}`,
            { dispatcher, headers: { authorization: `Bearer ${accessToken}` } },
          ),
        )) as { items: unknown[]; nextCursor: string | null };
        listed += page.items.length;
        cursor = page.nextCursor;
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_SLICES }, worker));
  return listed;
}

async function makeFolders(
  input: FloorInput,
  pool: Pool,
  mailboxes: string[],
): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  for (const mailbox of mailboxes) {
    const response = await pool.request({
      method: 'POST',
      path: `/v1.0/users/${mailbox}/mailFolders`,
      headers: { authorization: `Bearer ${input.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ displayName: input.folder }),
    });
    folders.set(mailbox, ((await json(response)) as { id: string }).id);
  }
  return folders;
}

async function post(
  input: FloorInput,
  pool: Pool,
  folders: ReadonlyMap<string, string>,
  bodies: readonly Body[],
): Promise<{ posted: number; failed: number }> {
  const queues = [...Map.groupBy(bodies, ({ mailbox }) => mailbox).values()];
  let posted = 0;
  let failed = 0;
  let turn = 0;
  const worker = async (queue: Body[], path: string): Promise<void> => {
    for (let body = queue.pop(); body; body = queue.pop()) {
      const response = await pool.request({
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${input.token}`, 'content-type': 'application/json' },
        body: body.bytes,
      });
      await response.body.dump();
      if (response.statusCode === 201) posted++;
      else failed++;
    }
  };
  const mailboxes = async (): Promise<void> => {
    while (turn < queues.length) {
      const queue = queues[turn++] ?? [];
      const mailbox = queue[0]?.mailbox ?? '';
      const path = `/v1.0/users/${mailbox}/mailFolders/${folders.get(mailbox) ?? ''}/messages`;
      await Promise.all(Array.from({ length: PER_MAILBOX }, () => worker(queue, path)));
    }
  };
  await Promise.all(Array.from({ length: Math.floor(CONNECTIONS / PER_MAILBOX) }, mailboxes));
  return { posted, failed };
}

const input = JSON.parse(await text(process.stdin)) as FloorInput;
const bodies = readFileSync(input.bodiesFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const tab = line.indexOf('\t');
    return { mailbox: line.slice(0, tab), bytes: Buffer.from(line.slice(tab + 1)) };
  });
const pool = new Pool(input.graphUrl, { connections: CONNECTIONS });
const folders = await makeFolders(input, pool, [...new Set(bodies.map(({ mailbox }) => mailbox))]);
const cpu = process.cpuUsage();
const begun = performance.now();
const listed = await list(input, new Agent());
const sent = await post(input, pool, folders, bodies);
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
const output: FloorOutput = { seconds, cpuMs: (user + system) / 1000, listed, ...sent };
process.stdout.write(JSON.stringify(output));
process.exit();
