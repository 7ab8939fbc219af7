import {
  createHttpHeaders,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { createHttpClient, networkCode, type HttpRequest } from '../http/client.ts';
import type { Answer } from '../http/whole-answer.ts';

/** The service has a place for each; more at a time would wait there instead of here. */
const CONNECTIONS = 32;

/** Codes that the SDK's retry policy knows, for those that undici has instead. */
const RETRIED_CODES: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_SOCKET', 'ECONNRESET'],
  ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'],
  ['UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'],
  ['UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'],
  ['EPIPE', 'ECONNRESET'],
]);

/**
 * The last link of the SDK's chain for tables, whose requests and answers are short texts: the SDK's own costs several
 * times the processor time, for streams and signals that tables never need.
 */
export function createTableHttp(timeoutMs: number): HttpClient {
  const http = createHttpClient({ connections: CONNECTIONS, silenceMs: timeoutMs });
  return {
    sendRequest: async (request) => {
      const { method, url, headers, body } = request;
      const sent: HttpRequest = {
        method: method as HttpRequest['method'],
        url,
        headers: headers.toJSON({ preserveCase: true }),
        body: body as string | undefined,
        timeoutMs,
      };
      try {
        return responseOf(request, await http.exchange(sent));
      } catch (cause) {
        const code = networkCode(cause);
        if (code === '') throw cause;
        const retried = RETRIED_CODES.get(code) ?? code;
        throw new RestError('Storage could not be reached', { code: retried, request });
      }
    },
  };
}

function responseOf(request: PipelineRequest, answer: Answer): PipelineResponse {
  const headers = createHttpHeaders();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? (value[0] ?? '') : value);
  }
  return { request, status: answer.statusCode, headers, bodyAsText: answer.text };
}
