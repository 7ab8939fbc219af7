import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from '@jest/globals';
import { spawnHost } from '../../local/host/spawn.ts';
import { expectedTotal, pick, randomWorkflow, seeded } from './random-workflow.ts';
import type { Step } from './random-workflow.ts';
import { eventually, scratch, workflowsApp } from './support.ts';

interface Row {
  id: string;
  status: string;
  output: string;
}

const kills = 5;
const workflows = 12;
/** Between two kills, in milliseconds; some hit the start of the host. */
const shortestLife = 20;
const longestLife = 500;
const endLimit = 60_000;

describe('a host that is killed again and again', () => {
  const { folder, remove } = scratch();
  const data = join(folder, 'data');
  const options = { app: workflowsApp, data, env: { WORK_NOTES: join(folder, 'notes') } };

  afterEach(remove);

  it('ends every orchestration with the right result and counts each completion once', async () => {
    const random = seeded(20261120);
    const plans = new Map<string, Step[]>();
    for (let n = 0; n < workflows; n++) plans.set(`w${String(n)}`, randomWorkflow(random, 6));
    let host = await spawnHost(options);
    for (const [id, steps] of plans) {
      const init = { method: 'POST', body: JSON.stringify(steps) };
      expect((await fetch(`${host.url}/api/start/${id}`, init)).status).toBe(202);
    }
    for (let n = 0; n < kills; n++) {
      const life = shortestLife + pick(random, longestLife);
      await new Promise((resolve) => setTimeout(resolve, life));
      host.kill();
      expect(await host.exited).toBeNull();
      host = await spawnHost(options);
    }
    const started = await fetch(`${host.url}/api/start/last`, { method: 'POST', body: '[]' });
    const { statusQueryGetUri } = (await started.json()) as { statusQueryGetUri: string };
    const listUri = statusQueryGetUri.replace('/instances/last', '/instances');
    await eventually(async () => {
      const list = (await (await fetch(`${listUri}&top=1000`)).json()) as {
        runtimeStatus: string;
      }[];
      return list.every((one) => one.runtimeStatus === 'Completed') ? true : undefined;
    }, endLimit);
    await host.stop();
    expect(await host.exited).toBe(0);
    examine(plans);
  }, 120_000);

  function examine(plans: Map<string, Step[]>): void {
    const database = new DatabaseSync(join(data, 'host.sqlite'));
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    for (const table of ['inbox', 'activities', 'timers']) {
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    }
    const rows = database
      .prepare('SELECT id, status, output FROM instances')
      .all() as unknown as Row[];
    for (const [id, steps] of plans) {
      const row = rows.find((one) => one.id === id);
      expect({ id, output: row?.output }).toEqual({ id, output: String(expectedTotal(steps)) });
    }
    const ends =
      database.prepare(`SELECT id, coalesce(event ->> 'TaskScheduledId', event ->> 'TimerId') AS task,
      count(*) AS n FROM history WHERE event ->> 'EventType' IN (5, 6, 8, 9, 11) GROUP BY 1, 2`);
    for (const end of ends.all()) expect(end).toMatchObject({ n: 1 });
    database.close();
    expect(readFileSync(options.env.WORK_NOTES, 'utf8').split('\n').length).toBeGreaterThan(
      workflows,
    );
  }
});
