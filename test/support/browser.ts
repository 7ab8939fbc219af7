/** Suites in a real browser: anything that goes wrong in one of their pages fails them. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { findBrowser, launchBrowser, visit, type Visit } from '../../local/browser.ts';
import { texts } from '../../portal/src/texts.ts';

const LAUNCHED_WITHIN_MS = 60_000;
const LOOK_MS = 50;
const LOOKS = 400;

export function describeInBrowser(name: string, suite: () => void): void {
  const isThere = findBrowser() !== undefined;
  const why = isThere ? '' : ' (no browser here: install chromium, or name its file in CHROMIUM)';
  (isThere ? describe : describe.skip)(`${name}${why}`, suite);
}

export interface UsedBrowser {
  /** A new person at the machine. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
}

/** One browser for a suite. */
export function useBrowser(): UsedBrowser {
  let browser: Browser | undefined;
  const visits: Visit[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  }, LAUNCHED_WITHIN_MS);
  afterEach(() => {
    expect(visits.flatMap(({ troubles }) => troubles.splice(0))).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async visit(options) {
      if (!browser) throw new Error('the browser has not been started');
      const made = await visit(browser, options);
      visits.push(made);
      return made;
    },
  };
}

/** Through the page's own door and the platform's page behind it. */
export async function signInBy(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: texts.gate.signIn }).click();
  await page.getByRole('button', { name }).click();
}

export async function expectShown(...things: readonly Locator[]): Promise<void> {
  for (const thing of things) await thing.first().waitFor();
}

export async function expectGone(thing: Locator): Promise<void> {
  await thing.first().waitFor({ state: 'hidden' });
}

export function heading(page: Page, name: string | RegExp, level = 1): Locator {
  return page.getByRole('heading', { name, level, exact: true });
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** Waits until an expression is true in the page. By looking again: its policy forbids code that comes as text. */
export async function expectTrue(page: Page, expression: string): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    if (await page.evaluate<boolean>(expression)) return;
    await delay(LOOK_MS);
  }
  expect(await page.evaluate<string>(`${expression} || ${JSON.stringify(expression)}`)).toBe(true);
}
