/** What the page is for, done by clicking and typing as a person would, on the whole local system. */
import { expect, it, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AdminClient } from '../../local/admin-client.ts';
import type { Visit } from '../../local/browser.ts';
import { homeOf, PHONES } from '../../local/simulators/world/directory.ts';
import { housePhone } from '../../local/simulators/world/people.ts';
import { DEMO_PRODUCTS, type Product } from '../../local/simulators/world/types.ts';
import { mailboxPages } from '../../local/system.ts';
import { texts } from '../../portal/src/texts.ts';
import {
  button,
  describeInBrowser,
  expectGone,
  expectShown,
  heading,
  signInBy,
  useBrowser,
} from '../support/browser.ts';
import { accountOf, mappingOf, PEOPLE, useDemo } from '../support/demo.ts';
import { DAY } from '../support/system.ts';

const TEST_MS = 120_000;
const RUN_PRODUCT = 'o2-network';
const POOL_ITEM = `${RUN_PRODUCT}-pool-phone`;
const POOL_NUMBER = housePhone(homeOf(RUN_PRODUCT), PHONES.pool).value;
const POOL_WORDS = 'Left at reception, from the pool phone.';
const KEEPER = PEOPLE.find(({ country, mailbox }) => country === 'GB' && mailbox === 'ok');

function nameOf(product: Product): string {
  return `Our ${product}`;
}

interface ProductView {
  product: Product;
  title: string;
  folder: string;
  consent: boolean;
  prerequisites: { text: string }[];
}

