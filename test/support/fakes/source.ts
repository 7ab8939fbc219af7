import { AppError, type ErrorCode } from '../../../src/domain/errors.ts';
import type { Credential } from '../../../src/domain/records.ts';
import type { Listing } from '../../../src/domain/source-item.ts';
import type { Window } from '../../../src/domain/window.ts';
import type {
  ByteStream,
  Source,
  SourceAccount,
  SourcePage,
  SourceReader,
} from '../../../src/ports/source.ts';
import { streamOf } from './blobs.ts';
import { attempt, notFound } from './rows.ts';

/** Holds what tests put into it, for every connector alike. */
export class FakeSource implements Source {
  /** By user name. */
  readonly accounts = new Map<string, SourceAccount & { password: string }>();
  /** In the order in which they are listed. */
  listings: Listing[] = [];
  /** By `itemId`, and by `itemId/attachmentId`. */
  readonly bodies = new Map<string, Uint8Array>();
  pageSize = 100;
  /** It breaks down over a page that might be larger. */
  mostAsked = Infinity;
  /** Every call fails with it while it is set. */
  failure: ErrorCode | undefined;
  /** What the source counts, where it is not what it lists. */
  counted: number | undefined;
  readonly forgotten: string[] = [];
  private readonly pages = new Map<string, SourcePage>();

  verify({ username, password }: Credential): Promise<SourceAccount> {
    return attempt(() => {
      this.check();
      const account = this.accounts.get(username);
      if (account?.password !== password) throw failure('invalid_credentials');
      return { company: account.company, products: [...account.products] };
    });
  }

  reader(_connectorId: string, _product: string): SourceReader {
    return {
      listPage: (window, items, cursor) => attempt(() => this.page(window, items, cursor)),
      count: (window) => attempt(() => this.count(window)),
      email: (itemId) => attempt(() => this.body(itemId)),
      attachment: (itemId, attachmentId) => attempt(() => this.body(`${itemId}/${attachmentId}`)),
    };
  }

  parsePage(raw: Uint8Array): SourcePage {
    const page = this.pages.get(Buffer.from(raw).toString());
    if (!page) throw new Error('these bytes are no page of this source');
    return page;
  }

  forget(connectorId: string): void {
    this.forgotten.push(connectorId);
  }

  private page(window: Window, items: number, cursor: string | undefined): SourcePage {
    this.check();
    if (items > this.mostAsked) throw failure('source_unavailable');
    const within = this.within(window);
    const start = Number(cursor ?? 0);
    const end = start + Math.min(this.pageSize, items);
    const listings = within.slice(start, end);
    const text = JSON.stringify({ window, start, listings });
    const nextCursor = end < within.length ? String(end) : null;
    const page = { raw: Buffer.from(text), listings, nextCursor };
    this.pages.set(text, page);
    return page;
  }

  private count(window: Window): number {
    this.check();
    if (this.counted !== undefined) return this.counted;
    const pairs = this.within(window).map((one) => {
      const { id, revision } = one.item ?? one;
      return `${id}|${String(revision)}`;
    });
    return new Set(pairs).size;
  }

  private within({ from, to }: Window): Listing[] {
    return this.listings.filter((one) => {
      const at = one.item ? one.item.archivedAt : one.archivedAt;
      return at === undefined || (at >= from && at < to);
    });
  }

  private body(key: string): ByteStream {
    this.check();
    const bytes = this.bodies.get(key);
    if (!bytes) throw notFound('body');
    return { size: bytes.length, bytes: streamOf(bytes) };
  }

  private check(): void {
    if (this.failure !== undefined) throw failure(this.failure);
  }
}

function failure(code: ErrorCode): AppError {
  const retry = code === 'source_unavailable' ? 'later' : 'never';
  return new AppError(code, 'the source refused', { retry });
}
