/** Sets up a connector and runs a window, step by step over the product's own HTTP interface. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { AdminClient } from './admin-client.ts';

const DEFAULT_POLL_MS = 250;
const SETTLED = new Set(['succeeded', 'succeededWithExceptions', 'failed', 'cancelled']);

export interface ConnectorPlan {
  product: string;
  name: string;
  username: string;
  password: string;
  /** Custom mapping is on when there is one. */
  mappingCsv?: string;
}

export interface RunView {
  id: string;
  state: string;
  phase: string;
  /** Orchestrations it has had. */
  attempt: number;
  counters: Record<string, number>;
  sourceCount: number | null;
  certificate: { balanced: boolean; equations: { text: string; holds: boolean }[] } | null;
  error: { code: string; message: string } | null;
}

/** @returns the connector's id */
export async function setUpConnector(admin: AdminClient, plan: ConnectorPlan): Promise<string> {
  const { product, name } = plan;
  const { id, steps } = await admin.must<{ id: string; steps: Record<string, string> }>(
    'POST',
    '/connectors',
    { product, name },
  );
  const path = `/connectors/${id}`;
  await admin.must('PUT', `${path}/terms`, { version: '2026-01', accepted: true });
  const { username, password } = plan;
  await admin.must('PUT', `${path}/credentials`, { username, password });
  const custom = plan.mappingCsv !== undefined;
  await admin.must('PUT', `${path}/mapping-rules`, { automatic: true, custom });
  if (custom) await admin.must('PUT', `${path}/mapping`, plan.mappingCsv);
  if (steps.consent !== 'notNeeded') await grantConsent(admin, path);
  await admin.must('POST', `${path}/finish`, {});
  return id;
}

/** What the browser does: opens the identity platform's page, which sends it back to the product. */
async function grantConsent(admin: AdminClient, path: string): Promise<void> {
  const { url } = await admin.must<{ url: string }>('POST', `${path}/consent`, {});
  const back = await redirectOf(url, admin.ca);
  const answer = await admin.call('GET', back);
  if (answer.status >= 400) {
    throw new Error(`the consent was not accepted: ${JSON.stringify(answer.body)}`);
  }
}

/** Where a page of the simulated identity platform sends the browser. */
export async function redirectOf(url: string, ca: string | undefined): Promise<string> {
  const [response] = (await once(get(url, { ca }), 'response')) as [IncomingMessage];
  response.resume();
  const { location } = response.headers;
  if (location === undefined) {
    throw new Error(`the consent page gave status ${String(response.statusCode)}`);
  }
  return location;
}

/** The tick may have begun a run over this very window a moment before; that one is as good. */
export async function startRun(
  admin: AdminClient,
  connectorId: string,
  window: { from: string; to: string },
): Promise<string> {
  const answer = await admin.call<{ id: string; runId?: string }>(
    'POST',
    `/connectors/${connectorId}/runs`,
    window,
  );
  if (answer.status === 409 && answer.body.runId !== undefined) return answer.body.runId;
  if (answer.status !== 202) {
    throw new Error(`the run was refused: ${JSON.stringify(answer.body)}`);
  }
  return answer.body.id;
}

/** Waits until a run has settled. */
export async function settled(
  admin: AdminClient,
  runId: string,
  limitMs: number,
  pollMs = DEFAULT_POLL_MS,
): Promise<RunView> {
  const until = Date.now() + limitMs;
  for (;;) {
    const run = await admin.must<RunView>('GET', `/runs/${runId}`);
    if (SETTLED.has(run.state)) return run;
    if (Date.now() > until) throw new Error(`run ${runId} did not settle: ${JSON.stringify(run)}`);
    await delay(pollMs);
  }
}
