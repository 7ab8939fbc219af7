import { AppError } from '../../domain/errors.ts';
import { isoTime } from '../../domain/window.ts';
import type { Window } from '../../domain/window.ts';
import type { Clock, Log, Random, Secrets, Source, SourceReader } from '../../ports.ts';
import { createHttpClient } from '../http/client.ts';
import type { HttpClient } from '../http/client.ts';
import { parseEndpoint } from '../http/endpoint.ts';
import { createCaller } from './call.ts';
import type { Caller } from './call.ts';
import { download } from './download.ts';
import { CONNECTIONS, PAGE_SIZE, REQUEST_TIMEOUT_MS, SILENCE_MS } from './limits.ts';
import { parsePage } from './page.ts';
import { isExpiredSession, toAppError, unavailable } from './problem.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { Dispatcher } from 'undici';

export interface SourceOptions {
  /** The setting `TELEMESSAGE_URL`. */
  url: string;
  clock: Clock;
  random: Random;
  log: Log;
  secrets: Secrets;
}

/** TeleMessage, through its archive pull interface. */
export function createSource(options: SourceOptions): Source {
  const url = parseEndpoint('TELEMESSAGE_URL', options.url);
  const http: HttpClient = createHttpClient({ connections: CONNECTIONS, silenceMs: SILENCE_MS });
  const caller = createCaller({ ...options, http });
  const sessions = createSessions({ ...options, url, caller });
  return {
    verify: (credential) => sessions.signIn(credential),
    reader: (connectorId, product) =>
      createReader({
        ...options,
        base: `${url}/archive/${encodeURIComponent(product)}`,
        connectorId,
        caller,
        sessions,
      }),
    parsePage,
    forget: (connectorId) => {
      sessions.forget(connectorId);
    },
  };
}

interface ReaderOptions extends SourceOptions {
  base: string;
  connectorId: string;
  caller: Caller;
  sessions: Sessions;
}

function createReader({
  base,
  connectorId,
  caller,
  sessions,
  ...ports
}: ReaderOptions): SourceReader {
  /** Once more with a new session if the first one has ended. */
  async function get(
    operation: string,
    path: string,
    headers: Record<string, string>,
    timeoutMs?: number,
  ): Promise<Dispatcher.ResponseData> {
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
  }

  async function getBytes(operation: string, path: string): Promise<Uint8Array> {
    const response = await get(operation, path, {}, REQUEST_TIMEOUT_MS);
    try {
      return await response.body.bytes();
    } catch (error) {
      throw unavailable(operation, undefined, {}, error);
    }
  }

  const open = (operation: string, path: string) =>
    download({ ...ports, operation, fetch: (range) => get(operation, path, range) });

  return {
    listPage: async (window, cursor) => {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/items?${windowQuery(window)}&limit=${PAGE_SIZE}${more}`;
      return parsePage(await getBytes('listItems', path));
    },
    count: async (window) => {
      const bytes = await getBytes('summarizeWindow', `/summary?${windowQuery(window)}`);
      return readCount(bytes);
    },
    email: (itemId) => open('getEmailContent', `/items/${encodeURIComponent(itemId)}/content`),
    attachment: (itemId, attachmentId) =>
      open(
        'getAttachment',
        `/items/${encodeURIComponent(itemId)}/attachments/${encodeURIComponent(attachmentId)}`,
      ),
  };
}

function windowQuery({ from, to }: Window): string {
  return `from=${encodeURIComponent(isoTime(from))}&to=${encodeURIComponent(isoTime(to))}`;
}

function readCount(bytes: Uint8Array): number {
  try {
    const { items } = JSON.parse(new TextDecoder().decode(bytes)) as { items?: unknown };
    if (Number.isSafeInteger(items)) return items as number;
  } catch {
    // Falls through: no answer that could be used.
  }
  throw new AppError('source_unavailable', 'TeleMessage gave no readable count', {
    retry: 'later',
  });
}
