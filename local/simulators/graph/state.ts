import { createHash } from 'node:crypto';
import type { DirectoryUser } from './directory.ts';
import type { ExtendedProperty } from './extended-properties.ts';

export interface StoredAttachment {
  number: number;
  type: string;
  name: string;
  contentType: string | null;
  isInline: boolean;
  contentId: string | null;
  size: number;
  sha256: string;
  modifiedAt: number;
}

/** What lean mode does not keep. */
interface MessageContent {
  /** Properties of the message object that are stored and given back as they were sent. */
  given: Record<string, unknown>;
  headers: { name: string; value: string }[];
}

export interface StoredMessage {
  number: number;
  folder: number;
  /** How often it was moved; part of its ordinary identifier. */
  moves: number;
  version: number;
  createdAt: number;
  modifiedAt: number;
  sentAt: number;
  receivedAt: number;
  internetMessageId: string;
  subject: string;
  isDraft: boolean;
  isRead: boolean;
  /** Text, headers and attachments, decoded. */
  size: number;
  properties: ExtendedProperty[];
  attachments: StoredAttachment[];
  content: MessageContent | undefined;
}

export interface Folder {
  number: number;
  parent: number;
  displayName: string;
  isHidden: boolean;
  wellKnownName: string | undefined;
  properties: ExtendedProperty[];
  messages: Map<number, StoredMessage>;
}

export interface Mailbox {
  /** From the user; stands in every identifier, so that one of another mailbox is never found here. */
  number: number;
  userId: string;
  folders: Map<number, Folder>;
  messages: Map<number, StoredMessage>;
  nextNumber: number;
}

/** One durable fact; replaying them in order gives the mailboxes back. */
export type JournalEntry =
  | { put: 'folder'; user: string; folder: Omit<Folder, 'messages'> }
  | { put: 'message'; user: string; message: StoredMessage }
  | { remove: 'folder' | 'message'; user: string; number: number };

export interface Store {
  mailbox(user: DirectoryUser): Mailbox;
  mailboxes(): Iterable<Mailbox>;
  putFolder(mailbox: Mailbox, folder: Folder): void;
  removeFolder(mailbox: Mailbox, folder: Folder): void;
  /** Stores a new message, or a changed or moved one. */
  putMessage(mailbox: Mailbox, message: StoredMessage): void;
  removeMessage(mailbox: Mailbox, message: StoredMessage): void;
  replay(entry: JournalEntry): void;
}

export const ROOT_FOLDER = 1;

/** Folders every mailbox has, in the order of their numbers; the root is never listed. */
const WELL_KNOWN_FOLDERS = [
  ['msgfolderroot', 'Top of Information Store'],
  ['archive', 'Archive'],
  ['conversationhistory', 'Conversation History'],
  ['deleteditems', 'Deleted Items'],
  ['drafts', 'Drafts'],
  ['inbox', 'Inbox'],
  ['junkemail', 'Junk Email'],
  ['outbox', 'Outbox'],
  ['sentitems', 'Sent Items'],
] as const;

export function createStore(record: (entry: JournalEntry) => void): Store {
  const mailboxes = new Map<string, Mailbox>();
  const open = (userId: string): Mailbox => {
    let mailbox = mailboxes.get(userId);
    if (mailbox === undefined) {
      mailbox = createMailbox(userId);
      mailboxes.set(userId, mailbox);
    }
    return mailbox;
  };
  return {
    mailbox: (user) => open(user.id),
    mailboxes: () => mailboxes.values(),
    putFolder: (mailbox, folder) => {
      setFolder(mailbox, folder);
      const { messages: _, ...kept } = folder;
      record({ put: 'folder', user: mailbox.userId, folder: kept });
    },
    removeFolder: (mailbox, folder) => {
      dropFolder(mailbox, folder);
      record({ remove: 'folder', user: mailbox.userId, number: folder.number });
    },
    putMessage: (mailbox, message) => {
      setMessage(mailbox, message);
      record({ put: 'message', user: mailbox.userId, message });
    },
    removeMessage: (mailbox, message) => {
      dropMessage(mailbox, message);
      record({ remove: 'message', user: mailbox.userId, number: message.number });
    },
    replay: (entry) => {
      replayEntry(open(entry.user), entry);
    },
  };
}

function replayEntry(mailbox: Mailbox, entry: JournalEntry): void {
  if ('put' in entry) {
    if (entry.put === 'message') setMessage(mailbox, entry.message);
    else setFolder(mailbox, { ...entry.folder, messages: new Map() });
    return;
  }
  const folder = mailbox.folders.get(entry.number);
  const message = mailbox.messages.get(entry.number);
  if (entry.remove === 'folder' && folder) dropFolder(mailbox, folder);
  if (entry.remove === 'message' && message) dropMessage(mailbox, message);
}

function setFolder(mailbox: Mailbox, folder: Folder): void {
  mailbox.folders.set(folder.number, folder);
  mailbox.nextNumber = Math.max(mailbox.nextNumber, folder.number + 1);
}

function dropFolder(mailbox: Mailbox, folder: Folder): void {
  for (const message of folder.messages.values()) mailbox.messages.delete(message.number);
  mailbox.folders.delete(folder.number);
  for (const child of childFolders(mailbox, folder.number)) dropFolder(mailbox, child);
}

function setMessage(mailbox: Mailbox, message: StoredMessage): void {
  const old = mailbox.messages.get(message.number);
  if (old !== undefined) mailbox.folders.get(old.folder)?.messages.delete(old.number);
  mailbox.messages.set(message.number, message);
  mailbox.folders.get(message.folder)?.messages.set(message.number, message);
  mailbox.nextNumber = Math.max(mailbox.nextNumber, message.number + 1);
}

function dropMessage(mailbox: Mailbox, message: StoredMessage): void {
  mailbox.messages.delete(message.number);
  mailbox.folders.get(message.folder)?.messages.delete(message.number);
}

function createMailbox(userId: string): Mailbox {
  const folders = new Map<number, Folder>();
  WELL_KNOWN_FOLDERS.forEach(([wellKnownName, displayName], index) => {
    folders.set(index + 1, {
      number: index + 1,
      parent: index === 0 ? 0 : ROOT_FOLDER,
      displayName,
      isHidden: false,
      wellKnownName,
      properties: [],
      messages: new Map(),
    });
  });
  return {
    number: mailboxNumber(userId),
    userId,
    folders,
    messages: new Map(),
    nextNumber: WELL_KNOWN_FOLDERS.length + 1,
  };
}

/** The same after every restart, so that identifiers a client has kept stay valid. */
function mailboxNumber(userId: string): number {
  return createHash('sha256').update(userId).digest().readUInt32BE(0);
}

export function childFolders(mailbox: Mailbox, parent: number): Folder[] {
  return [...mailbox.folders.values()].filter((folder) => folder.parent === parent);
}
