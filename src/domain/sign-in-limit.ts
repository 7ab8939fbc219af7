/** How often people may try a user name and password at the source. Pure. */
import { MINUTE_MS } from './window.ts';

/** A sign-in that was begun and has not succeeded. */
export interface SignInAttempt {
  /** Clock time. */
  at: number;
  connectorId: string;
  /** Stands for the user name, in whatever connector it is tried. */
  account: string;
}

/** As long as TeleMessage keeps an account locked. */
const WINDOW_MS = 15 * MINUTE_MS;
/** TeleMessage locks an account after five wrong passwords in a row: the last one is left to whoever knows it. */
const PER_ACCOUNT = 4;
/** As many, so that a connector is no place to guess user names at. */
const PER_CONNECTOR = 4;
/** Five connectors set up at once by people who mistype; a program that guesses gets nowhere. */
const PER_APP = 20;

/** Milliseconds until the attempt may be made; 0 for now. */
export function signInWait(attempts: readonly SignInAttempt[], next: SignInAttempt): number {
  const recent = recentOf(attempts, next.at);
  return Math.max(
    waitFor(recent, PER_APP, next.at),
    waitFor(
      recent.filter(({ account }) => account === next.account),
      PER_ACCOUNT,
      next.at,
    ),
    waitFor(
      recent.filter(({ connectorId }) => connectorId === next.connectorId),
      PER_CONNECTOR,
      next.at,
    ),
  );
}

/** With one that is begun now; those that no longer count are left out. */
export function withAttempt(
  attempts: readonly SignInAttempt[],
  next: SignInAttempt,
): SignInAttempt[] {
  return [...recentOf(attempts, next.at), next];
}

/** After one that succeeded: those before it were mistyped. */
export function withoutAttempts(
  attempts: readonly SignInAttempt[],
  done: SignInAttempt,
): SignInAttempt[] {
  return attempts.filter(
    ({ account, connectorId }) => account !== done.account && connectorId !== done.connectorId,
  );
}

function recentOf(attempts: readonly SignInAttempt[], now: number): SignInAttempt[] {
  return attempts.filter(({ at }) => at > now - WINDOW_MS);
}

/** Until so many are no longer recent that there is room for one. */
function waitFor(recent: readonly SignInAttempt[], limit: number, now: number): number {
  const times = recent.map(({ at }) => at).sort((a, b) => a - b);
  const leaves = times.at(-limit);
  return leaves === undefined ? 0 : leaves + WINDOW_MS - now;
}
