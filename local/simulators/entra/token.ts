import { randomUUID } from 'node:crypto';
import type { EntraState } from './state.ts';

const GRAPH_RESOURCE = 'https://graph.microsoft.com';
const DEFAULT_SCOPE = '/.default';

export interface Answer {
  status: number;
  body: unknown;
}

/** `POST /{tenant}/oauth2/v2.0/token`, client credentials only. Checks in the order the real one does. */
export function issueToken(state: EntraState, tenant: string, form: URLSearchParams): Answer {
  const answer = refusal(state, tenant, form) ?? {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: state.tokenLifetimeSeconds,
      ext_expires_in: state.tokenLifetimeSeconds,
      access_token: state.key.sign(claims(state)),
    },
  };
  if (answer.status === 200) state.tokensIssued += 1;
  else state.tokensRefused += 1;
  return answer;
}

function refusal(state: EntraState, tenant: string, form: URLSearchParams): Answer | undefined {
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !form.get(name));
  if (missing !== undefined) {
    const text = `The request body must contain the following parameter: '${missing}'.`;
    return oauthError(400, 'invalid_request', 900144, text);
  }
  if (tenant !== state.tenantId) return unknownTenant(tenant);
  const grant = form.get('grant_type') ?? '';
  if (grant !== 'client_credentials') {
    const text = `The app requested an unsupported grant type '${grant}'.`;
    return oauthError(400, 'unsupported_grant_type', 70003, text);
  }
  const clientId = form.get('client_id') ?? '';
  if (clientId.toLowerCase() !== state.clientId.toLowerCase()) {
    const text = `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`;
    return oauthError(400, 'unauthorized_client', 700016, text);
  }
  return refusedSecret(state, form) ?? refusedScope(form.get('scope') ?? '');
}

function refusedSecret(state: EntraState, form: URLSearchParams): Answer | undefined {
  const secret = form.get('client_secret');
  if (!secret) {
    const text =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    return oauthError(401, 'invalid_client', 7000218, text);
  }
  if (secret === state.clientSecret) return undefined;
  const text =
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret ' +
    `value, not the client secret ID, for a secret added to app '${state.clientId}'.`;
  return oauthError(401, 'invalid_client', 7000215, text);
}

function refusedScope(scope: string): Answer | undefined {
  if (!scope.endsWith(DEFAULT_SCOPE)) {
    const text =
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope ` +
      'value with /.default suffixed to the resource identifier (application ID URI).';
    return oauthError(400, 'invalid_scope', 1002012, text);
  }
  const resource = scope.slice(0, -DEFAULT_SCOPE.length);
  if (resource === GRAPH_RESOURCE) return undefined;
  const text = `The resource principal named ${resource} was not found in the tenant.`;
  return oauthError(400, 'invalid_resource', 500011, text);
}

export function unknownTenant(tenant: string): Answer {
  const text =
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing ` +
    'into the correct cloud.';
  return oauthError(400, 'invalid_request', 90002, text);
}

function oauthError(status: number, error: string, code: number, text: string): Answer {
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

function claims(state: EntraState): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: GRAPH_RESOURCE,
    iss: `https://sts.windows.net/${state.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + state.tokenLifetimeSeconds,
    app_displayname: 'Simulated application',
    appid: state.clientId,
    appidacr: '1',
    idtyp: 'app',
    oid: state.clientId,
    sub: state.clientId,
    roles: state.roles,
    tid: state.tenantId,
    uti: randomUUID(),
    ver: '1.0',
  };
}
