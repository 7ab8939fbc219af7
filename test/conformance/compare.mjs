// node compare.mjs A B [--may] : A = the golden folder, B = another recording (raw folder or scenario files).
// must: the difference breaks behaviour. may: grouping, texts, shapes. note: in one recording only. Exit 1 on any `must`.
import { load, view } from './normalize.mjs';

const show = process.argv.includes('--may');
const [dirA, dirB] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (!dirA || !dirB) throw new Error('usage: node compare.mjs A B [--may]');
const short = (v) => {
  const text = JSON.stringify(v) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text;
};
/** Error texts: the first line counts, and so does a text of one line. */
const firstLine = (s) => s.split(/\\n|\n| Additional info:/)[0].trimEnd();
const found = { must: [], may: [], note: [] };

function diff(kind, path, a, b) {
  if (Object.is(a, b)) return;
  if (
    a &&
    b &&
    typeof a === 'object' &&
    typeof b === 'object' &&
    Array.isArray(a) === Array.isArray(b)
  ) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      diff(kind, `${path}.${key}`, a[key], b[key]);
    return;
  }
  const isText =
    typeof a === 'string' &&
    typeof b === 'string' &&
    a.includes('failed:') &&
    firstLine(a) === firstLine(b);
  found[isText ? 'may' : kind].push(`${path}\n    A ${short(a)}\n    B ${short(b)}`);
}

const a = load(dirA);
const b = load(dirB);
let compared = 0;
for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
  if (!a[name] || !b[name]) {
    found.note.push(`${name}: only in ${a[name] ? 'A' : 'B'}`);
    continue;
  }
  compared++;
  const va = view(a[name]);
  const vb = view(b[name]);
  diff('must', name, va.must, vb.must);
  diff('may', name, va.may, vb.may);
  for (const [id, i] of Object.entries(vb.must.instances))
    for (const x of i.executions)
      for (const p of x.problems) found.must.push(`${name}.${id}: rule broken in B: ${p}`);
}
if (compared === 0) found.must.push('nothing to compare');
for (const text of found.must) console.log(`must  ${text}`);
for (const text of found.note) console.log(`note  ${text}`);
if (show) for (const text of found.may) console.log(`may   ${text}`);
console.log(
  `${compared} scenarios; must ${found.must.length}, may ${found.may.length}, note ${found.note.length}`,
);
process.exitCode = found.must.length ? 1 : 0;
