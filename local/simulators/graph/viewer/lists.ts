import type { DirectoryUser } from '../directory.ts';
import { bodyOf } from '../message-view.ts';
import type { Service } from '../service.ts';
import { ROOT_FOLDER, childFolders } from '../state.ts';
import type { Folder, Mailbox, StoredMessage } from '../state.ts';
import { folderAddress, mailboxAddress, messageAddress, VIEWER } from './addresses.ts';
import { HOME, bytes, layout, pageLinks, pageOf, searchBox, time } from './layout.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { peopleOf } from './people.ts';

const USERS_PER_PAGE = 50;
const MESSAGES_PER_PAGE = 50;

/** What a page is asked for beyond its address. */
export interface Asked {
  words: string;
  page: number;
}

const TROUBLES: Readonly<Record<DirectoryUser['mailbox'], string>> = {
  ok: '',
  none: 'no mailbox',
  invalid: 'invalid',
  denied: 'access denied',
  full: 'full',
};

export function usersPage(service: Service, { words, page: number }: Asked): string {
  const mailboxes = new Map([...service.store.mailboxes()].map((one) => [one.userId, one]));
  const holds = (user: DirectoryUser): boolean => (mailboxes.get(user.id)?.messages.size ?? 0) > 0;
  const wanted = words.toLowerCase();
  const users = service.directory
    .users()
    .filter((user) => addressesOf(user).some((text) => text.toLowerCase().includes(wanted)))
    // Whoever has something to see comes first.
    .sort(
      (a, b) =>
        Number(holds(b)) - Number(holds(a)) || a.displayName.localeCompare(b.displayName, 'en'),
    );
  const page = pageOf(users, number, USERS_PER_PAGE);
  const rows = page.rows.map((user) => userRow(user, mailboxes.get(user.id)));
  return layout(
    'Mailboxes',
    [],
    html`${searchBox('Name or address', words)}
      <p class="quiet">${page.total} ${page.total === 1 ? 'user' : 'users'}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Users">
        <table>
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">Address</th>
              <th scope="col">Folders with messages</th>
              <th scope="col" class="number">Messages</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      ${pageLinks(page, VIEWER, words)}`,
  );
}

function addressesOf(user: DirectoryUser): string[] {
  return [user.displayName, user.userPrincipalName, user.mail ?? '', ...user.proxyAddresses];
}

function userRow(user: DirectoryUser, mailbox: Mailbox | undefined): Markup {
  const trouble = TROUBLES[user.mailbox];
  const folders = [...(mailbox?.folders.values() ?? [])].filter(({ messages }) => messages.size);
  const links = folders.map(
    (folder) =>
      html`<li>
        <a href="${folderAddress(user.id, folder.number)}"><bdi>${folder.displayName}</bdi></a>
        (${folder.messages.size})
      </li>`,
  );
  return html`<tr>
    <td>
      <a href="${mailboxAddress(user.id)}"><bdi>${user.displayName}</bdi></a>
      ${trouble === '' ? undefined : html`<span class="tag">${trouble}</span>`}
    </td>
    <td>${user.mail ?? user.userPrincipalName}</td>
    <td>
      <ul>
        ${links}
      </ul>
    </td>
    <td class="number">${mailbox?.messages.size ?? 0}</td>
  </tr>`;
}

export function mailboxPage(user: DirectoryUser, mailbox: Mailbox): string {
  return layout(
    user.displayName,
    [HOME],
    html`<p class="quiet">${user.mail ?? user.userPrincipalName}</p>
      <div class="card">${folderTree(mailbox, ROOT_FOLDER)}</div>`,
  );
}

function folderTree(mailbox: Mailbox, parent: number): Markup {
  const folders = childFolders(mailbox, parent).sort((a, b) =>
    a.displayName.localeCompare(b.displayName, 'en'),
  );
  const entries = folders.map(
    (folder) =>
      html`<li>
        <a href="${folderAddress(mailbox.userId, folder.number)}"
          ><bdi>${folder.displayName}</bdi></a
        >
        <span class="quiet">${folder.messages.size}</span>
        ${folder.isHidden ? html`<span class="tag">hidden</span>` : undefined}
        ${folderTree(mailbox, folder.number)}
      </li>`,
  );
  return entries.length === 0
    ? html``
    : html`<ul>
        ${entries}
      </ul>`;
}

export function folderPage(
  user: DirectoryUser,
  folder: Folder,
  { words, page: number }: Asked,
): string {
  const wanted = words.toLowerCase();
  const messages = [...folder.messages.values()]
    .filter((message) => wanted === '' || wordsOf(message).toLowerCase().includes(wanted))
    .sort((a, b) => b.receivedAt - a.receivedAt || b.number - a.number);
  const page = pageOf(messages, number, MESSAGES_PER_PAGE);
  return layout(
    folder.displayName,
    [HOME, { words: user.displayName, address: mailboxAddress(user.id) }],
    html`${searchBox('Words in subject, people or text', words)}
      <p class="quiet">${page.total} ${page.total === 1 ? 'message' : 'messages'}, newest first</p>
      ${page.total === 0 ? undefined : messageTable(user, page.rows)}
      ${pageLinks(page, folderAddress(user.id, folder.number), words)}`,
  );
}

function wordsOf(message: StoredMessage): string {
  const { from, to, cc, bcc } = peopleOf(message);
  const people = [from, ...to, ...cc, ...bcc].flatMap((one) => [one?.name, one?.address]);
  return [message.subject, ...people, bodyOf(message, 'text').content].join('\n');
}

function messageTable(user: DirectoryUser, messages: readonly StoredMessage[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Messages">
    <table>
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Sent</th>
          <th scope="col">Received</th>
          <th scope="col">Attachments</th>
        </tr>
      </thead>
      <tbody>
        ${messages.map((message) => messageRow(user, message))}
      </tbody>
    </table>
  </div>`;
}

function messageRow(user: DirectoryUser, message: StoredMessage): Markup {
  const { from, to, cc, bcc } = peopleOf(message);
  const [first, ...others] = [...to, ...cc, ...bcc];
  const attached = message.attachments;
  const size = attached.reduce((sum, { size: one }) => sum + one, 0);
  return html`<tr class="${message.isRead ? '' : 'unread'}">
    <td class="wide">
      <a href="${messageAddress(user.id, message.number)}"
        ><bdi>${message.subject || '(no subject)'}</bdi></a
      >
      ${message.isDraft ? html`<span class="tag">draft</span>` : undefined}
      ${message.isRead ? undefined : html`<span class="tag">unread</span>`}
    </td>
    <td><bdi>${from?.name ?? from?.address}</bdi></td>
    <td>
      <bdi>${first?.name ?? first?.address}</bdi>
      ${others.length === 0 ? undefined : html`<span class="quiet">and ${others.length} more</span>`}
    </td>
    <td>${time(message.sentAt)}</td>
    <td>${time(message.receivedAt)}</td>
    <td>${attached.length === 0 ? undefined : `${attached.length}, ${bytes(size)}`}</td>
  </tr>`;
}
