/** Where communications come from. */
import type { Credential } from '../domain/records.ts';
import type { Listing } from '../domain/source-item.ts';
import type { Window } from '../domain/window.ts';

export interface ByteStream {
  /** As announced by the sender; verify against what arrives. */
  size: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

export interface SourcePage {
  /** The page exactly as received, before anything is interpreted. */
  raw: Uint8Array;
  /** In the page's order: one bad item never spoils a page. */
  listings: Listing[];
  nextCursor: string | null;
}

/** What TeleMessage answered at sign-in. */
export interface SourceAccount {
  company: { id: string; name: string };
  /** Products the account is licensed for. */
  products: string[];
}

/** One product of one account. Signs in when needed and once more when the session has expired. */
export interface SourceReader {
  /**
   * A page of at most `items` listings, 1 to 1,000. Throws `cursor_expired` when the cursor is too old: start the window
   * again, staging is idempotent.
   */
  listPage(window: Window, items: number, cursor: string | undefined): Promise<SourcePage>;
  /** Distinct pairs of id and revision that the source holds for the window. */
  count(window: Window): Promise<number>;
  /** The complete message of an e-mail item. Throws `not_found`. */
  email(itemId: string): Promise<ByteStream>;
  /** Throws `not_found`. */
  attachment(itemId: string, attachmentId: string): Promise<ByteStream>;
}

export interface Source {
  /** Signs in with a credential that is not stored yet. Throws `invalid_credentials`, `account_locked`, `source_unavailable`. */
  verify(credential: Credential): Promise<SourceAccount>;
  /** The reader of a connector; its credential comes from the secret store. */
  reader(connectorId: string, product: string): SourceReader;
  /** Reads a page that was kept; the same bytes always give the same listings. */
  parsePage(raw: Uint8Array): SourcePage;
  /** Forgets the session of a connector, after its credential changed. */
  forget(connectorId: string): void;
}
