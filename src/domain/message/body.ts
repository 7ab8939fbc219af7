import { createHash } from 'node:crypto';
import { escapeHtml } from '../html.ts';
import type { Item, Party } from '../item.ts';
import { cleanText, cut } from '../sanitize.ts';
import { factsOfRecord, partyFact, remarks } from './facts.ts';
import type { Fact } from './facts.ts';
import type { GraphMessage, RenderOptions } from './types.ts';

/**
 * UTF-16 units of a record's text in the body. Graph takes a body only inside a request of 4 MB, and one unit becomes
 * at most five bytes of escaped HTML.
 */
const MAX_TEXT = 500_000;
const LINE_BREAK = /\r\n|\r|\n/g;

export function bodyOf(
  item: Item,
  options: RenderOptions,
  beyond: readonly Party[],
): GraphMessage['body'] {
  return item.format === 'email' ? ofEmail(item, options, beyond) : ofRecord(item, options);
}

/** The text, and under it a table of everything else that is known, all of it escaped. */
function ofRecord(item: Item, options: RenderOptions): GraphMessage['body'] {
  const { shown, note } = bounded(item.text ?? '');
  const facts = [...factsOfRecord(item, options), ...note];
  const text = shown === '' ? '' : block(shown);
  return { contentType: 'html', content: `<html><body>${text}${table(facts)}</body></html>` };
}

/**
 * Its own body: the HTML if there is one, else the text. Remarks stand before it, where no unclosed tag or comment of
 * the message can swallow them. Graph sanitises HTML whenever it is read.
 */
function ofEmail(
  item: Item,
  options: RenderOptions,
  beyond: readonly Party[],
): GraphMessage['body'] {
  const facts = [
    ...remarks(item, options),
    ...beyond.map((party) => partyFact(party, options.archiveDomain)),
  ];
  if (item.html !== undefined) {
    const before = facts.length === 0 ? '' : `${table(facts)}<hr>`;
    return { contentType: 'html', content: before + cleanText(item.html) };
  }
  const lines = facts.map(([label, value]) => `[${label}: ${value}]\n`).join('');
  const before = lines === '' ? '' : `${lines}\n`;
  return { contentType: 'text', content: before + cleanText(item.text ?? '') };
}

function bounded(text: string): { shown: string; note: Fact[] } {
  if (text.length <= MAX_TEXT) return { shown: text, note: [] };
  const shown = cut(text, MAX_TEXT);
  const digest = createHash('sha256').update(text).digest('hex');
  const words = `the first ${String(shown.length)} of ${String(text.length)} characters; the whole, SHA-256 ${digest}, is kept with the item as received`;
  return { shown, note: [['Text', words]] };
}

function block(text: string): string {
  const lines = escapeHtml(cleanText(text)).replace(LINE_BREAK, '<br>');
  return `<div dir="auto" style="white-space:pre-wrap">${lines}</div><hr>`;
}

function table(facts: readonly Fact[]): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th align="left">${label}</th><td dir="auto">${escapeHtml(value)}</td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}
