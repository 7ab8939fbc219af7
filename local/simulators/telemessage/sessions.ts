import { randomBytes } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';
import type { Account, Company } from '../world/types.ts';
import { badRequest, Problem } from './problem.ts';

/** Wrong passwords in a row before an account is locked. */
const LOCK_AFTER_FAILURES = 5;
const LOCKED_FOR_MS = 15 * 60 * 1000;
/** More sign-ins than this of one account are a client that does not keep its session. */
const LOGINS_PER_MINUTE = 60;
const MINUTE_MS = 60 * 1000;

interface AccountState {
  failures: number;
  lockedUntil: number;
  logins: number[];
}

interface Session {
  readonly account: Account;
  readonly until: number;
}

export interface Sessions {
  /** The body of a successful sign-in; throws a Problem otherwise. */
  login(body: unknown): Record<string, unknown>;
  /** The account behind an Authorization header; throws a Problem otherwise. */
  accountOf(authorization: string | undefined): Account;
  expireAll(): void;
  open(): number;
}

export function createSessions(
  accounts: readonly Account[],
  company: Company,
  { clock, sessionSeconds }: { clock: Clock; sessionSeconds: number },
): Sessions {
  const byName = new Map(accounts.map((account) => [account.username, account]));
  const states = new Map<string, AccountState>();
  const sessions = new Map<string, Session>();

  function login(body: unknown): Record<string, unknown> {
    const { username, password } = credentialsOf(body);
    const account = byName.get(username);
    const state = states.get(username) ?? { failures: 0, lockedUntil: 0, logins: [] };
    if (account !== undefined) states.set(username, state);
    admit(state, clock.now());
    if (account?.password !== password) {
      state.failures += 1;
      if (state.failures >= LOCK_AFTER_FAILURES) state.lockedUntil = clock.now() + LOCKED_FOR_MS;
      throw new Problem(401, 'invalid_credentials', 'User name or password is wrong.');
    }
    state.failures = 0;
    const accessToken = randomBytes(24).toString('base64url');
    sessions.set(accessToken, { account, until: clock.now() + sessionSeconds * 1000 });
    return { accessToken, expiresIn: sessionSeconds, company, products: account.products };
  }

  return {
    login,
    accountOf: (authorization) => {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
      const session = sessions.get(token);
      if (session !== undefined && session.until > clock.now()) return session.account;
      sessions.delete(token);
      throw new Problem(401, 'token_expired', 'Sign in again.', { 'WWW-Authenticate': 'Bearer' });
    },
    expireAll: () => {
      sessions.clear();
    },
    open: () => sessions.size,
  };
}

/** A locked account stays locked for the right password too; a hurried one must wait. */
function admit(state: AccountState, now: number): void {
  if (state.lockedUntil > now) {
    throw new Problem(423, 'account_locked', 'Too many wrong passwords.');
  }
  if (state.failures >= LOCK_AFTER_FAILURES) state.failures = 0;
  state.logins = state.logins.filter((time) => time > now - MINUTE_MS);
  const oldest = state.logins[0];
  if (oldest !== undefined && state.logins.length >= LOGINS_PER_MINUTE) {
    const seconds = Math.ceil((oldest + MINUTE_MS - now) / 1000);
    throw new Problem(429, 'throttled', 'Too many sign-ins.', { 'Retry-After': String(seconds) });
  }
  state.logins.push(now);
}

function credentialsOf(body: unknown): { username: string; password: string } {
  const { username, password } = (body ?? {}) as Record<string, unknown>;
  if (typeof username !== 'string' || username === '') throw badRequest('username is missing.');
  if (typeof password !== 'string' || password === '') throw badRequest('password is missing.');
  return { username, password };
}
