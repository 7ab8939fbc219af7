import { GraphError, badRequest, itemNotFound, unreadable } from './errors.ts';
import { parseExtendedProperties } from './extended-properties.ts';
import { evaluate } from './filter.ts';
import { parseFilter } from './filter-parser.ts';
import { IdKind, decodeId, encodeId } from './ids.ts';
import { page, pageSize, project, refuseOrder, selected } from './query.ts';
import type { Answer, MailCall, Service } from './service.ts';
import { asObject, optionalBoolean, refuseUnknown } from './shapes.ts';
import { ROOT_FOLDER, childFolders } from './state.ts';
import type { Folder, Mailbox } from './state.ts';

const FOLDER_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'parentFolderId',
  'childFolderCount',
  'unreadItemCount',
  'totalItemCount',
  'sizeInBytes',
  'isHidden',
]);

/** By identifier or well-known name; throws what Exchange answers when there is none. */
export function findFolder(mailbox: Mailbox, idOrName: string): Folder {
  const name = idOrName.toLowerCase();
  for (const folder of mailbox.folders.values()) {
    if (folder.wellKnownName === name) return folder;
  }
  const id = decodeId(idOrName);
  if (id === undefined) throw badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  const own = id.kind === IdKind.folder && id.mailbox === mailbox.number;
  const folder = own ? mailbox.folders.get(id.number) : undefined;
  if (folder === undefined) throw itemNotFound();
  return folder;
}

export function listFolders(service: Service, call: MailCall, parent: number): Answer {
  refuseOrder(call.query);
  const names = selected(call.query, FOLDER_PROPERTIES, 'microsoft.graph.mailFolder');
  const size = pageSize(call.query, service.limits.pageSize, service.limits.largestPage);
  const withHidden = call.query.get('includeHiddenFolders')?.toLowerCase() === 'true';
  const text = call.query.get('$filter');
  const filter = text === undefined ? undefined : parseFilter(text);
  const folders = childFolders(call.mailbox, parent)
    .filter((folder) => withHidden || !folder.isHidden)
    .filter((folder) => {
      if (filter === undefined) return true;
      const shown = renderFolder(call.mailbox, folder);
      return evaluate(filter, (field) => filterable(shown, field), unsupportedLambda);
    })
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
  const render = (folder: Folder): unknown => project(renderFolder(call.mailbox, folder), names);
  return { status: 200, body: page(folders, size, call, render) };
}

function filterable(shown: Record<string, unknown>, field: string): unknown {
  if (FOLDER_PROPERTIES.has(field)) return shown[field];
  const text = `Could not find a property named '${field}' on type 'microsoft.graph.mailFolder'.`;
  throw badRequest(`Invalid filter clause: ${text}`);
}

function unsupportedLambda(): boolean {
  throw badRequest('The query filter contains a lambda that is not supported.');
}

export function getFolder(call: MailCall, folder: Folder): Answer {
  const names = selected(call.query, FOLDER_PROPERTIES, 'microsoft.graph.mailFolder');
  return { status: 200, body: project(renderFolder(call.mailbox, folder), names) };
}

export function createFolder(
  service: Service,
  call: MailCall,
  parent: number,
  body: unknown,
): Answer {
  const { displayName, isHidden, singleValueExtendedProperties, ...rest } = asObject(
    body,
    'mailFolder',
  );
  refuseUnknown(rest, 'microsoft.graph.mailFolder');
  if (typeof displayName !== 'string' || displayName.trim() === '') {
    throw unreadable("The property 'displayName' is required and cannot be empty.");
  }
  const properties = parseExtendedProperties(singleValueExtendedProperties ?? []);
  const hidden = optionalBoolean(isHidden, 'isHidden');
  const siblings = childFolders(call.mailbox, parent);
  const same = displayName.toLowerCase();
  if (siblings.some((folder) => folder.displayName.toLowerCase() === same)) {
    throw new GraphError(
      service.settings.folderExistsStatus,
      'ErrorFolderExists',
      `A folder with the specified name already exists., Could not create folder '${displayName}'.`,
    );
  }
  if (siblings.length >= service.limits.childFolders) {
    const text = 'The folder has as many subfolders as it may have.';
    throw badRequest(text, 'ErrorFolderHierarchyChildrenCountQuotaExceeded');
  }
  const folder: Folder = {
    number: call.mailbox.nextNumber,
    parent,
    displayName,
    isHidden: hidden,
    wellKnownName: undefined,
    properties,
    messages: new Map(),
  };
  service.store.putFolder(call.mailbox, folder);
  return { status: 201, body: renderFolder(call.mailbox, folder) };
}

export function deleteFolder(service: Service, call: MailCall, folder: Folder): Answer {
  if (folder.wellKnownName !== undefined) {
    const text = 'Distinguished folders cannot be deleted.';
    throw badRequest(text, 'ErrorDeleteDistinguishedFolder');
  }
  service.store.removeFolder(call.mailbox, folder);
  return { status: 204 };
}

function renderFolder(mailbox: Mailbox, folder: Folder): Record<string, unknown> {
  let unread = 0;
  let bytes = 0;
  for (const message of folder.messages.values()) {
    if (!message.isRead) unread += 1;
    bytes += message.size;
  }
  const parent = folder.number === ROOT_FOLDER ? ROOT_FOLDER : folder.parent;
  return {
    id: encodeId(IdKind.folder, mailbox.number, folder.number),
    displayName: folder.displayName,
    parentFolderId: encodeId(IdKind.folder, mailbox.number, parent),
    childFolderCount: childFolders(mailbox, folder.number).length,
    unreadItemCount: unread,
    totalItemCount: folder.messages.size,
    sizeInBytes: bytes,
    isHidden: folder.isHidden,
  };
}
