/** What axe-core finds wrong with a page, in light and dark, wide and narrow. */
import { expect } from '@jest/globals';
import { source } from 'axe-core';
import type { Page } from 'playwright-core';

const WIDE = { width: 1280, height: 800 };
/** CSS pixels of a small phone. */
const NARROW = { width: 360, height: 740 };
/** All that hangs on the scheme. */
const COLORS = ['color-contrast', 'link-in-text-block'];

/** Frames without a change after which a page is taken to be at rest; colours fade over from one part to the next. */
const CALM = 8;
const AT_REST = `(async () => {
  const isFading = ({ effect, playState }) =>
    playState === 'running' && Number.isFinite(effect.getComputedTiming().endTime);
  for (let calm = 0; calm < ${String(CALM)}; ) {
    await new Promise((done) => { requestAnimationFrame(done); });
    calm = document.getAnimations().some(isFading) ? 0 : calm + 1;
  }
})()`;
/** Stops of the keyboard that keep the focus in a dialog: nobody meets them, as they hand the focus on at once. */
const CONTEXT = JSON.stringify({ exclude: [['[data-tabster-dummy]']] });

interface Finding {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** @param widths `narrow`: what is looked at goes away on a wide screen */
export async function expectAccessible(
  page: Page,
  widths: 'all' | 'narrow' = 'all',
): Promise<void> {
  const found: string[] = [];
  const look = async (how: string, rules?: readonly string[]): Promise<void> => {
    await page.evaluate(AT_REST);
    found.push(...(await violations(page, rules)).map((line) => `${how}: ${line}`));
  };
  if (widths === 'all') {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(WIDE);
    await look('wide and light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await look('wide and dark', COLORS);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(NARROW);
  await look('narrow and dark');
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (width > NARROW.width) found.push(`narrow: ${String(width)} pixels wide`);
  await page.emulateMedia({ colorScheme: 'light' });
  await look('narrow and light', COLORS);
  if (widths === 'all') await page.setViewportSize(WIDE);
  expect(found).toEqual([]);
}

/** The source is evaluated from outside of the page, whose policy lets no foreign script in. */
async function violations(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const found = await page.evaluate<Finding[]>(
    `axe.run(${CONTEXT}, ${options}).then(({ violations }) => violations)`,
  );
  const lines = found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`,
    ),
  );
  // An open menu lies above the page, in no part of it.
  return lines.filter((line) => !line.startsWith('region at [".fui-MenuPopover"]'));
}
