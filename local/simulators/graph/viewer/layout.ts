import { ICON, STYLE, VIEWER, withQuery } from './addresses.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

/** A place above the page that is shown, the topmost first. */
export interface Step {
  words: string;
  address: string;
}

export function layout(title: string, above: readonly Step[], content: Markup): string {
  const steps = above.map(
    ({ words, address }, index) =>
      html`${index === 0 ? '' : ' › '}<a href="${address}"><bdi>${words}</bdi></a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – simulated mailboxes</title>
        <link rel="stylesheet" href="${STYLE}" />
        <link rel="icon" href="${ICON}" />
      </head>
      <body>
        <header>
          <nav aria-label="Where you are">
            ${above.length === 0 ? 'Simulated Microsoft 365' : steps}
          </nav>
        </header>
        <main>
          <h1><bdi>${title}</bdi></h1>
          ${content}
        </main>
      </body>
    </html>`.text;
}

export const HOME: Step = { words: 'Mailboxes', address: VIEWER };

export function searchBox(label: string, words: string): Markup {
  return html`<form role="search">
    <input type="search" name="q" value="${words}" aria-label="${label}" placeholder="${label}" />
    <button>Search</button>
  </form>`;
}

export interface Page<T> {
  rows: readonly T[];
  number: number;
  pages: number;
  total: number;
}

export function pageOf<T>(all: readonly T[], number: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const shown = Math.min(Math.max(1, number), pages);
  return {
    rows: all.slice((shown - 1) * size, shown * size),
    number: shown,
    pages,
    total: all.length,
  };
}

export function pageLinks(page: Page<unknown>, address: string, words: string): Markup | undefined {
  if (page.pages === 1) return undefined;
  const link = (number: number, text: string): Markup | undefined =>
    number < 1 || number > page.pages
      ? undefined
      : html`<a href="${withQuery(address, { q: words, page: number })}">${text}</a>`;
  return html`<nav class="pages" aria-label="Pages">
    ${link(page.number - 1, '‹ Earlier page')}
    <span>Page ${page.number} of ${page.pages}</span>
    ${link(page.number + 1, 'Next page ›')}
  </nav>`;
}

export function time(ms: number): Markup {
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} bytes`;
  return size < 1_000_000
    ? `${(size / 1000).toFixed(1)} kB`
    : `${(size / 1_000_000).toFixed(1)} MB`;
}
