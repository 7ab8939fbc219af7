import type { IncomingMessage, ServerResponse } from 'node:http';
import { actAfter, actBefore } from '../kit/faults.ts';
import { readBody, sendJson } from '../kit/http.ts';
import { decideConsent } from './consent.ts';
import type { ConsentOutcome } from './consent.ts';
import { serveControl } from './control.ts';
import type { EntraState } from './state.ts';
import { issueToken, unknownTenant } from './token.ts';
import type { Answer } from './token.ts';

/** A token request is a short form; anything longer is not one. */
const FORM_LIMIT_BYTES = 64 * 1024;
/** Names that stand for any tenant where a tenant is expected. */
const SHARED_TENANTS = ['organizations', 'common'];

export async function serve(
  state: EntraState,
  control: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  const { pathname } = url;
  if (control && pathname.startsWith('/_control/')) {
    return serveControl(state, pathname, request, response);
  }
  const subject = { method: request.method ?? '', path: pathname + url.search };
  const fault = state.faults.take(subject);
  if (await actBefore(fault, request, response)) return;
  const [, tenant = '', ...rest] = pathname.split('/');
  const route = `${request.method ?? ''} ${rest.join('/')}`;
  const body = await readBody(request, FORM_LIMIT_BYTES);
  if (actAfter(fault, request, response)) return;
  switch (route) {
    case 'GET v2.0/.well-known/openid-configuration':
      send(response, openIdConfiguration(state, tenant));
      break;
    case 'GET discovery/instance':
      send(response, { status: 200, body: instanceDiscovery(state) });
      break;
    case 'GET discovery/v2.0/keys':
      send(response, { status: 200, body: state.key.jwks });
      break;
    case 'POST oauth2/v2.0/token':
      send(response, issueToken(state, tenant, new URLSearchParams(body.toString())));
      break;
    case 'GET v2.0/adminconsent':
      sendConsent(response, decideConsent(state, tenant, url.searchParams));
      break;
    default:
      send(response, { status: 404, body: { error: 'not_found', error_description: route } });
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  sendJson(response, status, body, { 'Cache-Control': 'no-store, no-cache' });
}

function sendConsent(response: ServerResponse, outcome: ConsentOutcome): void {
  if ('refused' in outcome) sendPage(response, outcome.refused);
  else response.writeHead(302, { Location: outcome.redirect, 'Content-Length': 0 }).end();
}

function sendPage(response: ServerResponse, text: string): void {
  const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  response.writeHead(400, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Sign in</title><p>${escaped}</p>`);
}

function openIdConfiguration(state: EntraState, tenant: string): Answer {
  if (![state.tenantId, ...SHARED_TENANTS].includes(tenant)) return unknownTenant(tenant);
  const base = `${state.url}/${tenant}`;
  const host = new URL(state.url).host;
  const body = {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    tenant_region_scope: null,
    cloud_instance_name: host,
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  };
  return { status: 200, body };
}

function instanceDiscovery(state: EntraState): Record<string, unknown> {
  const host = new URL(state.url).host;
  return {
    tenant_discovery_endpoint: `${state.url}/${state.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
