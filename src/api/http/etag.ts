/** Storage tags as HTTP entity tags, and what `If-Match` asks for. */
import { createHash } from 'node:crypto';
import { ApiProblem } from './problem.ts';

/** A strong tag: storage tags are weak ones with characters that differ from store to store. */
export function entityTag(etag: string): string {
  return `"${createHash('sha256').update(etag).digest('base64url').slice(0, 22)}"`;
}

/** @param ifMatch the header as received; without one every state of the row will do. */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined) return;
  const wanted = ifMatch.split(',').map((tag) => tag.trim());
  if (wanted.includes('*') || wanted.includes(entityTag(etag))) return;
  throw stale();
}

export function stale(): ApiProblem {
  return new ApiProblem(412, 'stale', 'It was changed since you read it; read it again.');
}
