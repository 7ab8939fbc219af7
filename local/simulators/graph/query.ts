import { badRequest } from './errors.ts';

const SYSTEM_OPTIONS = ['$select', '$filter', '$expand', '$top', '$skip', '$count', '$orderby'];

/** Query options as the server sees them: percent-decoded, and a raw `+` is a space. */
export type Query = ReadonlyMap<string, string>;

export function parseQuery(text: string): Query {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [name = '', ...rest] = pair.split('=');
    const key = decode(name);
    if (key.startsWith('$') && !SYSTEM_OPTIONS.includes(key)) {
      throw badRequest(`The query parameter '${key}' is not supported.`);
    }
    query.set(key, decode(rest.join('=')));
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}

/** For collections whose order cannot be chosen here. */
export function refuseOrder(query: Query): void {
  if (query.has('$orderby')) throw badRequest('Ordering is not supported for this resource.');
}

/** Number of results to take, from `$top`. */
export function pageSize(query: Query, fallback: number, largest: number): number {
  const top = wholeOption(query, '$top') ?? fallback;
  if (top < 1 || top > largest) {
    throw badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${largest} inclusive.`,
    );
  }
  return top;
}

function wholeOption(query: Query, name: string): number | undefined {
  const text = query.get(name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) {
    throw badRequest(`Invalid value '${text}' for ${name} query option found.`);
  }
  return Number(text);
}

/** Names in `$select`, or undefined when everything is wanted. Unknown names are refused. */
export function selected(
  query: Query,
  known: ReadonlySet<string>,
  type: string,
): string[] | undefined {
  const text = query.get('$select');
  if (text === undefined || text === '') return undefined;
  return text.split(',').map((part) => {
    const name = part.trim();
    if (!known.has(name)) {
      const reason = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`;
      throw badRequest(reason, 'RequestBroker--ParseUri');
    }
    return name;
  });
}

/** Keeps what was selected; identifiers and annotations always stay. */
export function project(
  entity: Record<string, unknown>,
  names: readonly string[] | undefined,
): Record<string, unknown> {
  if (names === undefined) return entity;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(entity)) {
    if (key === 'id' || key.startsWith('@') || names.includes(key)) kept[key] = entity[key];
  }
  return kept;
}

/** One page of a collection, with the link to the next one. */
export function page<T>(
  items: readonly T[],
  size: number,
  call: { query: Query; origin: string; path: string },
  render: (item: T) => unknown,
): Record<string, unknown> {
  const skip = wholeOption(call.query, '$skip') ?? 0;
  const shown = items.slice(skip, skip + size);
  const counted = call.query.get('$count') === 'true' ? { '@odata.count': items.length } : {};
  const more = skip + size < items.length ? { '@odata.nextLink': nextLink(call, skip + size) } : {};
  return { ...counted, value: shown.map(render), ...more };
}

function nextLink(call: { query: Query; origin: string; path: string }, skip: number): string {
  const options = [...call.query].filter(([name]) => name !== '$skip');
  const text = [...options, ['$skip', String(skip)] as const]
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`,
    )
    .join('&');
  return `${call.origin}${call.path}?${text}`;
}
