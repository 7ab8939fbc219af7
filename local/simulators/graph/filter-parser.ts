import type { Comparison, Filter, Literal } from './filter.ts';
import { syntaxError, tokenize } from './filter-tokens.ts';
import type { Token } from './filter-tokens.ts';

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const FUNCTIONS = ['startswith', 'endswith', 'contains'];
const ANY = '/any';

/** Where the parser stands in the text. */
interface Cursor {
  text: string;
  tokens: readonly Token[];
  position: number;
}

export function parseFilter(text: string): Filter {
  const cursor = { text, tokens: tokenize(text), position: 0 };
  const filter = parseOr(cursor);
  if (cursor.position < cursor.tokens.length) throw unexpected(cursor);
  return filter;
}

function parseOr(cursor: Cursor): Filter {
  return parseJoined(cursor, 'or', (inner) => parseJoined(inner, 'and', parseTerm));
}

function parseJoined(cursor: Cursor, op: 'or' | 'and', next: (cursor: Cursor) => Filter): Filter {
  const first = next(cursor);
  const parts = [first];
  while (accept(cursor, op)) parts.push(next(cursor));
  return parts.length === 1 ? first : { op, parts };
}

function parseTerm(cursor: Cursor): Filter {
  if (accept(cursor, '(')) {
    const inner = parseOr(cursor);
    expect(cursor, ')');
    return inner;
  }
  if (accept(cursor, 'not')) return { op: 'not', part: parseTerm(cursor) };
  const name = takeWord(cursor);
  const lower = name.toLowerCase();
  if (FUNCTIONS.includes(lower)) return parseFunction(cursor, lower as Comparison);
  if (lower.endsWith(ANY)) return parseLambda(cursor, name.slice(0, -ANY.length));
  if (accept(cursor, 'in')) return { op: 'in', field: name, values: parseList(cursor) };
  const how = COMPARISONS.find((word) => accept(cursor, word));
  if (how === undefined) throw unexpected(cursor);
  return { op: 'compare', how: how as Comparison, field: name, value: takeLiteral(cursor) };
}

function parseFunction(cursor: Cursor, how: Comparison): Filter {
  expect(cursor, '(');
  const field = takeWord(cursor);
  expect(cursor, ',');
  const value = takeLiteral(cursor);
  expect(cursor, ')');
  return { op: 'compare', how, field, value };
}

function parseLambda(cursor: Cursor, field: string): Filter {
  expect(cursor, '(');
  const variable = takeWord(cursor);
  expect(cursor, ':');
  const part = parseOr(cursor);
  expect(cursor, ')');
  return { op: 'any', field, variable, part };
}

function parseList(cursor: Cursor): Literal[] {
  expect(cursor, '(');
  const values = [takeLiteral(cursor)];
  while (accept(cursor, ',')) values.push(takeLiteral(cursor));
  expect(cursor, ')');
  return values;
}

function accept(cursor: Cursor, word: string): boolean {
  const token = cursor.tokens[cursor.position];
  if (token === undefined || token.kind === 'literal') return false;
  if (token.text.toLowerCase() !== word) return false;
  cursor.position += 1;
  return true;
}

function expect(cursor: Cursor, word: string): void {
  if (!accept(cursor, word)) throw unexpected(cursor);
}

function takeWord(cursor: Cursor): string {
  return take(cursor, 'word').text;
}

function takeLiteral(cursor: Cursor): Literal {
  return take(cursor, 'literal').value;
}

function take(cursor: Cursor, kind: Token['kind']): Token {
  const token = cursor.tokens[cursor.position];
  if (token?.kind !== kind) throw unexpected(cursor);
  cursor.position += 1;
  return token;
}

function unexpected({ text, tokens, position }: Cursor): Error {
  return syntaxError(text, tokens[position]?.at ?? text.length);
}
