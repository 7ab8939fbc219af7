import { AppError } from '../../domain/errors.ts';
import { isoTime } from '../../domain/window.ts';
import type { Window } from '../../domain/window.ts';
import type { Secrets } from '../../ports/setup.ts';
import type { Source, SourceReader } from '../../ports/source.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { createHttpClient } from '../http/client.ts';
import { parseEndpoint } from '../http/endpoint.ts';
import { createCaller } from './call.ts';
import { download } from './download.ts';
import { CONNECTIONS, SILENCE_MS } from './limits.ts';
import { parsePage, unreadable } from './page.ts';
import { createRequests } from './requests.ts';
import type { RequestsOptions } from './requests.ts';
import { createSessions } from './sessions.ts';

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
  const http = createHttpClient({ connections: CONNECTIONS, silenceMs: SILENCE_MS });
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

function createReader(options: RequestsOptions): SourceReader {
  const requests = createRequests(options);
  const open = (operation: string, path: string) =>
    download({ ...options, operation, fetch: (range) => requests.get(operation, path, range) });
  return {
    listPage: async (window, items, cursor) => {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/items?${windowQuery(window)}&limit=${items}${more}`;
      const page = parsePage(await requests.getBytes('listItems', path));
      // Following it would list the same page for ever.
      if (cursor !== undefined && page.nextCursor === cursor) throw unreadable('its own successor');
      return page;
    },
    count: async (window) =>
      readCount(await requests.getBytes('summarizeWindow', `/summary?${windowQuery(window)}`)),
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
