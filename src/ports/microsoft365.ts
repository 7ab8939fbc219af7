/** Mailboxes, and the directory that says whose they are. */
import type { Attachment } from '../domain/item.ts';

/** Why an address is no valid Microsoft 365 user. */
export type NoMailbox = 'notFound' | 'noMailbox' | 'accessDenied';

export type Resolution =
  { mailboxId: string; address: string } | { mailboxId?: undefined; reason: NoMailbox };

export interface Directory {
  /**
   * Answers for every address given (lower-cased): the user's object id where it names a user with a usable mailbox.
   * Cached: positive 24 h, negative 15 min. Throws when the directory itself cannot be asked.
   */
  resolve(addresses: readonly string[]): Promise<Map<string, Resolution>>;
  /** Asks the directory itself, past what is remembered. Throws `graph_unauthorized`, `graph_unavailable`. */
  ping(): Promise<void>;
}

/** What became of one write. `inDoubt`: the answer never came or was a 5xx; it may or may not be in the mailbox. */
export type WriteResult =
  | { kind: 'written'; messageId: string }
  | { kind: 'inDoubt' }
  | { kind: 'refused'; cause: DeliveryFailure }
  /** Nothing was written; the service wants to be left alone, or cannot be reached at all. */
  | { kind: 'later'; retryAfterMs: number };

/** The named, permanent causes of a failed delivery; docs/operations.md says what to do about each. */
export type DeliveryFailure =
  | 'mailboxGone'
  | 'accessDenied'
  | 'quotaFull'
  | 'payloadRefused'
  | 'throttled'
  | 'unanswered'
  | 'stagedMissing';

/** Where a message is. `refused`: asking again later would be answered alike. */
export type FindResult =
  { messageId: string } | 'absent' | { refused: DeliveryFailure } | undefined;

/** One message for one mailbox, as it was staged. */
export interface StagedMessage {
  /** UTF-8 JSON of the Graph message without attachments, posted byte for byte when there are none. */
  json: Uint8Array;
  /** Our key in the message's named property; lower-case hex. */
  key: string;
  attachments: Attachment[];
}

/** The product's folder of the mailboxes of one bucket. All calls obey the per-mailbox limits. */
export interface MailboxWriter {
  /**
   * Writes a message, with its attachments, complete or not at all as far as a reader of the folder can tell by its
   * marker. Asks `safeUntil` before every request and answers `later` when the lease is no longer safe.
   */
  write(mailboxId: string, message: StagedMessage, safeUntil: () => number): Promise<WriteResult>;
  /**
   * Looks the key up in the folder. An incomplete message found there is removed, and counts as absent.
   * `undefined`: could not be told now.
   */
  find(mailboxId: string, key: string): Promise<FindResult>;
}

export interface Mailboxes {
  /** @param folder the exact display name, at the top of the mailbox; found or created when first needed. */
  writer(folder: string): MailboxWriter;
  /**
   * Looks into the mailbox for the folder, past what is remembered, and writes nothing. Throws when it cannot be told
   * now, or Graph refuses the app as a whole.
   */
  look(mailboxId: string, folder: string): Promise<'found' | 'absent' | NoMailbox>;
}

/** A user of the directory, as far as telling whom an address names needs. */
export interface DirectoryUser {
  /** Object id. */
  id: string;
  userPrincipalName: string;
  mail?: string;
  /** With their prefix, `smtp:` or `SMTP:` among others. */
  proxyAddresses: string[];
}

/** What the directory is made of. Throws when it cannot be asked. */
export interface UserLookup {
  /** Addresses that `find` takes at a time. */
  readonly batchSize: number;
  /** Users that any of the addresses might name; the caller compares, as the service's idea of equality is its own. */
  find(addresses: readonly string[]): Promise<DirectoryUser[]>;
  /** Reads any user, with what `find` compares. */
  ping(): Promise<void>;
  /** Whether mail can be written to the user. */
  probe(userId: string): Promise<'usable' | NoMailbox>;
}

/** A resolution with the clock time of its finding. */
export type CachedResolution = Resolution & { at: number };

/** Remembers what addresses resolved to, beyond the life of the process. Freshness is the reader's business. */
export interface DirectoryCache {
  /** Answers for the addresses it knows (lower-cased). */
  get(addresses: readonly string[]): Promise<Map<string, CachedResolution>>;
  put(entries: ReadonlyMap<string, CachedResolution>): Promise<void>;
}

/** Remembers folder ids beyond the life of the process; `folder` is the display name. */
export interface FolderCache {
  get(mailboxId: string, folder: string): Promise<string | undefined>;
  put(mailboxId: string, folder: string, folderId: string): Promise<void>;
  forget(mailboxId: string, folder: string): Promise<void>;
}
