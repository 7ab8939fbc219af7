import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveFaultControl } from '../kit/fault-control.ts';
import { readJson, sendJson, sendLines } from '../kit/http.ts';
import type { Service } from './service.ts';
import { ROOT_FOLDER } from './state.ts';
import type { Folder, Mailbox, StoredMessage } from './state.ts';

/** Requests under `/_control/`, which exist only with `--control`. */
export async function serveControl(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control');
  const route = `${request.method ?? ''} ${url.pathname.slice('/_control/'.length)}`;
  if (route.endsWith(' faults')) return serveFaultControl(service.faults, request, response);
  try {
    switch (route) {
      case 'GET mailboxes': {
        await sendLines(response, folderLines(service));
        return;
      }
      case 'GET messages': {
        await sendLines(response, messageLines(service, url.searchParams));
        return;
      }
      case 'GET stats': {
        sendJson(response, 200, { ...service.stats, refusals: service.throttle.refusals });
        return;
      }
      case 'POST clock':
        service.clock.advance(advanceOf(await readJson(request)));
        {
          sendJson(response, 200, { now: new Date(service.clock.now()).toISOString() });
          return;
        }
      case 'POST users': {
        sendJson(response, 200, service.directory.put(await readJson(request)));
        return;
      }
      default: {
        sendJson(response, 404, { error: `no such control: ${route}` });
        return;
      }
    }
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function advanceOf(body: unknown): number {
  const ms = (body as { advanceMs?: unknown } | undefined)?.advanceMs;
  if (typeof ms === 'number' && ms >= 0) return ms;
  throw new Error('advanceMs is a number of milliseconds');
}

function nameOf(service: Service, mailbox: Mailbox): string {
  return service.directory.find(mailbox.userId)?.userPrincipalName ?? mailbox.userId;
}

/** Every folder that was made by a client, and every other one that holds something. */
function* folderLines(service: Service): Generator {
  for (const mailbox of service.store.mailboxes()) {
    const user = nameOf(service, mailbox);
    for (const folder of mailbox.folders.values()) {
      if (folder.wellKnownName !== undefined && folder.messages.size === 0) continue;
      const { displayName, isHidden, messages } = folder;
      const path = pathOf(mailbox, folder);
      yield {
        user,
        userId: mailbox.userId,
        folder: displayName,
        path,
        isHidden,
        messages: messages.size,
      };
    }
  }
}

function pathOf(mailbox: Mailbox, folder: Folder): string {
  const parent = mailbox.folders.get(folder.parent);
  return parent === undefined || parent.number === ROOT_FOLDER
    ? folder.displayName
    : `${pathOf(mailbox, parent)}/${folder.displayName}`;
}

/** `user` (identifier, name or address) and `folder` (display name) narrow it down. */
function* messageLines(service: Service, wanted: URLSearchParams): Generator {
  const user = wanted.get('user');
  const folderName = wanted.get('folder')?.toLowerCase();
  const only =
    user === null
      ? undefined
      : (service.directory.find(user) ?? service.directory.byAddress(user)[0]);
  for (const mailbox of service.store.mailboxes()) {
    if (user !== null && mailbox.userId !== only?.id) continue;
    for (const message of mailbox.messages.values()) {
      const folder = mailbox.folders.get(message.folder)?.displayName ?? '';
      if (folderName !== undefined && folder.toLowerCase() !== folderName) continue;
      yield messageLine(nameOf(service, mailbox), folder, message);
    }
  }
}

function messageLine(user: string, folder: string, message: StoredMessage): unknown {
  const given = message.content?.given ?? {};
  return {
    user,
    folder,
    subject: message.subject,
    internetMessageId: message.internetMessageId,
    isDraft: message.isDraft,
    isRead: message.isRead,
    sentDateTime: new Date(message.sentAt).toISOString(),
    receivedDateTime: new Date(message.receivedAt).toISOString(),
    createdDateTime: new Date(message.createdAt).toISOString(),
    size: message.size,
    singleValueExtendedProperties: message.properties.map(({ id, value }) => ({ id, value })),
    attachments: message.attachments.map(
      ({ name, size, sha256, isInline, contentId, contentType, type }) => ({
        ...{ name, size, sha256, isInline, contentId, contentType, type },
      }),
    ),
    internetMessageHeaders: message.content?.headers ?? [],
    from: given.from ?? null,
    sender: given.sender ?? null,
    toRecipients: given.toRecipients ?? [],
    ccRecipients: given.ccRecipients ?? [],
    bccRecipients: given.bccRecipients ?? [],
    replyTo: given.replyTo ?? [],
    categories: given.categories ?? [],
    importance: given.importance ?? 'normal',
    body: given.body ?? null,
  };
}
