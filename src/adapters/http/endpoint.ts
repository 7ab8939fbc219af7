import { AppError } from '../../domain/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Encrypted, or never leaving this machine. */
export function isSafeEndpoint(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/**
 * The base address given in a setting, without a trailing slash.
 * @param setting its name, for the person who has to mend it
 */
export function parseEndpoint(setting: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw invalid(setting, 'is not an address such as https://example.com');
  if (!isSafeEndpoint(url)) throw invalid(setting, 'must be https:, or http: on this machine only');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid(setting, 'must hold no user, password, query or fragment');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function invalid(setting: string, problem: string): AppError {
  return new AppError('invalid_input', `${setting} ${problem}`, {
    retry: 'never',
    details: { setting },
  });
}
