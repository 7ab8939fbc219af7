import type { Dispatcher } from 'undici';
import { AppError } from '../../domain/errors.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { backoffMs } from '../http/backoff.ts';
import { networkCode } from '../http/client.ts';
import type { Caller } from './call.ts';
import { MAX_ATTEMPTS, MAX_PAGE_BYTES, REQUEST_TIMEOUT_MS } from './limits.ts';
import { isExpiredSession, toAppError, unavailable } from './problem.ts';
import type { Sessions } from './sessions.ts';

export interface RequestsOptions {
  /** Address of the product's archive. */
  base: string;
  connectorId: string;
  caller: Caller;
  sessions: Sessions;
  clock: Clock;
  random: Random;
  log: Log;
}

/** Requests that carry the connector's session. Paths are below the product's archive, every literal encoded. */
export interface Requests {
  /** The answer with its body unread. Signs in again once if the session has ended. */
  get(
    operation: string,
    path: string,
    headers: Record<string, string>,
    timeoutMs?: number,
  ): Promise<Dispatcher.ResponseData>;
  /** A small answer, whole. One that breaks off is asked for again: it need not be the same bytes then. */
  getBytes(operation: string, path: string): Promise<Uint8Array>;
}

export function createRequests(options: RequestsOptions): Requests {
  const { base, connectorId, caller, sessions, clock, random, log } = options;

  const get: Requests['get'] = async (operation, path, headers, timeoutMs) => {
    let stale: string | undefined;
    for (;;) {
      const token = await sessions.token(connectorId, stale);
      const answer = await caller.call(operation, {
        method: 'GET',
        url: base + path,
        headers: { ...headers, authorization: `Bearer ${token}` },
        timeoutMs,
      });
      if ('response' in answer) return answer.response;
      if (stale !== undefined || !isExpiredSession(answer.problem)) {
        throw toAppError(answer.problem, operation);
      }
      stale = token;
    }
  };

  return {
    get,
    getBytes: async (operation, path) => {
      for (let attempts = 1; ; attempts += 1) {
        const response = await get(operation, path, {}, REQUEST_TIMEOUT_MS);
        try {
          return await wholeBody(response.body, operation);
        } catch (error) {
          if (error instanceof AppError) throw error;
          const code = networkCode(error);
          if (attempts === MAX_ATTEMPTS) throw unavailable(operation, undefined, { code }, error);
          log.warn('Answer broke off, asking again', { operation, attempts, code });
          await clock.sleep(backoffMs(attempts, random.fraction()));
        }
      }
    },
  };
}

/** Whatever size it announces or does not. What is beyond the bound is not read. */
async function wholeBody(body: AsyncIterable<Uint8Array>, operation: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MAX_PAGE_BYTES) {
      throw new AppError('source_unavailable', 'TeleMessage sent a page that is too large', {
        retry: 'later',
        details: { operation, limit: MAX_PAGE_BYTES },
      });
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
