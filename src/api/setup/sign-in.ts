/** Tries a user name and password at the source, not too often. */
import { createHash } from 'node:crypto';
import type { Credential } from '../../domain/records.ts';
import { signInWait, withAttempt, withoutAttempts } from '../../domain/sign-in-limit.ts';
import type { SourceAccount } from '../../ports/source.ts';
import type { ApiDeps } from '../ports.ts';
import { ApiProblem } from '../http/problem.ts';

const SECOND_MS = 1_000;

/** Counted before it is made, so that attempts at the same moment, at whatever copy of the app, count each other. */
export async function trySignIn(
  { source, signIns, clock }: Pick<ApiDeps, 'source' | 'signIns' | 'clock'>,
  connectorId: string,
  credential: Credential,
): Promise<SourceAccount> {
  const account = accountOf(credential);
  const attempt = { at: clock.now(), connectorId, account };
  await signIns.update((attempts) => {
    const wait = signInWait(attempts, attempt);
    if (wait > 0) throw tooMany(wait);
    return withAttempt(attempts, attempt);
  });
  const found = await source.verify(credential);
  await signIns.update((attempts) => withoutAttempts(attempts, attempt));
  return found;
}

/** User names do not tell upper case from lower where people type them. */
function accountOf({ username }: Credential): string {
  return createHash('sha256').update(username.toLowerCase()).digest('base64url').slice(0, 22);
}

function tooMany(waitMs: number): ApiProblem {
  const seconds = Math.ceil(waitMs / SECOND_MS);
  const detail = `Too many sign-ins failed; TeleMessage locks accounts after a few wrong passwords. Check user name and password, and try again in ${String(Math.ceil(seconds / 60))} minutes.`;
  return new ApiProblem(429, 'too_many_sign_ins', detail, {
    headers: { 'retry-after': String(seconds) },
  });
}
