import { AppError } from '../../domain/errors.ts';
import type { Page } from '../../ports/storage.ts';
import type { StoredEntity } from './codec.ts';

/** A place in a list, as text for people's clients: opaque, and the same whatever is added before or behind it. */
export function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** @param count how many keys make the place */
export function decodeCursor(cursor: string, count: number): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPlace =
      Array.isArray(keys) && keys.length === count && keys.every((key) => typeof key === 'string');
    if (isPlace) return keys;
  } catch {
    // Not one of ours, as below.
  }
  throw new AppError('invalid_input', 'the cursor is not one that was given out', {
    retry: 'never',
  });
}

/** The first rows, so many at most. */
export async function take<T>(rows: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const row of rows) if (taken.push(row) === count) break;
  return taken;
}

/** @param found one more than the limit, if there are so many: whether another page follows */
export function pageOf<T>(
  found: readonly StoredEntity[],
  limit: number,
  decode: (entity: StoredEntity) => T,
  placeOf: (entity: StoredEntity) => readonly string[],
): Page<T> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(decode),
    ...(found.length > limit && last && { nextCursor: encodeCursor(placeOf(last)) }),
  };
}
