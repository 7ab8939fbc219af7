import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { SpawnedSimulator } from '../../local/simulators/kit/spawn.ts';
import { buildAccounts } from '../../local/simulators/world/directory.ts';
import type { Account } from '../../local/simulators/world/types.ts';

export const MAIN = join(process.cwd(), 'local/simulators/telemessage/main.ts');
export const DATE = '2026-11-19';
export const DAY = { from: `${DATE}T00:00:00.000Z`, to: '2026-11-20T00:00:00.000Z' };

export interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

export function accountFor(product: string): Account {
  const account = buildAccounts(1).find(({ products }) => products.includes(product));
  if (account === undefined) throw new Error(`no account for ${product}`);
  return account;
}

export type Client = ReturnType<typeof clientOf>;

/** A client of one running simulator. */
export function clientOf(simulator: SpawnedSimulator) {
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const login = (body: unknown) => post(`${simulator.url}/login`, body);
  const control = (path: string, body: unknown = {}) =>
    post(new URL(`/_control/${path}`, simulator.url).href, body);
  async function signIn({ username, password }: Account): Promise<string> {
    const answer = await login({ username, password });
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }
  const get = (path: string, token: string, headers: Record<string, string> = {}) =>
    fetch(`${simulator.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { login, control, signIn, get };
}

export async function expectError(answer: Response, status: number, code: string): Promise<void> {
  const body: unknown = await answer.json();
  expect([answer.status, body]).toEqual([status, { error: { code, message: expect.any(String) } }]);
}

export function query(parameters: Record<string, string | number>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) search.set(name, String(value));
  return search.toString();
}
