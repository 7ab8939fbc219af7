import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Credential } from '../../domain/records.ts';
import type { Secrets } from '../../ports/setup.ts';
import type { SourceAccount } from '../../ports/source.ts';
import type { Clock } from '../../ports/system.ts';
import type { Caller } from './call.ts';
import { REFUSAL_MS, RENEW_BEFORE_MS, REQUEST_TIMEOUT_MS } from './limits.ts';
import { toAppError, unavailable } from './problem.ts';

const SECOND_MS = 1000;

const SessionAnswer = z.object({
  accessToken: z.string().min(1),
  expiresIn: z.number(),
  company: z.object({ id: z.string(), name: z.string() }),
  products: z.array(z.string()),
});

interface Session {
  token: string;
  /** Clock time from which it is renewed. */
  renewAt: number;
  account: SourceAccount;
}

interface Refusal {
  credentialHash: string;
  until: number;
  error: AppError;
}

export interface Sessions {
  /** Signs in with a credential, remembering nothing. */
  signIn(credential: Credential): Promise<SourceAccount>;
  /** The connector's token; `stale`: the one that was just refused. Callers at the same time share one sign-in. */
  token(connectorId: string, stale?: string): Promise<string>;
  forget(connectorId: string): void;
}

export interface SessionsOptions {
  url: string;
  caller: Caller;
  secrets: Secrets;
  clock: Clock;
}

export function createSessions({ url, caller, secrets, clock }: SessionsOptions): Sessions {
  const sessions = new Map<string, Promise<Session>>();
  const refusals = new Map<string, Refusal>();

  const signIn = (credential: Credential) => requestSession({ url, caller, clock }, credential);

  /** The slices of a run come one after the other; only the first may spend an attempt on a bad password. */
  async function signInStored(connectorId: string): Promise<Session> {
    const credential = await secrets.get(connectorId);
    const credentialHash = hashOf(credential);
    const refusal = refusals.get(connectorId);
    if (refusal?.credentialHash === credentialHash && clock.now() < refusal.until) {
      throw refusal.error;
    }
    try {
      return await signIn(credential);
    } catch (error) {
      if (error instanceof AppError && error.retry === 'never') {
        refusals.set(connectorId, { credentialHash, error, until: clock.now() + REFUSAL_MS });
      }
      throw error;
    }
  }

  function begin(connectorId: string): Promise<Session> {
    const session = signInStored(connectorId);
    sessions.set(connectorId, session);
    session.catch(() => {
      if (sessions.get(connectorId) === session) sessions.delete(connectorId);
    });
    return session;
  }

  return {
    signIn: async (credential) => (await signIn(credential)).account,
    token: async (connectorId, stale) => {
      const known = sessions.get(connectorId);
      const session = await (known ?? begin(connectorId));
      if (session.token !== stale && clock.now() < session.renewAt) return session.token;
      // Somebody else may have renewed it while this caller was waiting.
      const latest = sessions.get(connectorId);
      return (await (latest === known || latest === undefined ? begin(connectorId) : latest)).token;
    },
    forget: (connectorId) => {
      sessions.delete(connectorId);
      refusals.delete(connectorId);
    },
  };
}

async function requestSession(
  { url, caller, clock }: Pick<SessionsOptions, 'url' | 'caller' | 'clock'>,
  credential: Credential,
): Promise<Session> {
  const answer = await caller.call('login', {
    method: 'POST',
    url: `${url}/login`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: credential.username, password: credential.password }),
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
  if ('problem' in answer) throw toAppError(answer.problem, 'login');
  const body = SessionAnswer.safeParse(await answer.response.body.json().catch(() => undefined));
  if (!body.success) throw unavailable('login', undefined, { reason: 'unreadable answer' });
  const { accessToken, expiresIn, company, products } = body.data;
  const lifeMs = expiresIn * SECOND_MS;
  return {
    token: accessToken,
    renewAt: clock.now() + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 2),
    account: { company, products },
  };
}

function hashOf({ username, password }: Credential): string {
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest('hex');
}
