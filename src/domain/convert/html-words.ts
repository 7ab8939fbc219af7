import { decodeEntities } from '../html.ts';

const WORD = /[\p{L}\p{N}]+/gu;
/** Attributes whose words a plain-text alternative repeats. */
const SPOKEN_TAG = /\b(?:href|src|alt|title)\b/i;

/** Whether every word of the plain text stands somewhere in the HTML: then the HTML alone says it all. */
export function htmlSays(html: string, text: string): boolean {
  const said = new Set<string>();
  for (const run of spokenRuns(html)) {
    for (const [word] of decodeEntities(run).matchAll(WORD)) said.add(word.toLowerCase());
  }
  for (const [word] of text.matchAll(WORD)) {
    if (!said.has(word.toLowerCase())) return false;
  }
  return true;
}

function* spokenRuns(html: string): Generator<string> {
  for (const [index, run] of html.split('<').entries()) {
    const end = index === 0 ? -1 : run.indexOf('>');
    const tag = run.slice(0, end + 1);
    if (SPOKEN_TAG.test(tag)) yield tag;
    yield run.slice(end + 1);
  }
}
