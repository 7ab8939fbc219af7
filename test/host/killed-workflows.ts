import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { spawnHost, type RunningHost } from '../../local/host-process.ts';
import { allKinds, eventName, expectedTotal, pick, randomWorkflow } from './random-workflow.ts';
import { seeded, type Random, type Step } from './random-workflow.ts';
import { eventually, workflowsApp } from './support.ts';

/** Random workflows on a host that is killed again and again: what came out, and everything that was wrong. */
export interface Findings {
  workflows: number;
  /** Kills that a workflow has lived through, on average. */
  killsPerWorkflow: number;
  kills: number;
  completions: number;
  problems: string[];
}

interface Options {
  workflows: number;
  /** How many kills each workflow lives through at least, on average; it must have something left to do. */
  kills: number;
  seed: number;
  /** Holds the state of the host; must be empty. */
  folder: string;
}

interface Workflow {
  id: string;
  steps: Step[];
  isStarted: boolean;
  /** Events not yet raised: their places, and after which kill they may come. */
  events: { place: number; after: number }[];
}

const stepsEach = 8;
/** Between the start of a host and its end, in milliseconds; the shortest hit it while it takes up its work. */
const shortestLife = 20;
const longestLife = 1500;
const endLimit = 240_000;
/** Requests at a time. */
const callers = 16;

export async function killAgainAndAgain({ folder, ...options }: Options): Promise<Findings> {
  const random = seeded(options.seed);
  const data = join(folder, 'data');
  const env = { WORK_NOTES: join(folder, 'notes') };
  const workflows = Array.from({ length: options.workflows }, (_, n) =>
    randomPlan(random, `w${String(n)}`, options.kills),
  );
  const problems: string[] = [];
  let kills = 0;
  let livedThrough = 0;
  for (let open = workflows.length; livedThrough < options.kills * workflows.length && open > 0;) {
    const host = await spawnHost({ app: workflowsApp, data, env });
    const life = shortestLife + pick(random, longestLife);
    const talk = tell(host, workflows, kills);
    // The first host lives until all workflows are there.
    if (kills === 0) await talk;
    await new Promise((resolve) => setTimeout(resolve, life));
    host.kill();
    await Promise.all([host.exited, talk]);
    kills++;
    open = examineLiving(data, problems);
    livedThrough += open;
  }
  const host = await spawnHost({ app: workflowsApp, data, env });
  await tell(host, workflows, Number.POSITIVE_INFINITY);
  await eventually(async () => ((await countOpen(host)) === 0 ? true : undefined), endLimit);
  await host.stop();
  const completions = examineEnd(data, workflows, problems);
  const killsPerWorkflow = livedThrough / workflows.length;
  return { workflows: workflows.length, killsPerWorkflow, kills, completions, problems };
}

/** Its last step waits for an event that comes only after the kills it has to live through. */
function randomPlan(random: Random, id: string, kills: number): Workflow {
  const steps = randomWorkflow(random, stepsEach, allKinds);
  steps.push({ kind: 'event', value: pick(random, 1000) });
  const places = [...steps.entries()].filter(([, { kind }]) => kind === 'event');
  const events = places.map(([place]) => ({ place, after: pick(random, kills) }));
  const last = events.at(-1);
  if (last) last.after = Math.ceil(kills * (0.9 + 0.4 * random()));
  return { id, steps, isStarted: false, events };
}

/** Starts workflows and raises events; what fails because the host has gone is left for the next one. */
async function tell(host: RunningHost, workflows: Workflow[], kills: number): Promise<void> {
  const queue = workflows[Symbol.iterator]();
  const caller = async () => {
    for (const workflow of queue) if (!(await tellOne(host, workflow, kills))) return;
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

async function tellOne(host: RunningHost, workflow: Workflow, kills: number): Promise<boolean> {
  const { id, steps, events } = workflow;
  if (!workflow.isStarted) {
    workflow.isStarted = await post(`${host.url}/api/start/${id}`, steps);
  }
  for (const event of events.filter(({ after }) => after <= kills)) {
    const address = `${base(host)}/instances/${id}/raiseEvent/${eventName(event.place)}`;
    if (!(await post(`${address}?code=${host.key}`, steps[event.place]?.value))) return false;
    events.splice(events.indexOf(event), 1);
  }
  return workflow.isStarted;
}

async function post(address: string, body: unknown): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(address, init).catch(() => undefined);
  await response?.body?.cancel().catch(() => undefined);
  return response?.status === 202;
}

function base({ url }: RunningHost): string {
  return `${url}/runtime/webhooks/durabletask`;
}

async function countOpen(host: RunningHost): Promise<number> {
  const query = `code=${host.key}&top=1&runtimeStatus=Pending,Running,Suspended`;
  const response = await fetch(`${base(host)}/instances?${query}`);
  return ((await response.json()) as unknown[]).length;
}

/** What a killed host has left behind; returns how many workflows have not ended. */
function examineLiving(data: string, problems: string[]): number {
  const database = new DatabaseSync(join(data, 'host.sqlite'));
  examine(database, problems);
  const open = database.prepare(`SELECT count(*) AS n FROM instances
    WHERE id GLOB 'w[0-9]*' AND status NOT IN ('Completed', 'Failed', 'Terminated')`);
  const count = Number(open.get()?.n);
  database.close();
  return count;
}

function examine(database: DatabaseSync, problems: string[]): void {
  const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() ?? {};
  if (integrity !== 'ok') problems.push(`integrity: ${String(integrity)}`);
  const twice = database.prepare(`SELECT id,
    coalesce(event ->> 'TaskScheduledId', event ->> 'TimerId') AS task, count(*) AS n FROM history
    WHERE event ->> 'EventType' IN (5, 6, 8, 9, 11) GROUP BY 1, 2 HAVING n > 1`);
  for (const row of twice.all()) problems.push(`applied twice: ${JSON.stringify(row)}`);
}

/** Returns how many completions the histories hold. */
function examineEnd(data: string, workflows: Workflow[], problems: string[]): number {
  const database = new DatabaseSync(join(data, 'host.sqlite'));
  examine(database, problems);
  for (const table of ['inbox', 'tasks']) {
    const left = Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
    if (left > 0) problems.push(`${String(left)} rows left in ${table}`);
  }
  const select = database.prepare('SELECT status, output FROM instances WHERE id = ?');
  for (const { id, steps } of workflows) {
    const { status, output } = select.get(id) ?? {};
    const expected = String(expectedTotal(steps));
    if (status === 'Completed' && output === expected) continue;
    problems.push(`${id}: ${String(status)} ${String(output)}, not ${expected}`);
  }
  const ends = database.prepare(
    "SELECT count(*) AS n FROM history WHERE event ->> 'EventType' IN (5, 6, 8, 9, 11)",
  );
  const completions = Number(ends.get()?.n);
  database.close();
  return completions;
}
