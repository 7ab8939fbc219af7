import { AppError } from '../../domain/errors.ts';

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
    if (isPlace) return keys as string[];
  } catch {
    // Not one of ours, as below.
  }
  throw new AppError('invalid_input', 'the cursor is not one that was given out', {
    retry: 'never',
  });
}
