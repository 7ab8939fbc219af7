import { badRequest } from './errors.ts';
import type { Literal } from './filter.ts';

export interface Token {
  kind: 'word' | 'literal' | 'sign';
  text: string;
  value: Literal;
  at: number;
}

const TOKEN =
  /\s*(?:'((?:[^']|'')*)'|(\d{4}-\d\d-\d\dT[\d:.]+Z?)|(-?\d+(?:\.\d+)?)(?!\w)|([A-Za-z_][\w/]*)|([(),:]))/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw syntaxError(text, at);
    }
    tokens.push(toToken(match, at));
  }
  return tokens;
}

function toToken(match: RegExpExecArray, at: number): Token {
  const [, quoted, date, digits, word, sign] = match;
  if (quoted !== undefined) {
    // The text is never compared with a keyword: a literal cannot be mistaken for one.
    return { kind: 'literal', text: "'", value: quoted.replaceAll("''", "'"), at };
  }
  if (date !== undefined) return { kind: 'literal', text: date, value: Date.parse(date), at };
  if (digits !== undefined) return { kind: 'literal', text: digits, value: Number(digits), at };
  if (word === undefined) return { kind: 'sign', text: sign ?? '', value: null, at };
  const constants: Record<string, Literal> = { true: true, false: false, null: null };
  if (word in constants) return { kind: 'literal', text: word, value: constants[word] ?? null, at };
  return { kind: 'word', text: word, value: null, at };
}

export function syntaxError(text: string, at: number): Error {
  return badRequest(`Invalid filter clause: Syntax error at position ${at} in '${text}'.`);
}
