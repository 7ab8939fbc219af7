/** An answer Graph gives instead of doing the work. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function badRequest(message: string, code = 'BadRequest'): GraphError {
  return new GraphError(400, code, message);
}

/** The body is JSON, but not of the documented shape. */
export function unreadable(message: string): GraphError {
  return badRequest(message, 'RequestBodyRead');
}

export function itemNotFound(): GraphError {
  const text = 'The specified object was not found in the store.';
  return new GraphError(404, 'ErrorItemNotFound', text);
}

export function accessDenied(
  message = 'Access is denied. Check credentials and try again.',
): GraphError {
  return new GraphError(403, 'ErrorAccessDenied', message);
}

/** The error envelope. Both identifiers are also sent as headers. */
export function errorBody(
  error: GraphError,
  requestId: string,
  clientRequestId: string,
): Record<string, unknown> {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: new Date().toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}
