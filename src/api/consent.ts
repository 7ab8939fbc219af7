/** The consent of a tenant administrator, for the products whose set-up asks for it. */
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Consent } from '../ports.ts';
import { changeConnector, findConnector } from './change.ts';
import { requireNotDeleted } from './connectors.ts';
import type { ApiDeps } from './ports.ts';
import type { Principal } from './principal.ts';
import { ApiProblem } from './problem.ts';
import { GRAPH_CODES, healed } from './setup.ts';
import { stepsOf, withSetupState } from './steps.ts';

/** Time to read the consent page, and to find somebody who may consent. */
const STATE_LIFETIME_MS = 15 * 60_000;
export const CALLBACK_PATH = 'consent/callback';

/** What the identity platform adds; it may add more. `admin_consent` is `True` in a refusal too, so it says nothing. */
export const ConsentCallback = z.looseObject({
  state: z.string().max(200).optional(),
  tenant: z.string().max(100).optional(),
  error: z.string().max(200).optional(),
});

export interface ConsentCases {
  /** @param origin of the address under which the caller reached us; the platform sends the browser back there */
  begin(id: string, by: Principal, origin: string): Promise<{ url: string }>;
  complete(
    query: z.infer<typeof ConsentCallback>,
    by: Principal,
  ): Promise<{ connectorId: string; granted: true }>;
}

export function createConsentCases(deps: ApiDeps): ConsentCases {
  return {
    begin: (id, by, origin) => begin(deps, id, by, origin),
    complete: (query, by) => complete(deps, query, by),
  };
}

async function begin(
  deps: ApiDeps,
  id: string,
  by: Principal,
  origin: string,
): Promise<{ url: string }> {
  const connector = await findConnector(deps, id);
  requireNotDeleted(connector);
  if (stepsOf(connector).consent === 'notNeeded') {
    throw new ApiProblem(409, 'consent_not_needed', 'This product asks for no consent.');
  }
  const state = deps.random.uuid();
  const expiresAt = deps.clock.now() + STATE_LIFETIME_MS;
  await consentOf(deps).save({ state, connectorId: id, personId: by.id, expiresAt });
  return { url: consentOf(deps).pageUrl(state, `${origin}/api/${CALLBACK_PATH}`) };
}

/** Anybody can call the callback with any query: what counts is the state, and then the grant itself. */
async function complete(
  deps: ApiDeps,
  query: z.infer<typeof ConsentCallback>,
  by: Principal,
): Promise<{ connectorId: string; granted: true }> {
  if (query.error !== undefined) {
    if (query.state !== undefined) await consentOf(deps).take(query.state);
    throw new ApiProblem(403, 'consent_refused', 'The consent was not given.');
  }
  const pending = query.state === undefined ? undefined : await consentOf(deps).take(query.state);
  if (pending?.personId !== by.id || pending.expiresAt <= deps.clock.now()) {
    const detail = 'This consent was not begun by you, or too long ago; begin again.';
    throw new ApiProblem(400, 'consent_state_invalid', detail);
  }
  const { tenant } = await prove(deps);
  if (query.tenant !== undefined && query.tenant !== tenant) {
    const detail = 'The consent was given in another tenant than the one this application serves.';
    throw new ApiProblem(409, 'consent_wrong_tenant', detail);
  }
  const consent = { grantedAt: deps.clock.now(), grantedBy: by.name, tenant };
  await changeConnector(deps, pending.connectorId, undefined, (connector) => {
    requireNotDeleted(connector);
    return withSetupState(connector, { consent, ...healed(connector, GRAPH_CODES) });
  });
  return { connectorId: pending.connectorId, granted: true };
}

async function prove(deps: ApiDeps): Promise<{ tenant: string }> {
  try {
    return await consentOf(deps).prove();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'graph_unauthorized') throw error;
    const detail =
      'Microsoft Graph does not know of the consent. A new one takes a minute to be known; begin again then.';
    throw new ApiProblem(409, 'consent_not_proven', detail);
  }
}

function consentOf({ consent }: ApiDeps): Consent {
  if (consent) return consent;
  const detail = 'This installation names no application whose consent could be asked for.';
  throw new ApiProblem(503, 'consent_unavailable', detail);
}