describeInBrowser('portal: the way of an administrator, and of others', () => {
  const tested = useDemo();
  const browser = useBrowser();
  const catalog = new Map<string, ProductView>();
  let admin: Visit;
  /** Every address the administrator's browser asked the app for. */
  const addresses: string[] = [];

  beforeAll(async () => {
    const { items } = await tested.admin.must<{ items: ProductView[] }>('GET', '/catalog');
    for (const item of items) catalog.set(item.product, item);
    admin = await browser.visit();
    admin.context.on('request', (request) => {
      const address = decodeURIComponent(request.url());
      if (address.startsWith(tested.system.host.url)) addresses.push(address);
    });
  });

  it(
    'an administrator signs in',
    async () => {
      await signInBy(admin.page, tested.system.host.url, 'ada.admin@example.test');
      await expectShown(
        heading(admin.page, texts.overview.title),
        admin.page.getByText(texts.overview.empty),
      );
    },
    TEST_MS,
  );

  // eslint-disable-next-line jest/expect-expect -- its steps expect
  it.each(DEMO_PRODUCTS)(
    'an administrator sets up %s',
    async (product) => {
      const { page } = admin;
      const view = catalog.get(product);
      if (!view) throw new Error(`${product} is not in the catalogue`);
      await begin(page, view, nameOf(product));
      await acceptTerms(page);
      await signInToSource(admin, product);
      await map(page, product);
      if (view.consent) await consent(page);
      await finish(page, nameOf(product));
    },
    TEST_MS,
  );

  it(
    'an administrator archives a day and sees that nothing was lost',
    async () => {
      const { page } = admin;
      await goTo(page, texts.nav.connectors);
      await page.getByRole('link', { name: nameOf(RUN_PRODUCT) }).click();
      await button(page, texts.runs.start).click();
      await page.getByLabel(texts.runs.first).fill(DAY);
      await page.getByLabel(texts.runs.last).fill(DAY);
      await button(page, texts.runs.startNow).click();
      await expectShown(
        heading(page, texts.run.progress, 2),
        page.getByRole('progressbar'),
        page.getByText(texts.runStates.running),
      );
      await expectShown(
        heading(page, texts.run.certificate, 2),
        page.getByText(texts.run.balanced),
        page.getByText(texts.runStates.succeededWithExceptions),
      );
      const equations = page.getByRole('list', { name: texts.run.equations });
      expect(await equations.getByLabel(texts.run.holdsNot).count()).toBe(0);
      expect(await equations.getByLabel(texts.run.holds).count()).toBeGreaterThan(2);
    },
    TEST_MS,
  );

  it(
    'an administrator gives a number a mailbox, and what waited for it arrives there',
    async () => {
      const { page } = admin;
      await goTo(page, texts.nav.exceptions);
      await page.getByLabel(texts.exceptions.connector).selectOption(nameOf(RUN_PRODUCT));
      await expectShown(page.getByRole('link', { name: POOL_ITEM }));
      await page.getByRole('link', { name: texts.unmapped.mapIt(POOL_NUMBER) }).click();
      await expectShown(heading(page, texts.mapping.title));
      const form = page.getByRole('region', { name: texts.mapping.addTitle });
      await form.getByLabel(texts.mapping.mailbox).fill(KEEPER?.mail ?? '');
      await button(page, texts.mapping.addAndReprocess).click();
      await expectShown(page.getByText(texts.mapping.applied(2)));
      await expectShown(page.getByText(texts.unmapped.reprocessed({ runs: 1, busy: 0, items: 1 })));

      await page.goto(`${tested.system.host.url}/runs/${await onlyRun(tested.admin)}`);
      await expectShown(
        page.getByText(texts.run.roundOf(2)),
        heading(page, texts.run.certificate, 2),
        page.getByText(texts.runStates.succeededWithExceptions),
      );
      await goTo(page, texts.nav.exceptions);
      await page.getByLabel(texts.exceptions.state).selectOption(texts.exceptions.states.resolved);
      await expectShown(page.getByRole('link', { name: POOL_ITEM }));
      await expectInMailbox(await admin.context.newPage());
    },
    TEST_MS,
  );

  async function expectInMailbox(page: Page): Promise<void> {
    const folder = catalog.get(RUN_PRODUCT)?.folder ?? '';
    await page.goto(mailboxPages(tested.system.graph?.url ?? ''));
    await page.getByRole('searchbox').fill(KEEPER?.mail ?? '');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: folder }).click();
    await page.getByRole('searchbox').fill(POOL_WORDS);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('link').click();
    await expectShown(page.frameLocator('iframe').getByText(POOL_WORDS));
    await page.close();
  }

  it(
    'an administrator finds the item again, with its whole story',
    async () => {
      const { page } = admin;
      await goTo(page, texts.nav.items);
      await page.getByLabel(texts.items.connector).selectOption(nameOf(RUN_PRODUCT));
      await page.getByLabel(texts.items.number).fill(POOL_NUMBER);
      await button(page, texts.items.find).click();
      await page.getByRole('link', { name: POOL_ITEM }).click();
      const story = page.getByRole('region', { name: texts.story.timeline });
      const { events } = texts.story;
      for (const event of [events.listed, events.unmapped, events.resolved, events.imported]) {
        await expectShown(story.getByText(event));
      }
      // Addresses are logged on their way: none may name a person.
      const digits = POOL_NUMBER.slice(1);
      expect(addresses.filter((one) => one.includes(digits) || one.includes('@'))).toEqual([]);
      expect(addresses.length).toBeGreaterThan(100);
    },
    TEST_MS,
  );

  it(
    'a reader sees everything and can change nothing',
    async () => {
      const { page, context } = await browser.visit();
      const changes: string[] = [];
      context.on('request', (request) => {
        const { pathname } = new URL(request.url());
        // What may name a person is asked by POST, as addresses are logged.
        const isQuestion = /^\/\.auth\/|\/(mapping-resolve|item-search|exception-search)$/;
        if (request.method() !== 'GET' && !isQuestion.test(pathname)) {
          changes.push(`${request.method()} ${pathname}`);
        }
      });
      const { url } = tested.system.host;
      await signInBy(page, url, 'rita.reader@example.test');
      await expectShown(page.getByText(nameOf(RUN_PRODUCT)));
      for (const path of await everyPage(tested.admin)) {
        await page.goto(`${url}${path}`);
        await expectShown(heading(page, /./));
        await expectGone(page.getByLabel(texts.common.loading));
        await expectNoChange(page);
      }
      expect(changes).toEqual([]);
      await expectRefused(page, await ranConnector(tested.admin));
    },
    TEST_MS,
  );

  it(
    'a visitor without a role is told what to ask for',
    async () => {
      const { page } = await browser.visit();
      await signInBy(page, tested.system.host.url, 'vic.visitor@example.test');
      await expectShown(
        heading(page, texts.gate.noRole),
        page.getByText(texts.gate.noRoleText('vic.visitor@example.test')),
      );
      expect(await page.getByRole('navigation').count()).toBe(0);
    },
    TEST_MS,
  );
});

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: texts.nav.label }).getByRole('link', { name }).click();
  await expectShown(page.getByRole('heading', { level: 1, name }));
}

