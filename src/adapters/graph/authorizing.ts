import type { AccessToken, TokenCredential } from '@azure/identity';
import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../ports/system.ts';
import { callOf, middleware } from './chain.ts';
import { GraphFailure } from './failure.ts';

/** The audience of tokens, also where the address of Graph is a stand-in's. */
const SCOPE = 'https://graph.microsoft.com/.default';
/** A token is not used in the last minutes of its life: a request may wait, and clocks differ. */
const RENEW_BEFORE_MS = 2 * 60_000;

export interface AuthorizingOptions {
  /** Base address; tokens go nowhere else. */
  url: string;
  credential: TokenCredential;
  clock: Clock;
}

/**
 * Puts the token on. The library's handler asks the credential for every request, and attaches nothing outside
 * Microsoft's own hosts.
 */
export function authorizing({ url, credential, clock }: AuthorizingOptions): Middleware {
  const ownAddress = `${url}/`;
  let header = '';
  let renewAt = 0;
  let renewal: Promise<string> | undefined;

  async function renew(claims: string | undefined): Promise<string> {
    const asked = clock.now();
    const { token, expiresOnTimestamp } = await askFor(credential, claims);
    const lifeMs = expiresOnTimestamp - asked;
    renewAt = expiresOnTimestamp - Math.min(RENEW_BEFORE_MS, lifeMs / 2);
    header = `Bearer ${token}`;
    return header;
  }

  function renewed(claims?: string): Promise<string> {
    renewal ??= renew(claims).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  return middleware(async (context, next) => {
    const { anonymous } = callOf(context);
    if (anonymous === true || !String(context.request).startsWith(ownAddress)) return next();
    const used = clock.now() < renewAt ? header : await renewed();
    const headers = context.options?.headers as Record<string, string>;
    headers.authorization = used;
    try {
      await next();
    } catch (error) {
      if (error instanceof GraphFailure && error.kind === 'unauthorized' && used === header) {
        renewAt = 0;
        // A challenge must be handed to the credential, or it answers from its own cache.
        if (error.claims !== undefined) await renewed(error.claims);
      }
      throw error;
    }
  });
}

async function askFor(
  credential: TokenCredential,
  claims: string | undefined,
): Promise<AccessToken> {
  let token: AccessToken | null;
  try {
    token = await credential.getToken(SCOPE, claims === undefined ? {} : { claims });
  } catch (cause) {
    const unreachable = isUnreachable(cause);
    throw new GraphFailure(unreachable ? 'unsent' : 'unauthorized', { code: 'SignIn', cause });
  }
  if (token === null) throw new GraphFailure('unauthorized', { code: 'SignIn' });
  return token;
}

/** The sign-in endpoint could not be asked, as opposed to: it said no. The library tells in words only. */
function isUnreachable(error: unknown): boolean {
  const { name, message, statusCode } = error as Partial<Error> & { statusCode?: number };
  if (statusCode !== undefined) return statusCode === 429 || statusCode >= 500;
  return (
    name === 'CredentialUnavailableError' ||
    /network_error|post_request_failed|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/.test(message ?? '')
  );
}
