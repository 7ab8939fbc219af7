import type { IncomingMessage } from 'node:http';
import { readBody } from '../kit/http.ts';
import { finishUpload } from './attachments.ts';
import { GraphError, badRequest } from './errors.ts';
import type { Answer, Service } from './service.ts';
import type { UploadSession } from './upload-sessions.ts';

const UPLOAD_PATH = /^\/upload\/([0-9a-f]+)$/;
const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

/** The session a request to the upload address is about. The address is all the proof there is. */
export function findSession(service: Service, request: IncomingMessage): UploadSession {
  const url = new URL(request.url ?? '/', 'http://upload');
  const id = UPLOAD_PATH.exec(url.pathname)?.[1];
  const session = service.uploads.find(id ?? '', url.searchParams.get('authtoken'));
  if (session === undefined) {
    throw new GraphError(404, 'ErrorItemNotFound', 'The upload session was not found.');
  }
  if (request.headers.authorization !== undefined) {
    const text =
      'The audience claim value is invalid for current resource. The upload address takes no token.';
    throw new GraphError(401, 'InvalidAudience', text);
  }
  return session;
}

export async function serveUpload(
  service: Service,
  session: UploadSession,
  request: IncomingMessage,
): Promise<Answer> {
  switch (request.method ?? '') {
    case 'GET':
      return { status: 200, body: progress(session) };
    case 'DELETE':
      service.uploads.remove(session);
      return { status: 204 };
    case 'PUT': {
      const leave = service.throttle.enterMailbox(session.appId, session.mailbox.number);
      try {
        return await putRange(service, session, request);
      } finally {
        leave();
      }
    }
    default:
      throw new GraphError(405, 'Request_BadRequest', 'The method is not allowed here.');
  }
}

async function putRange(
  service: Service,
  session: UploadSession,
  request: IncomingMessage,
): Promise<Answer> {
  const range = checkRange(service, session, request.headers['content-range']);
  const body = await readBody(request, service.limits.uploadRangeBytes);
  if (body === 'tooLarge' || body.length !== range.length) {
    throw badRequest('The body is not as long as Content-Range says.', 'ErrorInvalidContentRange');
  }
  service.throttle.admitUpload(session.appId, session.mailbox.number, body.length);
  // Looked at again: another range may have arrived while this one was being read.
  if (range.start !== session.received) throw outOfOrder(session);
  session.received += body.length;
  if (!service.settings.lean) session.chunks.push(body);
  if (session.received < session.item.size) return { status: 200, body: progress(session) };
  const id = finishUpload(service, session);
  service.uploads.remove(session);
  const { user, message } = session;
  const location = `https://outlook.office.com/api/v2.0/Users('${user.id}')/Messages('${message}')/Attachments('${id}')`;
  return { status: 201, headers: { Location: location } };
}

function checkRange(
  service: Service,
  session: UploadSession,
  header: string | undefined,
): { start: number; length: number } {
  const [, first, last, total] = (CONTENT_RANGE.exec(header ?? '') ?? []).map(Number);
  if (first === undefined || last === undefined || total === undefined || last < first) {
    throw badRequest(
      'The Content-Range header is missing or malformed.',
      'ErrorInvalidContentRange',
    );
  }
  if (total !== session.item.size || last >= total) {
    throw badRequest(
      'Content-Range does not fit the size of the attachment.',
      'ErrorInvalidContentRange',
    );
  }
  const length = last - first + 1;
  if (length > service.limits.uploadRangeBytes) {
    const text = `A range is at most ${service.limits.uploadRangeBytes} bytes long.`;
    throw new GraphError(413, 'ErrorRequestEntityTooLarge', text);
  }
  if (first !== session.received) throw outOfOrder(session);
  return { start: first, length };
}

function outOfOrder(session: UploadSession): GraphError {
  const text = `The range must begin at ${session.received}.`;
  return new GraphError(416, 'ErrorInvalidContentRange', text);
}

/** Spelled with capitals, unlike the answer that opened the session. */
function progress(session: UploadSession): Record<string, unknown> {
  return {
    ExpirationDateTime: new Date(session.expiresAt).toISOString(),
    NextExpectedRanges: [String(session.received)],
  };
}