async function begin(page: Page, view: ProductView, name: string): Promise<void> {
  await goTo(page, texts.nav.overview);
  await page.getByRole('link', { name: texts.overview.add }).click();
  const main = page.getByRole('main');
  await main.locator('a', { has: page.getByText(view.title, { exact: true }) }).click();
  await expectShown(heading(page, view.title));
  for (const { text } of view.prerequisites) {
    await page.getByRole('checkbox', { name: text, exact: true }).check();
  }
  await page.getByRole('textbox', { name: texts.setup.name }).fill(name);
  await button(page, texts.setup.beginAction).click();
}

async function acceptTerms(page: Page): Promise<void> {
  const { steps, terms } = texts.setup;
  await expectShown(heading(page, steps.terms, 2));
  await page.getByRole('checkbox', { name: terms.agree }).check();
  await button(page, terms.accept).click();
}

/** The wrong password first, as it happens. */
async function signInToSource({ page, expectAnswer }: Visit, product: Product): Promise<void> {
  const { steps, credentials } = texts.setup;
  const { username, password } = accountOf(product);
  await expectShown(heading(page, steps.credentials, 2));
  await page.getByLabel(credentials.username).fill(username);
  if (product === RUN_PRODUCT) {
    expectAnswer({ status: 422, path: /\/credentials$/ });
    await page.getByLabel(credentials.password).fill('not the password');
    await button(page, credentials.action).click();
    await expectShown(page.getByText(credentials.refused));
  }
  await page.getByLabel(credentials.password).fill(password);
  await button(page, credentials.action).click();
}

