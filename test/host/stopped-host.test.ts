import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnHost } from '../../local/host-process.ts';
import type { RunningHost } from '../../local/host-process.ts';
import { appWith, eventually, scratch, workflowsApp } from './support.ts';

const limit = 10_000;

describe('a host that is stopped and started again', () => {
  let place: ReturnType<typeof scratch>;
  let notes: string;
  let data: string;

  beforeEach(() => {
    place = scratch();
    notes = join(place.folder, 'notes');
    data = join(place.folder, 'data');
  });

  afterEach(() => {
    place.remove();
  });

  function start(app = workflowsApp): Promise<RunningHost> {
    return spawnHost({ app, data, env: { WORK_NOTES: notes } });
  }

  function noted(): string[] {
    return existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean) : [];
  }

  async function begin(host: RunningHost, steps: object[]): Promise<string> {
    const init = { method: 'POST', body: JSON.stringify(steps) };
    const answer = await fetch(`${host.url}/api/start/one`, init);
    return ((await answer.json()) as { statusQueryGetUri: string }).statusQueryGetUri;
  }

  function ended(uri: string): Promise<{ runtimeStatus: string; output: unknown }> {
    return eventually(async () => {
      const response = await fetch(uri);
      if (response.status !== 200) return undefined;
      return (await response.json()) as { runtimeStatus: string; output: unknown };
    }, limit);
  }

  it('lets the running activity end, and goes on behind it', async () => {
    const first = await start();
    const uri = await begin(first, [
      { kind: 'slow', value: 700 },
      { kind: 'activity', value: 1 },
    ]);
    await eventually(() => Promise.resolve(noted().length > 0 || undefined), limit);
    await first.stop();
    expect(await first.exited).toBe(0);
    const second = await start();
    expect(await ended(uri.replace(first.url, second.url))).toMatchObject({ output: 701 });
    await second.stop();
    expect(noted()).toHaveLength(2);
  });

  it('ends with code 1 at a rejection nobody handles, as the Node worker does', async () => {
    const host = await start();
    await fetch(`${host.url}/api/forgotten`).catch(() => undefined);
    expect(await host.exited).toBe(1);
    const last = host.log.filter((line) => line.includes('"critical"'));
    expect(last).toEqual([expect.stringContaining('nobody waits for this')]);
  });

  it('answers 503 while the app loads', async () => {
    const code = `import { app } from '@azure/functions';
      await new Promise((resolve) => setTimeout(resolve, 500)); app.get('here', () => ({ body: 'yes' }));`;
    const app = appWith(join(place.folder, 'app'), { 'src/app.ts': code });
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.url).port);
    const starting = spawnHost({ app, data, port });
    const ask = () => fetch(`${first.url}/api/here`).catch(() => undefined);
    expect((await eventually(ask, limit)).status).toBe(503);
    const host = await starting;
    expect((await ask())?.status).toBe(200);
    await host.stop();
  });

  it('fails an activity that runs longer than functionTimeout', async () => {
    const hostJson = JSON.stringify({ version: '2.0', functionTimeout: '00:00:01' });
    const host = await start(appWith(join(place.folder, 'app'), { 'host.json': hostJson }));
    const { runtimeStatus, output } = await ended(
      await begin(host, [{ kind: 'misspelt', value: 0 }]),
    );
    expect([runtimeStatus, output]).toEqual(['Failed', expect.stringContaining('misspelt')]);
    const late = await ended(await begin(host, [{ kind: 'slow', value: 3000 }]));
    expect(late.output).toBe(-3000);
    expect(host.log.join()).toContain(
      'Timeout value of 1 s was exceeded by function: Functions.work',
    );
    await host.stop();
  });

  it('calls a timer by hand, for whoever has the key', async () => {
    const code = `import { appendFileSync } from 'node:fs'; import { app } from '@azure/functions';
      app.timer('tick', { schedule: '0 0 0 1 1 *', handler: (timer) =>
        appendFileSync(process.env.WORK_NOTES, 'tick, past due: ' + timer.isPastDue + '\\n') });`;
    const host = await start(appWith(join(place.folder, 'app'), { 'src/app.ts': code }));
    const post = async (path: string, body: string) =>
      (await fetch(`${host.url}/admin/functions/${path}`, { method: 'POST', body })).status;
    expect(await post('tick', '{"input":""}')).toBe(401);
    expect(await post(`tick?code=${host.key}`, 'no JSON')).toBe(400);
    await expect(host.trigger('tock')).rejects.toThrow('404');
    expect(noted()).toEqual([]);
    await host.trigger('Tick');
    await host.stop();
    expect(noted()).toEqual(['tick, past due: false']);
  });

  it('calls a timer once, past due, for what it missed', async () => {
    const code = `import { appendFileSync } from 'node:fs'; import { app } from '@azure/functions';
      app.timer('tick', { schedule: '0 0 0 1 1 *', runOnStartup: !process.env.SECOND, handler: (timer) =>
        appendFileSync(process.env.WORK_NOTES, 'past due: ' + timer.isPastDue + '\\n') });`;
    const app = appWith(join(place.folder, 'app'), { 'src/app.ts': code });
    const first = await start(app);
    await eventually(() => Promise.resolve(noted().length > 0 || undefined), limit);
    await first.stop();
    const database = new DatabaseSync(join(data, 'host.sqlite'));
    database.exec('UPDATE schedules SET next = 1');
    database.close();
    const env = { WORK_NOTES: notes, SECOND: 'yes' };
    for (let n = 0; n < 2; n++) {
      const next = await spawnHost({ app, data, env });
      await eventually(() => Promise.resolve(noted().length > 1 || undefined), limit);
      await next.stop();
    }
    expect(noted()).toEqual(['past due: false', 'past due: true']);
  });
});
