/** Everything captured is hostile until it has gone through here. */

/** Characters: below what file systems and mail clients take, with room for a mark of difference. */
const MAX_FILE_NAME = 200;
/** Characters of a file name's extension worth keeping, with its dot. */
const MAX_EXTENSION = 20;
/** Characters of a name as it stands before an address. */
const MAX_DISPLAY_NAME = 200;
const MAX_CONTENT_TYPE = 255;
const UNNAMED = 'attachment';

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const CONTROL_BUT_LAYOUT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const CLEAN_ASCII = /^[\u0020-\u007e]*$/;
/** Marks that reverse what follows them: `gpj.exe` shown as `exe.jpg`. */
const BIDI_OVERRIDE = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g;
const RESERVED = /[<>:"|?*]/g;
/** Windows opens these as devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const CONTENT_TYPE = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/;

/** Control characters and line breaks become spaces, lone surrogates U+FFFD; the rest stays as it is. */
export function oneLine(text: string): string {
  if (CLEAN_ASCII.test(text)) return text.trim();
  return text.toWellFormed().replace(CONTROL, ' ').trim();
}

/** As `oneLine`, but line breaks and tabs stay. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(CONTROL_BUT_LAYOUT, ' ');
}

/** A name as it may stand before an address or in a subject; possibly empty. */
export function safeName(name: string): string {
  const line = oneLine(name);
  return CLEAN_ASCII.test(line)
    ? cut(line, MAX_DISPLAY_NAME)
    : cut(line.replace(BIDI_OVERRIDE, '').trim(), MAX_DISPLAY_NAME);
}

/** No path, nothing that a file system or a shell takes amiss; keeps its extension; never empty. */
export function safeFileName(name: string, fallback: string = UNNAMED): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const clean = stripEnds(oneLine(last).replace(BIDI_OVERRIDE, '').replace(RESERVED, '_'));
  if (clean === '') return fallback;
  const safe = DEVICE.test(clean) ? `_${clean}` : clean;
  const [stem, extension] = splitName(safe);
  return `${stripEnds(cut(stem, MAX_FILE_NAME - extension.length))}${extension}`;
}

/** The same names in order, the second of its kind with ` (2)` before its extension. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = numbered(name, n);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** Lower-case `type/subtype`, without parameters; `application/octet-stream` for anything else. */
export function safeContentType(contentType: string): string {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  const sound = type.length <= MAX_CONTENT_TYPE && CONTENT_TYPE.test(type);
  return sound ? type : 'application/octet-stream';
}

/** At most `length` UTF-16 units, never half a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const half = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, half ? length - 1 : length);
}

function numbered(name: string, n: number): string {
  const mark = ` (${String(n)})`;
  const [stem, extension] = splitName(name);
  return `${cut(stem, MAX_FILE_NAME - extension.length - mark.length)}${mark}${extension}`;
}

function splitName(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const known = dot > 0 && name.length - dot <= MAX_EXTENSION;
  return known ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

/** Leading and trailing dots and spaces: `..`, and what Windows drops silently. */
function stripEnds(text: string): string {
  let from = 0;
  let to = text.length;
  const loose = (at: number) => text[at] === ' ' || text[at] === '.';
  while (from < to && loose(from)) from++;
  while (to > from && loose(to - 1)) to--;
  return text.slice(from, to);
}
