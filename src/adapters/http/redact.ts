import { createHash } from 'node:crypto';

const FINGERPRINT_DIGITS = 12;

/** Stands for an id in logs: tells whether two are the same without saying which. */
export function fingerprint(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, FINGERPRINT_DIGITS);
}

/** A path that is safe to log: words of the interface stay, everything else, and any query, goes. */
export function pathTemplate(path: string, words: ReadonlySet<string>): string {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end))
    .split('/')
    .map((segment) => (segment === '' || words.has(segment) ? segment : '{}'))
    .join('/');
}
