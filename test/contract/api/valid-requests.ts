/** For each operation a request that reaches its usual status, and the state it needs. */
import { itemIdOf } from '../../../src/api/items/id.ts';
import type { RunChange } from '../../../src/domain/records.ts';
import { TENANT, type Harness } from '../../unit/api/harness.ts';
import { exceptionRow, itemRow } from '../storage/rows.ts';

export interface Request {
  path?: Record<string, string>;
  query?: Record<string, string>;
  json?: object;
  text?: string | Uint8Array;
  headers?: Record<string, string>;
}

export const WINDOW = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' };
export const MAPPING =
  'External User ID,Microsoft 365 User Mailbox\n+447700900101,a@tenant.example\n';
const CSV = { 'content-type': 'text/csv' };

/** Which request, once the state is there; by operation id. */
export const VALID: Readonly<Record<string, (harness: Harness) => Promise<Request> | Request>> = {
  describeApi: () => ({}),
  getHealth: () => ({}),
  getMe: () => ({}),
  listProducts: () => ({}),
  completeConsent: async (harness) => ({
    query: { admin_consent: 'True', tenant: TENANT, state: await consentState(harness) },
  }),
  listExceptions: async (harness) => {
    await withException(harness);
    return {};
  },
  listAudit: async (harness) => {
    await harness.active();
    return {};
  },
  exportAudit: async (harness) => {
    await harness.active();
    return {};
  },
  searchItems: async (harness) => {
    const { connectorId } = await withItem(harness);
    return { query: { connectorId, ...WINDOW } };
  },
  findItems: async (harness) => {
    const { connectorId } = await withItem(harness);
    return { json: { connectorId, ...WINDOW, number: '+447700900123', limit: 10 } };
  },
  findExceptions: async (harness) => {
    await withException(harness);
    return { json: { party: '+447700900123' } };
  },
  getItem: async (harness) => ({ path: { id: (await withItem(harness)).itemId } }),

  listConnectors: async (harness) => {
    await harness.active();
    return {};
  },
  createConnector: () => ({ json: { product: 'o2-network', name: 'Phones' } }),
  getConnector: async (harness) => ({ path: { id: await harness.active() } }),
  changeConnector: async (harness) => ({
    path: { id: await harness.connector() },
    json: { name: 'Desk phones', settings: { sizeLimitMb: 20, messageClass: null } },
  }),
  deleteConnector: async (harness) => ({ path: { id: await harness.connector() } }),
  finishConnector: async (harness) => ({ path: { id: await harness.connector() } }),
  pauseConnector: async (harness) => ({ path: { id: await harness.active() } }),
  resumeConnector: async (harness) => {
    const id = await harness.active();
    await harness.send('POST', `/connectors/${id}/pause`);
    return { path: { id } };
  },

  acceptTerms: async (harness) => ({
    path: { id: await harness.connector('o2-network', ['terms']) },
    json: { version: '1', accepted: true },
  }),
  setCredentials: async (harness) => ({
    path: { id: await harness.connector('o2-network', ['credentials']) },
    json: { username: 'archive-user', password: 'right' },
  }),
  setMappingRules: async (harness) => ({
    path: { id: await harness.connector('o2-network', ['mapping']) },
    json: { automatic: true, custom: false },
  }),
  beginConsent: async (harness) => ({ path: { id: await harness.connector('android') } }),
  getPreflight: async (harness) => ({ path: { id: await harness.active() } }),

  uploadMapping: async (harness) => ({
    path: { id: await harness.connector() },
    text: MAPPING,
    headers: CSV,
  }),
  addMappingEntries: async (harness) => ({
    path: { id: await withMapping(harness) },
    json: { add: [{ number: '+447700900102', mailbox: 'b@tenant.example' }] },
  }),
  getMapping: async (harness) => ({ path: { id: await withMapping(harness) } }),
  listMappingVersions: async (harness) => ({ path: { id: await withMapping(harness) } }),
  getMappingVersion: async (harness) => ({
    path: { id: await withMapping(harness), version: '1' },
  }),
  restoreMappingVersion: async (harness) => {
    const id = await withMapping(harness);
    const text = `${MAPPING}+447700900103,c@tenant.example\n`;
    await harness.send('PUT', `/connectors/${id}/mapping`, { text, headers: CSV });
    return { path: { id, version: '1' } };
  },
  checkMapping: async (harness) => ({ path: { id: await withMapping(harness) }, json: {} }),
  resolveMapping: async (harness) => ({
    path: { id: await withMapping(harness) },
    json: { number: '+447700900101' },
  }),
  reprocessUnmapped: async (harness) => ({ path: { id: await harness.active() }, json: {} }),

  listRuns: async (harness) => {
    const { connectorId } = await run(harness);
    return { path: { id: connectorId } };
  },
  beginRun: async (harness) => ({ path: { id: await harness.active() }, json: WINDOW }),
  getRun: async (harness) => ({ path: { runId: (await run(harness)).id } }),
  cancelRun: async (harness) => ({ path: { runId: (await run(harness)).id } }),
  retryRun: async (harness) => ({ path: { runId: (await settled(harness)).id } }),
  reprocessRun: async (harness) => ({ path: { runId: (await settled(harness)).id } }),
  listDays: async (harness) => ({
    path: { id: (await run(harness)).connectorId },
    query: { from: '2026-03-01', to: '2026-03-11' },
  }),
  getReport: async (harness) => ({ path: { runId: await withException(harness) } }),
};

export async function withMapping(harness: Harness): Promise<string> {
  const id = await harness.connector();
  await harness.send('PUT', `/connectors/${id}/mapping`, { text: MAPPING, headers: CSV });
  return id;
}

export async function run(
  harness: Harness,
  change: RunChange = {},
): Promise<{ id: string; connectorId: string }> {
  const connectorId = await harness.active();
  const { body } = await harness.send('POST', `/connectors/${connectorId}/runs`, { json: WINDOW });
  const row = await harness.ports.runs.get(body.id);
  await harness.ports.runs.update(body.id, row?.etag ?? '', change);
  return { id: body.id, connectorId };
}

export function settled(harness: Harness): Promise<{ id: string; connectorId: string }> {
  const settledAt = harness.ports.clock.now();
  return run(harness, { state: 'succeeded', phase: 'done', settledAt });
}

/** A run with an item, and the item's id for callers. */
export async function withItem(
  harness: Harness,
): Promise<{ connectorId: string; runId: string; itemId: string }> {
  const { id: runId, connectorId } = await settled(harness);
  const row = itemRow(1, { occurredAt: Date.parse(WINDOW.from) + 1, parties: ['+447700900101'] });
  await harness.ports.ledger.insertItems(runId, [row]);
  return { connectorId, runId, itemId: itemIdOf({ runId, key: row.key }) };
}

/** @returns the id of its run */
export async function withException(harness: Harness): Promise<string> {
  const { connectorId, runId } = await withItem(harness);
  const { key } = itemRow(1);
  const row = exceptionRow(1, { connectorId, runId, key, itemKey: key });
  await harness.ports.ledger.putExceptions([row]);
  return runId;
}

export async function consentState(harness: Harness): Promise<string> {
  const id = await harness.connector('android');
  const begun = await harness.send('POST', `/connectors/${id}/consent`);
  return new URL(begun.body.url).searchParams.get('state') ?? '';
}
