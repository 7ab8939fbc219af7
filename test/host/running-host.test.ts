import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnHost } from '../../local/host-process.ts';
import type { RunningHost } from '../../local/host-process.ts';
import { eventually, scratch, workflowsApp } from './support.ts';

interface Status {
  runtimeStatus: string;
  output: unknown;
}

describe('a running local host', () => {
  const { folder, remove } = scratch();
  const notes = join(folder, 'notes');
  let host: RunningHost;

  beforeAll(async () => {
    const env = { WORK_NOTES: notes, HTTP_PROXY: 'http://127.0.0.1:9' };
    host = await spawnHost({ app: workflowsApp, data: join(folder, 'data'), auth: true, env });
  });

  afterAll(async () => {
    await host.stop();
    remove();
  });

  async function run(id: string, steps: object[]): Promise<Status> {
    const body = JSON.stringify(steps);
    const started = await fetch(`${host.url}/api/start/${id}`, { method: 'POST', body });
    const { statusQueryGetUri } = (await started.json()) as { statusQueryGetUri: string };
    return eventually(async () => {
      const response = await fetch(statusQueryGetUri);
      return response.status === 200 ? ((await response.json()) as Status) : undefined;
    }, 10_000);
  }

  it('runs an orchestration although the environment names a proxy', async () => {
    const status = await run('plain', [
      { kind: 'activity', value: 3 },
      { kind: 'sub', value: 4 },
    ]);
    expect(status).toMatchObject({ runtimeStatus: 'Completed', output: 7 });
  });

  it('does not take in a body beyond the limit of the real host', async () => {
    const upload = request(`${host.url}/api/start/large`, { method: 'POST' });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    // The host hangs up on what is still being sent.
    upload.on('error', () => undefined);
    const piece = Buffer.alloc(1024 * 1024);
    const state = { isAnswered: false };
    void answered.finally(() => {
      state.isAnswered = true;
    });
    for (let sent = 0; sent < 1024 && !state.isAnswered; sent++) {
      if (!upload.write(piece)) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const [{ statusCode }] = await answered;
    upload.destroy();
    expect(statusCode).toBe(413);
    expect((await fetch(`${host.url}/.auth/login`)).status).toBe(200);
  });

  it('fails an orchestration that calls an activity nobody registered', async () => {
    const status = await run('unknown', [{ kind: 'misspelt', value: 1 }]);
    expect(status.runtimeStatus).toBe('Failed');
    expect(status.output).toMatch(/'misspelt' doesn't exist, is disabled, or is not an activity/);
  });

  it('answers with a stream', async () => {
    const response = await fetch(`${host.url}/api/stream`);
    expect(await response.text()).toBe('streamed text');
  });

  it('answers 500 for what cannot be sent, and goes on', async () => {
    expect((await fetch(`${host.url}/api/broken`)).status).toBe(500);
    expect((await fetch(`${host.url}/api/stream`)).status).toBe(200);
  });

  it('guards the management routes with a key', async () => {
    const response = await fetch(`${host.url}/runtime/webhooks/durabletask/instances/plain`);
    expect(response.status).toBe(401);
  });

  it('takes out what callers say about who they are', async () => {
    const forged = Buffer.from(JSON.stringify({ claims: [] })).toString('base64');
    const headers = { 'X-MS-Client-Principal': forged, 'x-ms-client-principal-id': 'me' };
    const response = await fetch(`${host.url}/api/who`, { headers });
    expect(await response.json()).toEqual({ user: null, principal: null });
  });

  it('signs people in and out', async () => {
    const body = new URLSearchParams({ person: 'admin', redirect: '//elsewhere.example' });
    const init = { method: 'POST', body, redirect: 'manual' } as const;
    const answer = await fetch(`${host.url}/.auth/login`, init);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const who = (await (await fetch(`${host.url}/api/who`, { headers })).json()) as {
      user: { username: string; claimsPrincipalData: { claims: { typ: string; val: string }[] } };
    };
    const roles = who.user.claimsPrincipalData.claims.filter((claim) => claim.typ.endsWith('role'));
    expect(roles.map((claim) => claim.val)).toEqual(['Connector.Admin', 'Connector.Reader']);
    expect((await fetch(`${host.url}/.auth/me`, { headers })).status).toBe(200);
    const out = await fetch(`${host.url}/.auth/logout`, { headers, redirect: 'manual' });
    expect(out.headers.get('set-cookie')).toMatch(/^AppServiceAuthSession=; Max-Age=0/);
    expect((await fetch(`${host.url}/.auth/me`)).status).toBe(401);
  });

  it('keeps stdout to itself and logs JSON lines', () => {
    for (const line of host.log) expect(JSON.parse(line)).toHaveProperty('message');
  });
});
