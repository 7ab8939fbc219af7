import {
  addAttachment,
  createUploadSession,
  deleteAttachment,
  findAttachment,
  getAttachment,
  getAttachmentBytes,
  listAttachments,
} from './attachments.ts';
import { GraphError, accessDenied, badRequest } from './errors.ts';
import { createFolder, deleteFolder, findFolder, getFolder, listFolders } from './folders.ts';
import { getMailboxSettings, openMailbox, translateIds } from './mailbox.ts';
import {
  createMessage,
  findMessage,
  getMessage,
  listMessages,
  moveMessage,
  patchMessage,
  refuseFull,
} from './messages.ts';
import type { Answer, Call, MailCall, Service } from './service.ts';
import { ROOT_FOLDER } from './state.ts';
import type { Folder } from './state.ts';
import { getByIds, getUser, listUsers } from './users.ts';

/** Does what a request asks for. Everything outside the documented subset is refused as Graph does. */
export function dispatch(service: Service, call: Call, uploadOrigin: string): Answer {
  const [first, second, ...rest] = call.segments;
  if (first === 'users') {
    if (rest.length > 0) return dispatchMail(service, call, rest, uploadOrigin);
    requireRole(call, 'User.Read.All', 'Authorization_RequestDenied');
    if (call.method !== 'GET') throw methodNotAllowed();
    return second === undefined ? listUsers(service, call) : getUser(service, call);
  }
  if (first === 'directoryObjects' && second === 'getByIds' && rest.length === 0) {
    requireRole(call, 'User.Read.All', 'Authorization_RequestDenied');
    if (call.method !== 'POST') throw methodNotAllowed();
    return getByIds(service, call, jsonBody(call));
  }
  if (first === 'admin') throw accessDenied();
  throw unknownSegment(first ?? '');
}

function dispatchMail(
  service: Service,
  plain: Call,
  rest: readonly string[],
  uploadOrigin: string,
): Answer {
  const [room = '', id, ...below] = rest;
  const settings = room === 'mailboxSettings';
  requireRole(plain, settings ? 'MailboxSettings.Read' : 'Mail.ReadWrite', 'ErrorAccessDenied');
  const call = openMailbox(service, plain);
  switch (room) {
    case 'mailFolders':
      return id === undefined
        ? folderCollection(service, call, ROOT_FOLDER)
        : folderRoom(service, call, findFolder(call.mailbox, id), below);
    case 'messages':
      return id === undefined
        ? messageCollection(service, call, undefined)
        : messageRoom(service, call, id, below, uploadOrigin);
    case 'mailboxSettings':
      if (id !== undefined) throw unknownSegment(id);
      return only(call, 'GET', getMailboxSettings);
    case 'translateExchangeIds':
      if (id !== undefined) throw unknownSegment(id);
      return only(call, 'POST', () => translateIds(service, call, jsonBody(call)));
    default:
      throw unknownSegment(room);
  }
}

function folderCollection(service: Service, call: MailCall, parent: number): Answer {
  if (call.method === 'GET') return listFolders(service, call, parent);
  return only(call, 'POST', () => createFolder(service, call, parent, jsonBody(call)));
}

function folderRoom(
  service: Service,
  call: MailCall,
  folder: Folder,
  below: readonly string[],
): Answer {
  const [room, ...more] = below;
  if (room === undefined) {
    if (call.method === 'GET') return getFolder(call, folder);
    return only(call, 'DELETE', () => deleteFolder(service, call, folder));
  }
  if (more[0] !== undefined) throw unknownSegment(more[0]);
  if (room === 'childFolders') return folderCollection(service, call, folder.number);
  if (room === 'messages') return messageCollection(service, call, folder);
  throw unknownSegment(room);
}

/** Without a folder: all messages; a new one goes to the drafts. */
function messageCollection(service: Service, call: MailCall, folder: Folder | undefined): Answer {
  if (call.method === 'GET') {
    return listMessages(service, call, (folder ?? call.mailbox).messages);
  }
  return only(call, 'POST', () => {
    const body = mediaType(call) === 'text/plain' ? { mime: call.body } : { json: jsonBody(call) };
    return createMessage(service, call, folder ?? findFolder(call.mailbox, 'drafts'), body);
  });
}

function messageRoom(
  service: Service,
  call: MailCall,
  id: string,
  below: readonly string[],
  uploadOrigin: string,
): Answer {
  const message = findMessage(call.mailbox, id);
  const [room, ...more] = below;
  switch (room) {
    case undefined:
      if (call.method === 'GET') return getMessage(service, call, message);
      if (call.method === 'PATCH') return patchMessage(service, call, message, jsonBody(call));
      return only(call, 'DELETE', () => {
        service.store.removeMessage(call.mailbox, message);
        return { status: 204 };
      });
    case 'move':
      if (more[0] !== undefined) throw unknownSegment(more[0]);
      return only(call, 'POST', () => moveMessage(service, call, message, jsonBody(call)));
    case 'attachments':
      return attachmentRoom(service, call, id, more, uploadOrigin);
    default:
      throw unknownSegment(room);
  }
}

function attachmentRoom(
  service: Service,
  call: MailCall,
  messageId: string,
  [id, ...more]: readonly string[],
  uploadOrigin: string,
): Answer {
  const message = findMessage(call.mailbox, messageId);
  if (call.method === 'POST') refuseFull(call);
  if (id === undefined) {
    if (call.method === 'GET') return listAttachments(service, call, message);
    return only(call, 'POST', () => addAttachment(service, call, message, jsonBody(call)));
  }
  const [value, ...beyond] = more;
  if (beyond[0] !== undefined) throw unknownSegment(beyond[0]);
  if (id === 'createUploadSession' && value === undefined) {
    return only(call, 'POST', () =>
      createUploadSession(service, call, message, jsonBody(call), uploadOrigin),
    );
  }
  const attachment = findAttachment(call.mailbox, message, id);
  if (value === '$value') return only(call, 'GET', () => getAttachmentBytes(service, attachment));
  if (value !== undefined) throw unknownSegment(value);
  if (call.method === 'GET') return getAttachment(service, call, message, attachment);
  return only(call, 'DELETE', () => deleteAttachment(service, call, message, attachment));
}

function only(call: Call, method: string, work: () => Answer): Answer {
  if (call.method !== method) throw methodNotAllowed();
  return work();
}

function mediaType(call: Pick<Call, 'headers'>): string {
  return (
    String(call.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? ''
  );
}

export function jsonBody(call: Pick<Call, 'headers' | 'body'>): unknown {
  const type = mediaType(call);
  if (type !== 'application/json' && type !== '') {
    throw new GraphError(415, 'UnsupportedMediaType', `The media type '${type}' is not supported.`);
  }
  if (type === '' || call.body.length === 0) throw unreadableJson();
  try {
    return JSON.parse(call.body.toString('utf8')) as unknown;
  } catch {
    throw unreadableJson();
  }
}

function unreadableJson(): GraphError {
  return badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

function requireRole(call: Call, role: string, code: string): void {
  const { roles } = call.caller;
  if (roles === undefined || roles.includes(role)) return;
  throw code === 'ErrorAccessDenied'
    ? accessDenied()
    : new GraphError(403, code, 'Insufficient privileges to complete the operation.');
}

export function methodNotAllowed(): GraphError {
  const text = 'Specified HTTP method is not allowed for the request target.';
  return new GraphError(405, 'Request_BadRequest', text);
}

export function unknownSegment(segment: string): GraphError {
  return badRequest(`Resource not found for the segment '${segment}'.`);
}
