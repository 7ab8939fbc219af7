/**
 * The administration page in a real browser: how much script it loads, when it can be used, and whether it stays fluid
 * with much to show. What it shows of the overview and of the list of exceptions is made up in the browser's network
 * layer: twelve connectors with thirteen months behind them are nobody's test system.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { signIn } from '../../local/admin-client.ts';
import { launchBrowser, visit } from '../../local/browser.ts';
import { givenSettings, startSystem, type System } from '../../local/system.ts';
import { texts } from '../../portal/src/texts.ts';
import { longestTask, scrollThrough, watchTasks } from '../kit/frames.ts';
import { manyConnectors, manyExceptions, missingIn, rowName } from '../kit/page-answers.ts';
import { rounded, type Figures } from '../kit/report.ts';

const HALF = 0.5;
/** Pixels a frame: somebody in a hurry. */
const FAST = 120;
const VERY_FAST = 1_500;
const CONNECTORS = 12;
const DAYS = 400;
const EXCEPTIONS = 100_000;
const ROW = 5_000;

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({ args, options: { loads: { type: 'string', default: '7' } } });
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-bench-'));
  const browser = await launchBrowser();
  const system = await startSystem({
    folder,
    inMemory: true,
    port: 0,
    telemessage: ['--world', 'empty', '--seed', '1'],
    graph: ['--lean'],
    directory: [],
    given: givenSettings(),
  });
  try {
    return {
      scenario: 'portal',
      ...(await firstLoads(browser, system, Number(values.loads))),
      ...(await overview(browser, system)),
      ...(await exceptions(browser, system)),
    };
  } finally {
    await browser.close();
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Signed in, with nothing in the cache. */
async function newPage(browser: Browser, system: System): Promise<Page> {
  const { context, page } = await visit(browser, { viewport: { width: 1280, height: 800 } });
  await context.request.post(`${system.host.url}/.auth/login`, { form: { person: 'admin' } });
  await watchTasks(page);
  return page;
}

async function firstLoads(browser: Browser, system: System, loads: number): Promise<Figures> {
  const usable: number[] = [];
  let scriptBytes = 0;
  // The first one warms the host.
  for (let n = -1; n < loads; n++) {
    const page = await newPage(browser, system);
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return;
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    const begun = performance.now();
    await page.goto(system.host.url, { waitUntil: 'commit' });
    await page.getByRole('link', { name: texts.overview.add }).waitFor();
    await page.getByText(texts.overview.empty).waitFor();
    if (n >= 0) usable.push(performance.now() - begun);
    scriptBytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    await page.context().close();
  }
  usable.sort((a, b) => a - b);
  return {
    scriptKb: rounded(scriptBytes / 1_024, 1),
    loads,
    usableMedianMs: rounded(usable[Math.floor(usable.length * HALF)] ?? 0, 0),
    usableSlowestMs: rounded(usable.at(-1) ?? 0, 0),
  };
}

async function overview(browser: Browser, system: System): Promise<Figures> {
  const admin = await signIn(system.host.url);
  const body = { product: 'android', name: 'Bench' };
  const like = await admin.must<object>('POST', '/connectors', body);
  const page = await newPage(browser, system);
  await manyConnectors(page, like, CONNECTORS);
  await page.goto(system.host.url);
  const calendars = page.getByRole('application');
  await calendars.nth(CONNECTORS - 1).waitFor();
  await longestTask(page);
  const begun = performance.now();
  await page.getByLabel(texts.days.span).selectOption(String(DAYS));
  const missing = texts.days.count(missingIn(DAYS), texts.days.states.missing);
  await page
    .getByRole('application', { name: missing })
    .nth(CONNECTORS - 1)
    .waitFor();
  const renderMs = performance.now() - begun;
  const renderTask = await longestTask(page);
  const scroll = await scrollThrough(
    page,
    'document.scrollingElement',
    FAST,
    'element.scrollTop + innerHeight >= element.scrollHeight - 1',
  );
  await page.context().close();
  return {
    overviewConnectors: CONNECTORS,
    overviewDays: DAYS,
    overviewRenderMs: rounded(renderMs, 0),
    overviewLongestTaskMs: rounded(renderTask, 0),
    overviewScrollFrames: scroll.frames,
    overviewScrollMedianFrameMs: rounded(scroll.medianFrameMs, 1),
    overviewScrollSlowestFrameMs: rounded(scroll.slowestFrameMs, 1),
  };
}

async function exceptions(browser: Browser, system: System): Promise<Figures> {
  const page = await newPage(browser, system);
  await manyExceptions(page, EXCEPTIONS);
  const begun = performance.now();
  await page.goto(`${system.host.url}/exceptions`);
  await page.getByText(rowName(0), { exact: true }).waitFor();
  const firstRowsMs = performance.now() - begun;
  const scrolled = performance.now();
  const scroll = await scrollThrough(
    page,
    `document.querySelector('[role=table]')`,
    VERY_FAST,
    `document.querySelector('[role=table] [aria-rowindex="${String(ROW + 1)}"]') !== null`,
  );
  const scrollMs = performance.now() - scrolled;
  const nodes = await page.evaluate<number>('document.querySelectorAll("*").length');
  await page.context().close();
  return {
    exceptions: EXCEPTIONS,
    exceptionsFirstRowsMs: rounded(firstRowsMs, 0),
    exceptionsScrolledToRow: ROW,
    exceptionsScrollMs: rounded(scrollMs, 0),
    exceptionsScrollMedianFrameMs: rounded(scroll.medianFrameMs, 1),
    exceptionsScrollSlowestFrameMs: rounded(scroll.slowestFrameMs, 1),
    exceptionsLongestTaskMs: rounded(scroll.longestTaskMs, 0),
    exceptionsNodes: nodes,
  };
}
