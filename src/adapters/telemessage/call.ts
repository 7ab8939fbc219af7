import type { Dispatcher } from 'undici';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { backoffMs } from '../http/backoff.ts';
import { networkCode } from '../http/client.ts';
import type { HttpClient, HttpRequest } from '../http/client.ts';
import { TooLate, createGovernor } from '../http/governor.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { MAX_ATTEMPTS, MAX_WAIT_MS, SOURCE_LIMITS } from './limits.ts';
import { isTemporary, unavailable } from './problem.ts';
import type { Problem } from './problem.ts';

/** The one lane of the governor. */
const SITE = 'site';
/** An error body is a line of JSON; whatever is longer is no error body. */
const MAX_ERROR_BYTES = 16 * 1024;

type Answer = { response: Dispatcher.ResponseData } | { problem: Problem };

export interface Caller {
  /**
   * Sends a request until it is answered with success (the body not read yet), with something that trying again would
   * not change, or often enough. Throws `source_unavailable` when the site asks for more patience than a call has.
   * @param operation the contract's name of it, for logs
   */
  call(operation: string, request: HttpRequest): Promise<Answer>;
}

export interface CallerOptions {
  http: HttpClient;
  clock: Clock;
  random: Random;
  log: Log;
}

/** All requests to the site go through one of these, so that all of them stop when the site asks for it. */
export function createCaller({ http, clock, random, log }: CallerOptions): Caller {
  const governor = createGovernor({ clock, limits: SOURCE_LIMITS });

  /** One attempt. A connection that failed is a problem too, without a status. */
  async function attempt(request: HttpRequest): Promise<Answer> {
    try {
      const response = await http.request(request);
      return response.statusCode < 300
        ? { response }
        : { problem: await readProblem(response, clock.now()) };
    } catch (cause) {
      const code = networkCode(cause);
      if (code === '') throw cause;
      return { problem: { status: 0, code, retryAfterMs: undefined, cause } };
    }
  }

  async function attemptInTurn(request: HttpRequest, deadline: number): Promise<Answer> {
    await governor.enter(SITE, 0, { safeUntil: () => deadline });
    try {
      const answer = await attempt(request);
      const retryAfterMs = 'problem' in answer ? answer.problem.retryAfterMs : undefined;
      if (retryAfterMs !== undefined) governor.close(SITE, retryAfterMs);
      return answer;
    } finally {
      governor.leave(SITE, false);
    }
  }

  async function call(operation: string, request: HttpRequest): Promise<Answer> {
    const deadline = clock.now() + MAX_WAIT_MS;
    for (let attempts = 1; ; attempts += 1) {
      const answer = await attemptInTurn(request, deadline);
      if ('response' in answer || !isTemporary(answer.problem)) return answer;
      const { status, code, retryAfterMs } = answer.problem;
      if (attempts === MAX_ATTEMPTS) return answer;
      log.warn('TeleMessage did not answer, trying again', { operation, attempts, status, code });
      // A wait that the site asked for is kept by the governor, for everybody.
      if (retryAfterMs === undefined) await clock.sleep(backoffMs(attempts, random.fraction()));
    }
  }

  return {
    call: async (operation, request) => {
      try {
        return await call(operation, request);
      } catch (error) {
        if (error instanceof TooLate) throw unavailable(operation, error.retryAfterMs);
        throw error;
      }
    },
  };
}

async function readProblem(response: Dispatcher.ResponseData, now: number): Promise<Problem> {
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now);
  return { status: response.statusCode, code: await readCode(response), retryAfterMs };
}

async function readCode({ headers, body }: Dispatcher.ResponseData): Promise<string> {
  if (Number(headers['content-length'] ?? 0) > MAX_ERROR_BYTES) {
    await body.dump();
    return '';
  }
  try {
    const answer = (await body.json()) as { error?: { code?: unknown } } | null;
    const code = answer?.error?.code;
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}
