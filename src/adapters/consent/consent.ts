import type { TokenCredential } from '@azure/core-auth';
import { AppError } from '../../domain/errors.ts';
import type { Consent, PendingConsents } from '../../ports/setup.ts';
import { createHttpClient } from '../http/client.ts';

/** All permissions the registration names: application permissions can be consented to in no other way. */
const SCOPE = 'https://graph.microsoft.com/.default';
const DEFAULT_AUTHORITY = 'https://login.microsoftonline.com';
/** Where the tenant is not configured: any organisation's, never a personal account. */
const ANY_ORGANISATION = 'organizations';
const PROOF_TIMEOUT_MS = 30_000;
/** The smallest answer that needs the permission to read users. */
const PROOF_PATH = '/v1.0/users?$top=1&$select=id';

export interface ConsentOptions {
  graphUrl: string;
  authorityHost?: string;
  tenantId?: string;
  clientId?: string;
  /** A managed identity is given permissions by command; there is no page on which to consent for it. */
  managedIdentity: boolean;
  /** Makes a credential without a cached token: what was granted a moment ago is only in a new one. */
  freshCredential: () => TokenCredential;
  pending: PendingConsents;
}

export function createConsent(options: ConsentOptions): Consent {
  const http = createHttpClient({ connections: 1, silenceMs: PROOF_TIMEOUT_MS });
  return {
    save: (pending) => options.pending.save(pending),
    take: (state) => options.pending.take(state),
    pageUrl(state, redirectUri) {
      if (options.managedIdentity) return backTo(redirectUri, state);
      const tenant = options.tenantId ?? ANY_ORGANISATION;
      const url = new URL(
        `/${tenant}/v2.0/adminconsent`,
        options.authorityHost ?? DEFAULT_AUTHORITY,
      );
      url.search = new URLSearchParams({
        client_id: options.clientId ?? '',
        scope: SCOPE,
        redirect_uri: redirectUri,
        state,
      }).toString();
      return url.href;
    },
    async prove() {
      const token = await freshToken(options);
      const response = await http.request({
        method: 'GET',
        url: options.graphUrl + PROOF_PATH,
        headers: { authorization: `Bearer ${token}` },
        timeoutMs: PROOF_TIMEOUT_MS,
      });
      await response.body.dump();
      if (response.statusCode === 200) return { tenant: tenantOf(token) };
      const refused = response.statusCode === 401 || response.statusCode === 403;
      throw refused ? unauthorized() : unavailable();
    },
  };
}

/** Straight to the proof. */
function backTo(redirectUri: string, state: string): string {
  const url = new URL(redirectUri);
  url.searchParams.set('state', state);
  return url.href;
}

async function freshToken({ freshCredential }: ConsentOptions): Promise<string> {
  try {
    const answer = await freshCredential().getToken(SCOPE);
    if (answer) return answer.token;
  } catch (error) {
    throw unauthorized(error);
  }
  throw unauthorized();
}

/** The tenant that issued the token: what the callback's query says of it proves nothing. */
function tenantOf(token: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  try {
    const { tid } = JSON.parse(payload) as { tid?: unknown };
    return typeof tid === 'string' ? tid : 'unknown';
  } catch {
    return 'unknown';
  }
}

function unauthorized(cause?: unknown): AppError {
  const message = 'the identity platform or Graph refuses the permissions the app needs';
  return new AppError('graph_unauthorized', message, { retry: 'never', cause });
}

function unavailable(): AppError {
  return new AppError('graph_unavailable', 'Graph could not be asked for the permissions', {
    retry: 'later',
  });
}
