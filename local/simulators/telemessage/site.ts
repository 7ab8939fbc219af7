import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../kit/clock.ts';
import type { Bytes } from '../world/types.ts';
import { planBody } from './body.ts';
import type { BodyPlan } from './body.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { notFound, Problem } from './problem.ts';
import { cursorOf, limitOf, readQuery, windowOf } from './query.ts';
import type { Operation } from './routes.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store.ts';

/** JSON ready to be sent, or a body that is generated while it is. */
export type Answer = { json: string } | { body: BodyPlan };

export interface Site {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

export interface Call {
  readonly operation: Operation;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** parsed body of a POST */
  readonly body: unknown;
}

/** Answers one call as the contract says, or throws a Problem. */
export function answer(site: Site, { operation, search, headers, body }: Call): Answer {
  if (operation.name === 'login') {
    readQuery(search, []);
    return { json: JSON.stringify(site.sessions.login(body)) };
  }
  const account = site.sessions.accountOf(headers.authorization);
  if (!account.products.includes(operation.product)) {
    throw new Problem(403, 'product_not_licensed', 'This account is not licensed for the product.');
  }
  switch (operation.name) {
    case 'listItems':
      return { json: listItems(site, operation.product, search) };
    case 'summarizeWindow':
      return { json: summarize(site, operation.product, search) };
    case 'getEmailContent': {
      readQuery(search, []);
      const bytes = site.store.content(operation.product, operation.itemId);
      return { body: planBody(found(bytes, 'message'), 'message/rfc822', headers.range) };
    }
    case 'getAttachment': {
      readQuery(search, []);
      const { product, itemId, attachmentId } = operation;
      const bytes = site.store.attachment(product, itemId, attachmentId);
      const type = 'application/octet-stream';
      return { body: planBody(found(bytes, 'attachment'), type, headers.range) };
    }
  }
}

function found(bytes: Bytes | undefined, what: string): Bytes {
  if (bytes === undefined) throw notFound(what);
  return bytes;
}

function listItems({ store, clock }: Site, product: string, search: string): string {
  const query = readQuery(search, ['from', 'to', 'cursor', 'limit']);
  const listing = { product, ...windowOf(query) };
  const limit = limitOf(query);
  const cursor = cursorOf(query);
  const mark = cursor === undefined ? undefined : readCursor(cursor, listing, clock.now());
  const page = mark?.page ?? 0;
  const { items, next } = store.page(product, listing, { place: mark?.place ?? null, page, limit });
  const nextCursor =
    next === null ? null : writeCursor({ place: next, page: page + 1 }, listing, clock.now());
  return `{"items":[${items.join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`;
}

function summarize({ store }: Site, product: string, search: string): string {
  const query = readQuery(search, ['from', 'to']);
  const { items, byKind } = store.summarize(product, windowOf(query));
  return JSON.stringify({ from: query.get('from'), to: query.get('to'), items, byKind });
}
