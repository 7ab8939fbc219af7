import type { Middleware } from '@microsoft/microsoft-graph-client';
import { TooLate } from '../http/governor.ts';
import type { Governor } from '../http/governor.ts';
import { bodyOf, callOf, middleware } from './chain.ts';
import { GraphFailure } from './failure.ts';

/** The one lane of the directory's governor. */
const DIRECTORY = 'directory';

export interface Governors {
  mailboxes: Governor;
  directory: Governor;
}

/** Lets requests through as the limits allow, and learns from the answers. */
export function governing({ mailboxes, directory }: Governors): Middleware {
  return middleware(async (context, next) => {
    const { mailboxId, turn } = callOf(context);
    const governor = mailboxId === undefined ? directory : mailboxes;
    const key = mailboxId ?? DIRECTORY;
    const body = bodyOf(context);
    try {
      await governor.enter(key, body === undefined ? 0 : Buffer.byteLength(body), turn);
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      throw new GraphFailure('tooLate', { retryAfterMs: error.retryAfterMs, cause: error });
    }
    let crowded = false;
    try {
      await next();
    } catch (error) {
      if (error instanceof GraphFailure) {
        // The Retry-After of a crowded mailbox means nothing: one of our own calls has to end.
        crowded = error.kind === 'crowded';
        if (!crowded && error.retryAfterMs !== undefined) governor.close(key, error.retryAfterMs);
      }
      throw error;
    } finally {
      governor.leave(key, crowded);
    }
  });
}
