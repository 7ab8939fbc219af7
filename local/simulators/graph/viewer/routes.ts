import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from '../service.ts';
import type { Mailbox, StoredMessage } from '../state.ts';
import type { DirectoryUser } from '../directory.ts';
import { VIEWER } from './addresses.ts';
import { sendAttachment } from './attachment.ts';
import { bodyDocument } from './body.ts';
import { HOME, layout } from './layout.ts';
import { folderPage, mailboxPage, usersPage } from './lists.ts';
import type { Asked } from './lists.ts';
import { html } from './markup.ts';
import { messagePage } from './message.ts';
import { ICON_IMAGE, STYLESHEET } from './style.ts';

/** What was captured is hostile until proven otherwise: a page runs nothing and loads from here alone. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** The text of a message: its own styles, its own pictures, no origin of its own. */
const BODY_POLICY =
  "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

export interface Viewer {
  serves(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

/** Pages to look into the mailboxes with, for a person at this machine; they change nothing. */
export function createViewer(service: Service, host: string): Viewer {
  const hosts = new Set(['127.0.0.1', 'localhost', '[::1]', host]);
  return {
    serves: ({ url }) => url === VIEWER || /^\/_mailboxes[/?]/.test(url ?? ''),
    serve: (request, response) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      const name = request.headers.host?.replace(/:\d+$/, '') ?? '';
      // A foreign name for this address is how another site's page would get to read it.
      if (!hosts.has(name))
        sendText(response, 421, 'Open this by the address it was started with.');
      else if (request.method === 'GET' || request.method === 'HEAD') {
        answer(service, request, response);
      } else {
        response.setHeader('Allow', 'GET, HEAD');
        sendText(response, 405, 'There is nothing here but to look at.');
      }
    },
  };
}

function answer(service: Service, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://viewer');
  const [first = '', ...rest] = pathname.slice(VIEWER.length).split('/').filter(Boolean);
  const asked = { words: searchParams.get('q') ?? '', page: Number(searchParams.get('page')) || 1 };
  if (first === '') {
    sendPage(response, usersPage(service, asked));
    return;
  }
  if (first === 'style.css') {
    send(response, 200, 'text/css; charset=utf-8', STYLESHEET, "default-src 'none'");
    return;
  }
  if (first === 'icon.svg') {
    send(response, 200, 'image/svg+xml', ICON_IMAGE, "sandbox; default-src 'none'");
    return;
  }
  const user = service.directory.find(decoded(first));
  if (user === undefined) {
    notFound(response);
    return;
  }
  const mailbox = service.store.mailbox(user);
  const [kind = '', number = '', ...part] = rest;
  if (kind === '') sendPage(response, mailboxPage(user, mailbox));
  else if (kind === 'folders') serveFolder(response, user, mailbox, Number(number), asked);
  else if (kind === 'messages') {
    const message = mailbox.messages.get(Number(number));
    if (message === undefined) notFound(response);
    else serveMessage(service, request, response, { user, mailbox, message, part, searchParams });
  } else notFound(response);
}

/** Empty, which nobody is called, for what no address spells. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function serveFolder(
  response: ServerResponse,
  user: DirectoryUser,
  mailbox: Mailbox,
  number: number,
  asked: Asked,
): void {
  const folder = mailbox.folders.get(number);
  if (folder === undefined) notFound(response);
  else sendPage(response, folderPage(user, folder, asked));
}

interface MessageRequest {
  user: DirectoryUser;
  mailbox: Mailbox;
  message: StoredMessage;
  /** What of the message: nothing for its page. */
  part: readonly string[];
  searchParams: URLSearchParams;
}

function serveMessage(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  { user, mailbox, message, part, searchParams }: MessageRequest,
): void {
  const [kind, number] = part;
  if (kind === undefined) {
    sendPage(response, messagePage(user, mailbox, message));
  } else if (kind === 'body') {
    const content = bodyDocument(service.blobs, message);
    send(response, 200, 'text/html; charset=utf-8', content, BODY_POLICY);
  } else {
    const attachment =
      kind === 'attachments'
        ? message.attachments.find((one) => one.number === Number(number))
        : undefined;
    const content = attachment && service.blobs.get(attachment.sha256);
    if (!attachment || !content) notFound(response);
    else sendAttachment(request, response, attachment, content, searchParams.has('download'));
  }
}

function sendPage(response: ServerResponse, page: string, status = 200): void {
  send(response, status, 'text/html; charset=utf-8', page, PAGE_POLICY);
}

function notFound(response: ServerResponse): void {
  const words = html`<p>There is no such mailbox, folder, message or attachment here.</p>`;
  sendPage(response, layout('Not found', [HOME], words), 404);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', text, "default-src 'none'");
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  policy: string,
): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Content-Security-Policy': policy,
  });
  // Node leaves the body out of an answer to HEAD.
  response.end(body);
}
