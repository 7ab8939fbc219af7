/** The consent of a tenant administrator, for the products whose set-up asks for it. */
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Consent } from '../../ports/setup.ts';
import { changeConnector, findConnector } from './change.ts';
import { requireNotDeleted } from './connectors.ts';
import type { ApiDeps } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem, asProblem } from '../http/problem.ts';
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
  error_description: z.string().optional(),
});

export interface ConsentCases {
  /** @param origin of the address under which the caller reached us; the platform sends the browser back there */
  begin(id: string, by: Principal, origin: string): Promise<{ url: string }>;
  complete(
    query: z.infer<typeof ConsentCallback>,
    by: Principal,
  ): Promise<{ connectorId: string; granted: true }>;
  /** The same for a browser: where it goes on, `granted` or a problem's code behind `consent`. */
  completeOnPage(
    query: z.infer<typeof ConsentCallback>,
    by: Principal,
  ): Promise<{ location: string; refusal?: ApiProblem }>;
}

export function createConsentCases(deps: ApiDeps): ConsentCases {
  return {
    begin: (id, by, origin) => begin(deps, id, by, origin),
    complete: (query, by) => complete(deps, query, by),
    completeOnPage: async (query, by) => {
      try {
        const { connectorId } = await complete(deps, query, by);
        return { location: pageOf({ consent: 'granted', connectorId }) };
      } catch (error) {
        if (!(error instanceof AppError || error instanceof ApiProblem)) throw error;
        const members = error instanceof ApiProblem ? error.extras.members : {};
        const location = pageOf({ consent: error.code, ...members });
        return { location, refusal: asProblem(error, '') };
      }
    },
  };
}

/** Codes and ids only: an address is kept by browsers and proxies. */
function pageOf(said: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) query.set(name, String(value));
  return `/?${query.toString()}`;
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

/**
 * Anybody can call the callback with any query: what counts is the state, which was given to one person for one use,
 * and then the grant itself. An error that comes without such a state is nobody's.
 */
async function complete(
  deps: ApiDeps,
  query: z.infer<typeof ConsentCallback>,
  by: Principal,
): Promise<{ connectorId: string; granted: true }> {
  const pending = query.state === undefined ? undefined : await consentOf(deps).take(query.state);
  if (pending?.personId !== by.id || pending.expiresAt <= deps.clock.now()) {
    const detail = 'This consent was not begun by you, or too long ago; begin again.';
    throw new ApiProblem(400, 'consent_state_invalid', detail);
  }
  const { connectorId } = pending;
  if (query.error !== undefined) throw refusal(query, connectorId);
  const { tenant } = await prove(deps, connectorId);
  if (query.tenant !== undefined && query.tenant !== tenant) {
    const detail = 'The consent was given in another tenant than the one this application serves.';
    throw new ApiProblem(409, 'consent_wrong_tenant', detail, { members: { connectorId } });
  }
  const consent = { grantedAt: deps.clock.now(), grantedBy: by.name, tenant };
  await changeConnector(deps, connectorId, undefined, (connector) => {
    requireNotDeleted(connector);
    return withSetupState(connector, { consent, ...healed(connector, GRAPH_CODES) });
  });
  return { connectorId, granted: true };
}

/** What the platform's codes mean; its own description is anybody's text, and so is not shown. */
const DECLINED =
  'The consent was declined. Ask an administrator of the tenant who may consent for the whole organisation.';
const REFUSALS: Readonly<Record<string, string>> = {
  access_denied: DECLINED,
  permission_denied: DECLINED,
  invalid_client: 'The identity platform does not know this application; check AZURE_CLIENT_ID.',
  unauthorized_client:
    'The identity platform does not let this application ask for consent; check its registration.',
  invalid_request:
    'The identity platform did not take the request; check that the registration names this address as a redirect URI.',
  temporarily_unavailable: 'The identity platform is busy; begin again in a few minutes.',
  server_error: 'The identity platform had a failure; begin again in a few minutes.',
};

function refusal(
  { error = '', error_description: description }: z.infer<typeof ConsentCallback>,
  connectorId: string,
): ApiProblem {
  const detail = REFUSALS[error] ?? 'The consent was not given; begin again.';
  const platformCode = /\bAADSTS\d{4,8}\b/.exec(description ?? '')?.[0];
  const members = { connectorId, ...(platformCode !== undefined && { platformCode }) };
  return new ApiProblem(403, 'consent_refused', detail, { members });
}

async function prove(deps: ApiDeps, connectorId: string): Promise<{ tenant: string }> {
  try {
    return await consentOf(deps).prove();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'graph_unauthorized') throw error;
    const detail = `Microsoft Graph does not know of the permission. ${deps.options.managedIdentity ? BY_COMMAND : BY_PAGE}`;
    throw new ApiProblem(409, 'consent_not_proven', detail, { members: { connectorId } });
  }
}

const BY_PAGE = 'A new one takes a minute to be known; begin again then.';
const BY_COMMAND =
  'A managed identity is given it by command: the preflight of the connector names it. A token of before may be used for a day.';

function consentOf({ consent }: ApiDeps): Consent {
  if (consent) return consent;
  const detail = 'This installation names no application whose consent could be asked for.';
  throw new ApiProblem(503, 'consent_unavailable', detail);
}
