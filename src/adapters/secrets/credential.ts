import { AppError } from '../../domain/errors.ts';
import type { Credential } from '../../domain/records.ts';

/** Reads what was stored; anything else there is as good as nothing. */
export function parseCredential(text: string | undefined): Credential {
  try {
    const value = JSON.parse(text ?? '') as Partial<Credential> | null;
    if (typeof value?.username === 'string' && typeof value.password === 'string') {
      return { username: value.username, password: value.password };
    }
  } catch {
    // The parser's message would quote the secret.
  }
  throw secretMissing();
}

export function secretMissing(): AppError {
  return new AppError(
    'secret_missing',
    'the secret store holds no usable credential of the connector; enter it once more',
    { retry: 'never' },
  );
}