/** Half of the files are pasted, the others chosen. */
async function map(page: Page, product: Product): Promise<void> {
  const { mapping: words } = texts;
  const csv = mappingOf(product);
  await expectShown(heading(page, texts.setup.steps.mapping, 2));
  await page.getByRole('checkbox', { name: texts.setup.mapping.custom }).check();
  if (DEMO_PRODUCTS.indexOf(product) % 2 === 0) {
    await button(page, words.paste).click();
    await page.getByRole('textbox', { name: words.pasteLabel }).fill(csv);
    await button(page, words.check).click();
  } else {
    const file = { name: `${product}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('input[type=file]').setInputFiles(file);
  }
  await button(page, words.apply(1)).click();
  await expectShown(page.getByText(words.applied(1)));
  await button(page, texts.setup.mapping.action).click();
}

/** Over to the identity platform and back. */
async function consent(page: Page): Promise<void> {
  const { steps, consent: words } = texts.setup;
  await expectShown(heading(page, steps.consent, 2));
  await button(page, words.action).click();
  await expectShown(page.getByText(words.grantedBy));
  await button(page, texts.common.next).click();
}

async function finish(page: Page, name: string): Promise<void> {
  const { steps, review } = texts.setup;
  await expectShown(heading(page, steps.review, 2));
  const checks = page.getByRole('region', { name: steps.review }).getByRole('listitem');
  await expectShown(checks);
  const passed = checks.filter({ has: page.getByLabel(review.passed, { exact: true }) });
  expect(await passed.count()).toBe(await checks.count());
  await button(page, review.finish).click();
  await expectShown(heading(page, name), page.getByText(texts.connectorStates.active));
}

async function ranConnector(admin: AdminClient): Promise<string> {
  const { items } = await admin.must<{ items: { id: string; name: string }[] }>(
    'GET',
    '/connectors',
  );
  return items.find(({ name }) => name === nameOf(RUN_PRODUCT))?.id ?? '';
}

async function onlyRun(admin: AdminClient): Promise<string> {
  const id = await ranConnector(admin);
  const runs = await admin.must<{ items: { id: string; window: { from: string } }[] }>(
    'GET',
    `/connectors/${id}/runs`,
  );
  return runs.items.find(({ window }) => window.from.startsWith(DAY))?.id ?? '';
}

/** One address of every route, all of them with something on it. */
async function everyPage(admin: AdminClient): Promise<string[]> {
  const [connectorId, runId] = [await ranConnector(admin), await onlyRun(admin)];
  const question = `connectorId=${connectorId}&itemId=${POOL_ITEM}`;
  const { items } = await admin.must<{ items: { id: string }[] }>('GET', `/items?${question}`);
  const connector = `/connectors/${connectorId}`;
  return [
    ...['/', '/connectors', '/connectors/new', '/connectors/new/android', connector],
    ...[`${connector}/mapping`, `${connector}/runs`, `/runs/${runId}`],
    ...['terms', 'credentials', 'mapping', 'review'].map((step) => `${connector}/setup/${step}`),
    ...['/exceptions', `/exceptions#connectorId=${connectorId}`, `/items#${question}`],
    ...[`/items/${items[0]?.id ?? ''}`, '/audit', '/settings'],
  ];
}

/** What a reader may press: it looks, filters, copies or downloads. */
const HARMLESS = new Set<string>([
  ...Object.values(texts.days.spans),
  ...[texts.days.asTable, texts.common.more, texts.common.next, texts.common.back],
  ...[texts.run.report, texts.items.find, texts.audit.apply, texts.audit.clear],
  ...[texts.mapping.resolveAction, texts.setup.credentials.again],
]);
const HARMLESS_KINDS = [texts.copy.copy(''), texts.exceptions.explain(''), texts.common.more];

async function expectNoChange(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const pressed: string[] = [];
  for (const one of await main.getByRole('button').all()) {
    const name = (await one.getAttribute('aria-label')) ?? (await one.innerText());
    const isHarmless =
      HARMLESS.has(name) ||
      HARMLESS_KINDS.some((kind) => name.startsWith(kind)) ||
      /\bwaits? for\b/.test(name);
    if (isHarmless) continue;
    if (await one.isEnabled()) pressed.push(name);
    // Nothing may come of it, whatever the button says of itself.
    else await one.dispatchEvent('click');
  }
  expect([page.url(), pressed]).toEqual([page.url(), []]);
  const forms = main.locator('form', { has: page.locator('button[aria-disabled=true]') });
  for (const form of await forms.all()) {
    const field = form.getByRole('textbox').first();
    if ((await field.count()) > 0) await field.press('Enter');
  }
}

/** Whoever goes past the page is refused by the interface behind it. */
async function expectRefused(page: Page, connectorId: string): Promise<void> {
  const path = `/api/connectors/${connectorId}`;
  const day = { from: `${DAY}T00:00:00Z`, to: `${DAY}T12:00:00Z` };
  const changes: [string, string, object][] = [
    ['POST', '/api/connectors', { product: 'android', name: 'mine' }],
    ['PATCH', path, { name: 'mine' }],
    ['DELETE', path, {}],
    ['POST', `${path}/pause`, {}],
    ['POST', `${path}/runs`, day],
    ['POST', `${path}/mapping-entries`, { add: [] }],
  ];
  const answers = await Promise.all(
    changes.map(async ([method, address, data]) => {
      const headers = { 'x-requested-with': 'test' };
      const url = new URL(address, page.url()).href;
      return (await page.request.fetch(url, { method, headers, data })).status();
    }),
  );
  expect(answers).toEqual(answers.map(() => 403));
}
