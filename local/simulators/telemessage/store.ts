import type { BenchWorld } from '../world/bench.ts';
import { BENCH_PRODUCT } from '../world/bench.ts';
import type { Bytes, SimItem } from '../world/types.ts';

export interface Window {
  /** milliseconds since 1970, inclusive */
  readonly from: number;
  /** exclusive */
  readonly to: number;
}

interface Summary {
  readonly items: number;
  readonly byKind: Readonly<Record<string, number>>;
}

/** What the site holds. Places are positions of its own list; a cursor remembers one. */
export interface Store {
  /** Serialised items from `place` on; `next` is null at the end of the window. */
  page(product: string, window: Window, turn: Turn): { items: string[]; next: number | null };
  summarize(product: string, window: Window): Summary;
  content(product: string, itemId: string): Bytes | undefined;
  attachment(product: string, itemId: string, attachmentId: string): Bytes | undefined;
  add(product: string, items: readonly SimItem[]): void;
}

interface Turn {
  /** null: from the start of the window */
  readonly place: number | null;
  /** how many pages came before */
  readonly page: number;
  readonly limit: number;
}

interface Entry {
  readonly at: number;
  readonly json: string;
  readonly key: string;
  readonly kind: string;
}

interface Shelf {
  readonly entries: Entry[];
  readonly keys: Set<string>;
  readonly contents: Map<string, Bytes>;
  readonly attachments: Map<string, Map<string, Bytes>>;
}

/**
 * How many items a page holds at most, page after page: the contract allows short and empty ones, so they come. An
 * absent list means pages as long as asked for.
 */
type PageSizes = readonly number[];
export const LIVELY_PAGES: PageSizes = [7, 0, 12, 25];

/** A store of items that are given to it. */
export function openListStore(pageSizes: PageSizes = [Number.MAX_SAFE_INTEGER]): Store {
  const shelves = new Map<string, Shelf>();
  function shelf(product: string): Shelf {
    const found = shelves.get(product) ?? {
      entries: [],
      keys: new Set<string>(),
      contents: new Map<string, Bytes>(),
      attachments: new Map<string, Map<string, Bytes>>(),
    };
    shelves.set(product, found);
    return found;
  }
  return {
    page: (product, window, { place, page, limit }) => {
      const size = Math.min(limit, pageSizes[page % pageSizes.length] ?? limit);
      return cut(shelf(product).entries, window, place ?? 0, size);
    },
    summarize: (product, window) => count(shelf(product).entries, window),
    content: (product, itemId) => shelf(product).contents.get(itemId),
    attachment: (product, itemId, attachmentId) =>
      shelf(product).attachments.get(itemId)?.get(attachmentId),
    add: (product, items) => {
      for (const item of items) put(shelf(product), item);
    },
  };
}

function cut(
  entries: readonly Entry[],
  window: Window,
  place: number,
  size: number,
): { items: string[]; next: number | null } {
  const items: string[] = [];
  for (let at = place; at < entries.length; at += 1) {
    const entry = entries[at];
    if (entry === undefined || !within(entry, window)) continue;
    if (items.length === size) return { items, next: at };
    items.push(entry.json);
  }
  return { items, next: null };
}

function within(entry: Entry, window: Window): boolean {
  return entry.at >= window.from && entry.at < window.to;
}

/** Each pair of id and revision counts once; what has no id counts for itself. */
function count(entries: readonly Entry[], window: Window): Summary {
  const kinds = new Map<string, string>();
  for (const entry of entries) if (within(entry, window)) kinds.set(entry.key, entry.kind);
  const byKind: Record<string, number> = {};
  for (const kind of kinds.values()) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return { items: kinds.size, byKind };
}

/** In order of time; what is known already is listed again at the end of what was given so far. */
function put(shelf: Shelf, item: SimItem): void {
  const raw = (item.raw ?? {}) as Record<string, unknown>;
  const { id, revision = 1, kind } = raw;
  const entry: Entry = {
    at: Date.parse(item.archivedAt),
    json: JSON.stringify(item.raw),
    key: typeof id === 'string' ? `${id}|${String(revision)}` : `#${String(shelf.entries.length)}`,
    kind: typeof kind === 'string' ? kind : 'unknown',
  };
  const after = shelf.entries.findLastIndex((other) => other.at <= entry.at);
  shelf.entries.splice(shelf.keys.has(entry.key) ? shelf.entries.length : after + 1, 0, entry);
  shelf.keys.add(entry.key);
  if (typeof id !== 'string') return;
  if (item.content !== undefined) shelf.contents.set(id, item.content);
  if (item.attachments !== undefined) shelf.attachments.set(id, new Map(item.attachments));
}

/** A store whose items are told when they are listed. */
export function openBenchStore(world: BenchWorld): Store {
  const range = (window: Window) => [world.placeAt(window.from), world.placeAt(window.to)] as const;
  return {
    page: (product, window, { place, limit }) => {
      if (product !== BENCH_PRODUCT) return { items: [], next: null };
      const [first, end] = range(window);
      const start = place ?? first;
      const stop = Math.min(end, start + limit);
      const items = Array.from({ length: Math.max(0, stop - start) }, (_, i) =>
        world.item(start + i),
      );
      return { items, next: stop < end ? stop : null };
    },
    summarize: (product, window) => {
      const [first, end] = range(window);
      const items = product === BENCH_PRODUCT ? end - first : 0;
      return { items, byKind: items > 0 ? { sms: items } : {} };
    },
    content: () => undefined,
    attachment: () => undefined,
    add: () => {
      throw new Error('a bench world takes no items');
    },
  };
}
