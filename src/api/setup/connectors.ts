/** Connectors: list, create, change, delete, and their way from finished set-up to pause and back. */
import type { z } from 'zod';
import { findProduct } from '../../catalog/products.ts';
import { ACTIVE_RUN_STATES } from '../../domain/due.ts';
import type { Connector, ConnectorSettings } from '../../domain/records.ts';
import type { Tagged } from '../../ports/storage.ts';
import type { Random } from '../../ports/system.ts';
import { changeConnector, changeRun, findConnector } from './change.ts';
import { connectorView } from './connector-view.ts';
import { entityTag } from '../http/etag.ts';
import { pageOf, type Listed, type PageQuery } from '../http/paging.ts';
import type { ApiDeps, RunStarter } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem } from '../http/problem.ts';
import { MB, type ConnectorPatch, type ConnectorView, type NewConnector } from '../schemas.ts';
import { requireState, requireSteps } from './steps.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 12;

export interface Shown<T> {
  view: T;
  /** As an HTTP entity tag. */
  etag: string;
}

export interface ConnectorCases {
  list(query: PageQuery): Promise<Listed<ConnectorView>>;
  create(body: z.infer<typeof NewConnector>, by: Principal): Promise<Shown<ConnectorView>>;
  get(id: string): Promise<Shown<ConnectorView>>;
  patch(
    id: string,
    ifMatch: string | undefined,
    patch: z.infer<typeof ConnectorPatch>,
  ): Promise<Shown<ConnectorView>>;
  finish(id: string, ifMatch: string | undefined): Promise<Shown<ConnectorView>>;
  pause(id: string, ifMatch: string | undefined): Promise<Shown<ConnectorView>>;
  resume(id: string, ifMatch: string | undefined): Promise<Shown<ConnectorView>>;
  remove(id: string, ifMatch: string | undefined, starter: RunStarter): Promise<void>;
}

export function createConnectorCases(deps: ApiDeps): ConnectorCases {
  return {
    list: (query) => listConnectors(deps, query),
    create: (body, by) => createConnector(deps, body, by),
    get: async (id) => shown(deps, await findConnector(deps, id)),
    patch: async (id, ifMatch, { name, settings }) => {
      const changed = await changeConnector(deps, id, ifMatch, (connector) => {
        requireNotDeleted(connector);
        return {
          ...(name !== undefined && { name }),
          ...(settings && { settings: mergeSettings(connector.settings, settings) }),
        };
      });
      return shown(deps, changed);
    },
    finish: async (id, ifMatch) => shown(deps, await finish(deps, id, ifMatch)),
    pause: async (id, ifMatch) => {
      const paused = await changeConnector(deps, id, ifMatch, (connector) => {
        requireState(connector, 'active', 'paused');
        return connector.state === 'active' ? { state: 'paused' } : {};
      });
      return shown(deps, paused);
    },
    resume: async (id, ifMatch) => {
      // A refusal is remembered so that nobody hammers the source; the person says that its cause is gone.
      deps.source.forget(id);
      const resumed = await changeConnector(deps, id, ifMatch, (connector) => {
        requireState(connector, 'paused', 'attention', 'active');
        requireSteps(connector);
        return connector.state === 'active' ? {} : { state: 'active', attention: undefined };
      });
      return shown(deps, resumed);
    },
    remove: (id, ifMatch, starter) => remove(deps, id, ifMatch, starter),
  };
}

async function listConnectors(deps: ApiDeps, query: PageQuery): Promise<Listed<ConnectorView>> {
  const all = await deps.connectors.list();
  const rows = all
    .filter(({ state }) => state !== 'deleted')
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const page = pageOf(rows, ({ id }) => id, query);
  const items = await Promise.all(
    page.items.map(async (connector) => (await shown(deps, connector)).view),
  );
  return { ...page, items };
}

async function createConnector(
  deps: ApiDeps,
  { product, name }: z.infer<typeof NewConnector>,
  by: Principal,
): Promise<Shown<ConnectorView>> {
  if (!findProduct(product)) {
    const fault = { path: 'product', code: 'unknown_product', message: 'Not in the catalogue.' };
    throw new ApiProblem(400, 'invalid_input', 'The request has faults.', { errors: [fault] });
  }
  const connector: Connector = {
    id: newId(deps.random),
    product,
    name,
    state: 'draft',
    createdAt: deps.clock.now(),
    createdBy: by.name,
    settings: {},
  };
  await deps.connectors.create(connector);
  return shown(deps, await findConnector(deps, connector.id));
}

function finish(
  deps: ApiDeps,
  id: string,
  ifMatch: string | undefined,
): Promise<Tagged<Connector>> {
  return changeConnector(deps, id, ifMatch, (connector) => {
    requireState(connector, 'draft', 'ready', 'active');
    requireSteps(connector);
    if (connector.state === 'active') return {};
    return { state: 'active', activatedAt: connector.activatedAt ?? deps.clock.now() };
  });
}

/** The ledger and the mapping stay, as evidence. */
async function remove(
  deps: ApiDeps,
  id: string,
  ifMatch: string | undefined,
  starter: RunStarter,
): Promise<void> {
  // First the state, so that nothing begins that would want the credential.
  await changeConnector(deps, id, ifMatch, (connector) =>
    connector.state === 'deleted' ? {} : { state: 'deleted', attention: undefined },
  );
  await deps.secrets.remove(id);
  deps.source.forget(id);
  for (const { id: runId, connectorId } of await deps.runs.active()) {
    if (connectorId !== id) continue;
    const run = await changeRun(deps, runId, ({ state }) =>
      ACTIVE_RUN_STATES.has(state) ? { cancelRequested: true } : {},
    );
    await starter.cancel(run);
  }
}

export async function shown(
  deps: Pick<ApiDeps, 'runs'>,
  connector: Tagged<Connector>,
): Promise<Shown<ConnectorView>> {
  const { rows } = await deps.runs.list(connector.id, 1);
  return { view: connectorView(connector, rows[0]), etag: entityTag(connector.etag) };
}

export function requireNotDeleted(connector: Connector): void {
  requireState(connector, 'draft', 'ready', 'active', 'paused', 'attention');
}

function mergeSettings(
  before: ConnectorSettings,
  change: NonNullable<z.infer<typeof ConnectorPatch>['settings']>,
): ConnectorSettings {
  const { sizeLimitMb, messageClass } = change;
  const sizeLimit = sizeLimitMb === undefined ? before.sizeLimit : (sizeLimitMb ?? 0) * MB;
  const itemClass = messageClass === undefined ? before.messageClass : messageClass;
  return {
    ...(sizeLimit && { sizeLimit }),
    ...(itemClass && { messageClass: itemClass }),
  };
}

function newId(random: Random): string {
  const letters = Array.from(
    { length: ID_LENGTH },
    () => BASE32[Math.floor(random.fraction() * BASE32.length)],
  );
  return letters.join('');
}
