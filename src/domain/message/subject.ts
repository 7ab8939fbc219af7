import type { Item } from '../item.ts';
import { cut, oneLine, safeName } from '../sanitize.ts';
import { callWords, EVENT_TITLES, KIND_TITLES, othersOf, partyLabel, senderOf } from './words.ts';

/** UTF-16 units: Exchange Online's limit for a subject. */
const MAX_SUBJECT = 255;
/** UTF-16 units of a party in a subject, so that two of them leave room for the rest. */
const MAX_LABEL = 80;
/** Stateless, and costly to build. */
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A ready-made e-mail keeps its own subject; anything else says what it is, from whom, to whom. */
export function subjectOf(item: Item): string {
  const own = oneLine(item.subject ?? '');
  if (item.format === 'email' && own !== '') return cutAtGrapheme(own, MAX_SUBJECT);
  const event = EVENT_TITLES[item.event];
  const words = [
    event === '' ? '' : `${event}:`,
    KIND_TITLES[item.kind],
    whoOf(item),
    item.call === undefined ? '' : `(${callWords(item.call)})`,
    item.segment === undefined
      ? ''
      : `(part ${String(item.segment.piece)} of ${String(item.segment.of)})`,
  ];
  const generated = words.filter(Boolean).join(' ');
  return cutAtGrapheme(own === '' ? generated : `${generated}: ${own}`, MAX_SUBJECT);
}

/** At most `length` UTF-16 units, ending in an ellipsis, never inside what a reader sees as one character. */
export function cutAtGrapheme(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const { index } of GRAPHEMES.segment(cut(text, length + 1))) {
    if (index < length) end = index;
  }
  return `${text.slice(0, end)}…`;
}

function whoOf(item: Item): string {
  const sender = senderOf(item);
  const others = othersOf(item);
  const isCall = item.kind === 'voiceCall' || item.kind === 'callLog';
  const [first] = others;
  const from = sender === undefined ? '' : `${isCall ? '' : 'from '}${short(partyLabel(sender))}`;
  const to =
    others.length > 1 || first === undefined
      ? `${String(others.length)} others`
      : short(partyLabel(first));
  const group = safeName(item.groupName ?? '');
  return [from, first === undefined ? '' : `to ${to}`, group === '' ? '' : `in ${short(group)}`]
    .filter(Boolean)
    .join(' ');
}

function short(label: string): string {
  return cutAtGrapheme(label, MAX_LABEL);
}
