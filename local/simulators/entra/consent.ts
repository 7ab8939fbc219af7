import type { EntraState } from './state.ts';

const APPLICATION_SCOPE = 'https://graph.microsoft.com/.default';

/** Where the browser is sent next, or why the consent page refuses to be shown at all. */
export type ConsentOutcome = { redirect: string } | { refused: string };

/**
 * The administrator's consent page without the page: it decides at once and goes back to the caller.
 * `admin_consent=True` stands in a refusal too, as in the real one.
 */
export function decideConsent(
  state: EntraState,
  tenant: string,
  query: URLSearchParams,
): ConsentOutcome {
  if (tenant !== 'organizations' && tenant !== state.tenantId) {
    return { refused: `AADSTS90002: Tenant '${tenant}' not found.` };
  }
  const clientId = query.get('client_id') ?? '';
  if (clientId !== state.clientId) {
    return { refused: `AADSTS700016: Application with identifier '${clientId}' was not found.` };
  }
  const target = query.get('redirect_uri') ?? '';
  const registered = state.redirectUris.length === 0 || state.redirectUris.includes(target);
  if (!URL.canParse(target) || !registered) {
    return { refused: 'AADSTS50011: The redirect URI does not match those of the application.' };
  }
  const scope = query.get('scope') ?? '';
  const granted = !state.refuseConsent && scope === APPLICATION_SCOPE;
  state.consents.push({ clientId, granted, scope });
  const back = new URL(target);
  back.searchParams.set('admin_consent', 'True');
  if (query.has('state')) back.searchParams.set('state', query.get('state') ?? '');
  if (granted) {
    back.searchParams.set('tenant', state.tenantId);
    back.searchParams.set('scope', scope);
  } else {
    const [error, description] = refusal(state, scope);
    back.searchParams.set('error', error);
    back.searchParams.set('error_description', description);
  }
  return { redirect: back.href };
}

function refusal(state: EntraState, scope: string): [string, string] {
  return state.refuseConsent
    ? ['access_denied', 'AADSTS65004: User declined to consent to access the app.']
    : [
        'invalid_scope',
        `AADSTS70011: The provided value for the input parameter 'scope' is not valid: ${scope}`,
      ];
}
