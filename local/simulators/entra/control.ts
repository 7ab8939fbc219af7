import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveFaultControl } from '../kit/fault-control.ts';
import { readJson, sendJson } from '../kit/http.ts';
import type { EntraState } from './state.ts';

/** What a test may change while the simulator runs. */
export async function serveControl(
  state: EntraState,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (pathname === '/_control/faults') return serveFaultControl(state.faults, request, response);
  if (pathname !== '/_control/state') {
    sendJson(response, 404, { error: 'no such control' });
    return;
  }
  if (request.method === 'POST') {
    const problem = change(state, (await readJson(request)) as Record<string, unknown>);
    if (problem !== undefined) {
      sendJson(response, 400, { error: problem });
      return;
    }
  }
  const { roles, refuseConsent, tokenLifetimeSeconds, redirectUris } = state;
  const { consents, tokensIssued, tokensRefused } = state;
  sendJson(response, 200, {
    ...{ roles, refuseConsent, tokenLifetimeSeconds, redirectUris },
    ...{ consents, tokensIssued, tokensRefused },
  });
}

function change(state: EntraState, wanted: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const isList = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
    if (name === 'roles' && isList) state.roles = value;
    else if (name === 'redirectUris' && isList) state.redirectUris = value;
    else if (name === 'refuseConsent' && typeof value === 'boolean') state.refuseConsent = value;
    else if (name === 'clientSecret' && typeof value === 'string') state.clientSecret = value;
    else if (name === 'tokenLifetimeSeconds' && Number.isInteger(value)) {
      state.tokenLifetimeSeconds = value as number;
    } else return `cannot set ${name} to ${JSON.stringify(value)}`;
  }
  return undefined;
}
