/** Reads the little of Bicep that is compared with the code. What it does not understand, it refuses. */

export interface Bicep {
  path: string;
  text: string;
  /** The text with comments and the insides of strings blanked, place for place: what is left is structure. */
  code: string;
}

interface Range {
  from: number;
  to: number;
}

const OPEN = '([{';
const CLOSE = ')]}';

export function readBicep(path: string, text: string): Bicep {
  return { path, text, code: blanked(path, text) };
}

function blanked(path: string, text: string): string {
  const out = text.split('');
  let at = 0;
  scanCode(false);
  return out.join('');

  function blank(from: number, to: number): void {
    out.fill(' ', from, to);
  }

  function skipTo(mark: string, from: number): void {
    const end = text.indexOf(mark, from);
    if (end === -1) throw new Error(`${path}: no ${mark} after character ${from}`);
    at = end + mark.length;
  }

  /** Up to the end, or to the brace that ends an interpolation. */
  function scanCode(inString: boolean): void {
    let depth = 0;
    while (at < text.length) {
      const start = at;
      if (text.startsWith('//', at)) {
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end;
        blank(start, at);
      } else if (text.startsWith('/*', at)) {
        skipTo('*/', at + 2);
        blank(start, at);
      } else if (text.startsWith("'''", at)) {
        skipTo("'''", at + 3);
        blank(start + 3, at - 3);
      } else if (text[at] === "'") {
        scanString();
      } else {
        if (text[at] === '{') depth++;
        if (text[at] === '}' && depth-- === 0 && inString) return;
        at++;
      }
    }
  }

  function scanString(): void {
    const start = at++;
    while (text[at] !== "'") {
      if (text[at] === undefined || text[at] === '\n') {
        throw new Error(`${path}: the string at character ${start} does not end`);
      }
      if (text.startsWith('${', at)) {
        at += 2;
        scanCode(true);
      }
      at += text[at] === '\\' ? 2 : 1;
    }
    blank(start + 1, at);
    at++;
  }
}

/** The value of `var name = …` or of `param name … = …`. */
export function valueOf(file: Bicep, kind: 'var' | 'param', name: string): Range {
  const type = kind === 'var' ? '' : '[^=\\n]*';
  const found = new RegExp(`^${kind} ${name}${type}\\s*=\\s*`, 'm').exec(file.code);
  if (!found) throw new Error(`${file.path}: there is no ${kind} ${name} with a value`);
  const from = found.index + found[0].length;
  return { from, to: endOfValue(file, from) };
}

function endOfValue(file: Bicep, from: number): number {
  let depth = 0;
  for (let i = from; i < file.code.length; i++) {
    const char = file.code[i] ?? '';
    if (depth === 0 && (char === ',' || CLOSE.includes(char))) return i;
    if (OPEN.includes(char)) depth++;
    if (CLOSE.includes(char)) depth--;
    // A line that begins with ? or : goes on with the one before.
    if (char === '\n' && depth === 0 && !/^\s*[?:]/.test(file.code.slice(i))) return i;
  }
  return file.code.length;
}

/** Names in an object literal, not those in objects within it. */
export function keysOf(file: Bicep, range: Range): string[] {
  return entriesOf(file, range, '{}').map((entry) => {
    const key = /^(?:(\w+)|'([^'$]+)')\s*:/.exec(entry);
    if (!key) throw new Error(`${file.path}: cannot read the entry "${entry}"`);
    return key[1] ?? key[2] ?? '';
  });
}

/** Elements of an array of plain strings. */
export function stringsOf(file: Bicep, range: Range): string[] {
  return entriesOf(file, range, '[]').map((entry) => plainString(file, entry));
}

/** A value that is one plain string. */
export function stringOf(file: Bicep, range: Range): string {
  return plainString(file, wordsOf(file, range));
}

function plainString(file: Bicep, text: string): string {
  const found = /^'([^'$\\]*)'$/.exec(text);
  if (!found) throw new Error(`${file.path}: "${text}" is not a plain string`);
  return found[1] ?? '';
}

/** What stands between the brackets, split at commas and ends of lines that are in no bracket further in. */
function entriesOf(file: Bicep, { from, to }: Range, [open, close]: string): string[] {
  const end = file.code.slice(from, to).trimEnd().length + from;
  if (file.code[from] !== open || file.code[end - 1] !== close) {
    throw new Error(
      `${file.path}: "${file.text.slice(from, to)}" does not stand in ${open}${close}`,
    );
  }
  const entries: string[] = [];
  let depth = 0;
  let start = from + 1;
  for (let i = from + 1; i < end; i++) {
    const char = file.code[i] ?? '';
    if (OPEN.includes(char)) depth++;
    if (CLOSE.includes(char)) depth--;
    if (i < end - 1 && (depth > 0 || (char !== '\n' && char !== ','))) continue;
    // A comment is blank in the code; whatever is left is an entry.
    const isEntry = file.code.slice(start, i).trim() !== '';
    if (isEntry) entries.push(withoutComments(file, start, i));
    start = i + 1;
  }
  return entries;
}

function withoutComments(file: Bicep, from: number, to: number): string {
  const lead = file.code.slice(from, to).search(/\S/);
  return file.text.slice(from + lead, from + file.code.slice(from, to).trimEnd().length);
}

/** The number in a parameter's decorator, such as `@maxValue(4)`. */
export function boundOf(file: Bicep, param: string, bound: 'minValue' | 'maxValue'): number {
  const found = new RegExp(`^@${bound}\\((\\d+)\\)$`, 'm').exec(decoratorsOf(file, param));
  if (!found) throw new Error(`${file.path}: param ${param} has no @${bound}`);
  return Number(found[1]);
}

/** Numbers a parameter may take: `@allowed([2048, 4096])`. */
export function allowedNumbersOf(file: Bicep, param: string): number[] {
  const found = /^@allowed\(\[([\d,\s]+)\]\)$/m.exec(decoratorsOf(file, param));
  if (!found) throw new Error(`${file.path}: param ${param} has no @allowed list of numbers`);
  return (found[1] ?? '').split(',').map(Number);
}

function decoratorsOf(file: Bicep, param: string): string {
  const start = new RegExp(`^param ${param}\\b`, 'm').exec(file.code)?.index;
  if (start === undefined) throw new Error(`${file.path}: there is no param ${param}`);
  const above = file.code.slice(0, start).trimEnd().split('\n');
  const first = above.findLastIndex((line) => !line.startsWith('@')) + 1;
  return above.slice(first).join('\n');
}

/** Every value that a property takes anywhere in the file. */
export function valuesUnder(file: Bicep, property: string): Range[] {
  const places = file.code.matchAll(new RegExp(`\\b${property}:[ \\t]*`, 'g'));
  return Array.from(places, ({ index, 0: match }) => {
    const from = index + match.length;
    return { from, to: endOfValue(file, from) };
  });
}

/** A value as it is written. */
export function wordsOf(file: Bicep, { from, to }: Range): string {
  return file.text.slice(from, to).trim();
}

/** Names of the deployments that a file's modules become; `…` stands for what is computed. */
export function deploymentNamesOf(file: Bicep): string[] {
  const modules = Array.from(file.code.matchAll(/^module \w+ .*$/gm));
  return modules.map(({ index }) => {
    const name = /\bname: '((?:[^'$]|\$\{[^}]*\})*)'/.exec(file.text.slice(index));
    if (!name) throw new Error(`${file.path}: a module has no name`);
    return (name[1] ?? '').replace(/\$\{[^}]*\}/g, '…');
  });
}
