import type { DirectoryUser } from '../directory.ts';
import { bodyOf } from '../message-view.ts';
import type { Mailbox, StoredAttachment, StoredMessage } from '../state.ts';
import { attachmentAddress, bodyAddress, folderAddress, mailboxAddress } from './addresses.ts';
import { mediaOf } from './attachment.ts';
import { textOf } from './body.ts';
import { HOME, bytes, layout, time } from './layout.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { peopleOf } from './people.ts';
import type { Person } from './people.ts';

export function messagePage(user: DirectoryUser, mailbox: Mailbox, message: StoredMessage): string {
  const folder = mailbox.folders.get(message.folder);
  const above = [HOME, { words: user.displayName, address: mailboxAddress(user.id) }];
  if (folder) {
    above.push({ words: folder.displayName, address: folderAddress(user.id, folder.number) });
  }
  return layout(
    message.subject || '(no subject)',
    above,
    html`<div class="card">${heading(message)}</div>
      ${content(user, message)} ${attachments(user, message)}
      ${pairs(
        'Extended properties',
        message.properties.map(({ id, value }) => [id, value]),
      )}
      ${pairs(
        'Internet message headers',
        (message.content?.headers ?? []).map(({ name, value }) => [name, value]),
      )}`,
  );
}

function heading(message: StoredMessage): Markup {
  const { from, sender, to, cc, bcc, replyTo } = peopleOf(message);
  const categories = (message.content?.given.categories ?? []) as string[];
  const flags = [message.isDraft ? 'draft' : 'not a draft', message.isRead ? 'read' : 'unread'];
  return html`<dl>
    ${people('From', from ? [from] : [])} ${people('Sender', sender ? [sender] : [])}
    ${people('To', to)} ${people('Cc', cc)} ${people('Bcc', bcc)} ${people('Reply to', replyTo)}
    ${entry('Sent', time(message.sentAt))} ${entry('Received', time(message.receivedAt))}
    ${entry('Stored', time(message.createdAt))}
    ${entry('Message id', html`<code>${message.internetMessageId}</code>`)}
    ${entry('State', html`${flags.join(', ')}; ${bytes(message.size)}`)}
    ${categories.length === 0 ? undefined : entry('Categories', html`${categories.join(', ')}`)}
  </dl>`;
}

function entry(name: string, value: Markup): Markup {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

function people(name: string, persons: readonly Person[]): Markup | undefined {
  if (persons.length === 0) return undefined;
  const shown = persons.map(
    ({ name: called, address }) =>
      html`<li>
        <bdi>${called ?? address}</bdi> ${called ? html`&lt;<bdi>${address}</bdi>&gt;` : ''}
      </li>`,
  );
  return entry(
    name,
    html`<ul>
      ${shown}
    </ul>`,
  );
}

function content(user: DirectoryUser, message: StoredMessage): Markup {
  if (message.content === undefined) {
    return html`<p class="quiet">Started with --lean, the simulator keeps no contents.</p>`;
  }
  const body = bodyOf(message);
  if (body.contentType === 'text') {
    return html`<div class="card text" dir="auto">${body.content}</div>`;
  }
  // Sandboxed twice: here, and by the policy its own answer carries.
  return html`<div class="card frame">
      <iframe
        sandbox
        src="${bodyAddress(user.id, message.number)}"
        title="Text of the message"
      ></iframe>
    </div>
    <details>
      <summary>Text alone</summary>
      <div class="card text" dir="auto">${textOf(body.content)}</div>
    </details>`;
}

function attachments(user: DirectoryUser, message: StoredMessage): Markup | undefined {
  if (message.attachments.length === 0) return undefined;
  const shown = message.attachments.map((attachment) => {
    const address = attachmentAddress(user.id, message.number, attachment.number);
    return html`<li class="card">
      ${player(attachment, address)} ${describe(attachment, address)}
    </li>`;
  });
  return html`<h2>Attachments</h2>
    <ul class="attachments">
      ${shown}
    </ul>`;
}

function player({ name, contentType }: StoredAttachment, address: string): Markup | undefined {
  switch (mediaOf(contentType)) {
    case 'image':
      return html`<a href="${address}"><img src="${address}" alt="${name}" loading="lazy" /></a>`;
    case 'audio':
      return html`<audio
        controls
        preload="metadata"
        src="${address}"
        aria-label="${name}"
      ></audio>`;
    case 'video':
      return html`<video
        controls
        preload="metadata"
        src="${address}"
        aria-label="${name}"
      ></video>`;
    case 'other':
      return undefined;
  }
}

function describe(attachment: StoredAttachment, address: string): Markup {
  const { name, contentType, size, isInline, contentId, sha256 } = attachment;
  return html`<bdi>${name}</bdi><br />
    <span class="quiet">${contentType ?? 'no type'}, ${bytes(size)}</span>
    ${isInline ? html`<span class="tag">inline ${contentId ?? ''}</span>` : undefined}
    <a href="${address}?download" aria-label="Download ${name}">Download</a>
    <details>
      <summary>SHA-256</summary>
      <code>${sha256}</code>
    </details>`;
}

function pairs(title: string, rows: readonly (readonly [string, string])[]): Markup | undefined {
  if (rows.length === 0) return undefined;
  const lines = rows.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td>${value}</td>
      </tr>`,
  );
  return html`<details>
    <summary>${title} (${rows.length})</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table>
        <tbody>
          ${lines}
        </tbody>
      </table>
    </div>
  </details>`;
}
