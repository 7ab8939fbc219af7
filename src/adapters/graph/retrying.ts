import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock, Log, LogData, Random } from '../../ports/system.ts';
import { backoffMs } from '../http/backoff.ts';
import { fingerprint, pathTemplate } from '../http/redact.ts';
import { callOf, methodOf, middleware } from './chain.ts';
import { GraphFailure } from './failure.ts';
import type { FailureKind } from './failure.ts';
import { MAX_ATTEMPTS } from './limits.ts';

/** Words of Graph's addresses; all else in a path names somebody or something. */
const WORDS = new Set(
  'v1.0 users mailFolders messages attachments createUploadSession inbox'.split(' '),
);

/** Nothing came of it, and the next attempt may fare better. */
const NOTHING_DONE = new Set<FailureKind>(['unsent', 'throttled', 'crowded', 'unauthorized']);

/** What the callers count with: a folder that is not there yet, a turn that did not come in time. */
const ORDINARY = new Set<FailureKind>(['itemNotFound', 'folderExists', 'tooLate']);

/** Repeating it leaves the same behind. Ranges of an upload are not among them: the session says where to go on. */
const IDEMPOTENT = new Set(['GET', 'PATCH', 'DELETE']);

/**
 * Sends again what is worth it. The library's own handler is no substitute: it posts again after a 504, which doubles
 * messages, and cuts a long Retry-After to three minutes. Each attempt goes through the rest of the chain, so that it
 * waits for its turn and carries a fresh token.
 */
export function retrying({
  clock,
  random,
  log,
}: {
  clock: Clock;
  random: Random;
  log: Log;
}): Middleware {
  return middleware(async (context, next) => {
    let unauthorized = 0;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await next();
        return;
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        if (error.kind === 'unauthorized') unauthorized += 1;
        if (attempts === MAX_ATTEMPTS || unauthorized > 1 || !isWorthwhile(error, context)) {
          if (!ORDINARY.has(error.kind)) {
            log.warn('Graph request has failed', { attempts, ...factsOf(context, error) });
          }
          throw error;
        }
        log.warn('Graph request is sent again', { attempts, ...factsOf(context, error) });
        await clock.sleep(pauseMs(error, attempts, random));
      }
    }
  });
}

function factsOf(context: Context, failure: GraphFailure): LogData {
  const { kind, status, code, requestId } = failure;
  const { mailboxId } = callOf(context);
  return {
    path: pathTemplate(new URL(String(context.request)).pathname, WORDS),
    mailbox: mailboxId && fingerprint(mailboxId),
    kind,
    status,
    code,
    requestId,
  };
}

function isWorthwhile({ kind }: GraphFailure, context: Context): boolean {
  return NOTHING_DONE.has(kind) || (kind === 'unanswered' && IDEMPOTENT.has(methodOf(context)));
}

/** A wait that the service asked for is kept by the governor, for all who want to go there. */
function pauseMs({ kind, retryAfterMs }: GraphFailure, attempts: number, random: Random): number {
  if (kind === 'unauthorized' || (retryAfterMs !== undefined && kind !== 'crowded')) return 0;
  return backoffMs(attempts, random.fraction());
}
