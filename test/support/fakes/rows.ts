import { AppError } from '../../../src/domain/errors.ts';
import type { Page, Tagged } from '../../../src/ports/storage.ts';

export function conflict(): AppError {
  return new AppError('conflict', 'the row was changed by somebody else', { retry: 'never' });
}

export function notFound(what: string): AppError {
  return new AppError('not_found', `there is no such ${what}`, { retry: 'never' });
}

/** What the work throws becomes the promise's. */
export function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

/** Rows with tags, as a table keeps them: copies go in and copies come out. */
export class Rows<T extends object> {
  private readonly rows = new Map<string, Tagged<T>>();
  private tags = 0;

  insert(key: string, row: T): Tagged<T> {
    if (this.rows.has(key)) throw conflict();
    return this.put(key, row);
  }

  put(key: string, row: T): Tagged<T> {
    const tagged = { ...structuredClone(row), etag: `W/"${String(++this.tags)}"` };
    this.rows.set(key, tagged);
    return structuredClone(tagged);
  }

  get(key: string): Tagged<T> | undefined {
    return structuredClone(this.rows.get(key));
  }

  delete(key: string): boolean {
    return this.rows.delete(key);
  }

  has(key: string): boolean {
    return this.rows.has(key);
  }

  /** In order of insertion. */
  all(): Tagged<T>[] {
    return [...this.rows.values()].map((row) => structuredClone(row));
  }

  keys(): string[] {
    return [...this.rows.keys()];
  }

  /** A member that is changed to `undefined` is gone. */
  update(key: string, etag: string, change: object): Tagged<T> {
    const row = this.rows.get(key);
    if (!row) throw notFound('row');
    if (row.etag !== etag) throw conflict();
    const members: [string, unknown][] = Object.entries({ ...row, ...change });
    return this.put(
      key,
      Object.fromEntries(members.filter(([, value]) => value !== undefined)) as T,
    );
  }
}

/** The cursor names the last row that was shown, so rows that are added meanwhile move nothing. */
export function pageOf<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  limit: number,
  cursor?: string,
): Page<T> {
  const last = cursor === undefined ? -1 : rows.findIndex((row) => cursorOf(keyOf(row)) === cursor);
  if (cursor !== undefined && last < 0) {
    throw new AppError('invalid_input', 'the cursor was never given out', { retry: 'never' });
  }
  const page = rows.slice(last + 1, last + 1 + limit);
  const end = page.at(-1);
  const isLast = end === undefined || last + 1 + limit >= rows.length;
  return { rows: page, ...(!isLast && { nextCursor: cursorOf(keyOf(end)) }) };
}

function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** @yields the rows in pages that are small enough for a test to meet more than one */
export function* chunksOf<T>(rows: readonly T[], size = 100): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
