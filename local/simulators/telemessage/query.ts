import { badRequest, Problem } from './problem.ts';
import type { Window } from './store.ts';

const DEFAULT_LIMIT = 500;
const LARGEST_LIMIT = 1000;
const LONGEST_CURSOR = 512;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

export type Query = ReadonlyMap<string, string>;

/** The query's parameters; one that the operation does not know, or knows twice, is refused. */
export function readQuery(search: string, known: readonly string[]): Query {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (!known.includes(name)) throw badRequest(`There is no parameter '${name}' here.`);
    if (query.has(name)) throw badRequest(`Parameter '${name}' is given twice.`);
    query.set(name, value);
  }
  return query;
}

export function windowOf(query: Query): Window {
  const from = timeOf(query, 'from');
  const to = timeOf(query, 'to');
  if (from >= to) throw invalidWindow('from must be before to.');
  return { from, to };
}

function timeOf(query: Query, name: string): number {
  const text = query.get(name);
  if (text === undefined) throw invalidWindow(`${name} is missing.`);
  const time = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  // The thirtieth of February is well formed, and silently becomes a day of March.
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10));
  if (!real) throw invalidWindow(`${name} is no time in UTC.`);
  return time;
}

function invalidWindow(message: string): Problem {
  return new Problem(400, 'invalid_window', message);
}

export function limitOf(query: Query): number {
  const text = query.get('limit');
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LARGEST_LIMIT) {
    throw badRequest(`limit is a number from 1 to ${String(LARGEST_LIMIT)}.`);
  }
  return limit;
}

export function cursorOf(query: Query): string | undefined {
  const cursor = query.get('cursor');
  if (cursor !== undefined && cursor.length > LONGEST_CURSOR) {
    throw badRequest('The cursor is too long.');
  }
  return cursor;
}
