/** Every page and state, judged by axe-core, and the page without a mouse. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Visit } from '../../local/browser.ts';
import { setUpConnector, settled, startRun } from '../../local/set-up.ts';
import { texts } from '../../portal/src/texts.ts';
import { expectAccessible } from '../support/axe.ts';
import {
  button,
  describeInBrowser,
  expectGone,
  expectShown,
  expectTrue,
  heading,
  signInBy,
  useBrowser,
} from '../support/browser.ts';
import { accountOf, mappingOf, useDemo } from '../support/demo.ts';
import { WINDOW } from '../support/system.ts';

const TEST_MS = 90_000;
const RUN_WITHIN_MS = 60_000;
const PRODUCT = 'o2-network';
/** Has every step of the set-up. */
const FULL_SET_UP = 'android';
const ITEM = `${PRODUCT}-pool-phone`;
/** Tab stops before which everything on a page is reached. */
const MANY_STOPS = 60;
const STILL = { reducedMotion: 'reduce' } as const;
const FOCUSED = 'document.activeElement';

describeInBrowser('portal: for everybody', () => {
  const tested = useDemo();
  const browser = useBrowser();
  let admin: Visit;
  let page: Page;

  async function open(path: string): Promise<void> {
    await page.goto(`${tested.system.host.url}${path}`);
    await expectShown(heading(page, /./));
    await expectGone(page.getByLabel(texts.common.loading));
  }

  beforeAll(async () => {
    admin = await browser.visit(STILL);
    page = admin.page;
  });

  it(
    'the door is accessible, from outside and without a role',
    async () => {
      const stranger = await browser.visit(STILL);
      await stranger.page.goto(tested.system.host.url);
      await expectShown(heading(stranger.page, texts.gate.signedOut));
      await expectAccessible(stranger.page);
      await signInBy(stranger.page, tested.system.host.url, 'vic.visitor@example.test');
      await expectShown(heading(stranger.page, texts.gate.noRole));
      await expectAccessible(stranger.page);
      await signInBy(page, tested.system.host.url, 'ada.admin@example.test');
      await expectShown(heading(page, texts.overview.title));
    },
    TEST_MS,
  );

  it.each(['/', '/connectors', '/exceptions', '/items'])(
    '%s is accessible while there is nothing',
    async (path) => {
      await open(path);
      await expectAccessible(page);
    },
    TEST_MS,
  );

  describe('with a connector, a run and a set-up half done', () => {
    const ids = { connector: '', draft: '', run: '', item: '' };
    const filled = (path: string): string =>
      path.replace(/:(\w+)/g, (_, name: string) => ids[name as keyof typeof ids]);

    beforeAll(async () => {
      const { admin: api } = tested;
      const { username, password } = accountOf(PRODUCT);
      const plan = { product: PRODUCT, name: 'Our phones', username, password };
      ids.connector = await setUpConnector(api, { ...plan, mappingCsv: mappingOf(PRODUCT) });
      const draft = { product: FULL_SET_UP, name: 'Not ready' };
      ids.draft = (await api.must<{ id: string }>('POST', '/connectors', draft)).id;
      ids.run = await startRun(api, ids.connector, WINDOW);
      await settled(api, ids.run, RUN_WITHIN_MS);
      const question = `/items?connectorId=${ids.connector}&itemId=${ITEM}`;
      const { items } = await api.must<{ items: { id: string }[] }>('GET', question);
      ids.item = items[0]?.id ?? '';
    }, TEST_MS);

    it.each([
      '/',
      '/connectors',
      '/connectors/new',
      '/connectors/new/android',
      '/connectors/:connector',
      '/connectors/:draft',
      '/connectors/:connector/mapping',
      '/connectors/:connector/runs',
      '/connectors/:draft/setup/terms',
      '/connectors/:draft/setup/credentials',
      '/connectors/:draft/setup/mapping',
      '/connectors/:draft/setup/consent',
      '/connectors/:draft/setup/review',
      '/connectors/:connector/setup/terms',
      '/connectors/:connector/setup/credentials',
      '/connectors/:connector/setup/mapping',
      '/connectors/:connector/setup/review',
      '/runs/:run',
      '/exceptions',
      '/exceptions#runId=:run&state=all',
      '/items',
      `/items#connectorId=:connector&itemId=${ITEM}`,
      '/items/:item',
      '/audit',
      '/settings',
      '/no/such/page',
    ])(
      '%s is accessible, and can be come to directly',
      async (path) => {
        await open(filled(path));
        await expectGone(page.getByText(texts.setup.review.checking));
        const isKnown = path !== '/no/such/page';
        expect(await heading(page, texts.errors.notFound).count()).toBe(isKnown ? 0 : 1);
        await expectAccessible(page);
      },
      TEST_MS,
    );

    const press = (name: string) => async (): Promise<void> => {
      await page.getByRole('main').getByRole('button', { name, exact: true }).first().click();
    };
    it.each<[string, string, () => Promise<void>]>([
      ['starting a run', '/connectors/:connector', press(texts.runs.start)],
      ['changing settings', '/connectors/:connector', press(texts.connector.change)],
      ['deleting', '/connectors/:connector', press(texts.connector.delete)],
      ['days as a table', '/connectors/:connector', press(texts.days.asTable)],
      ['taking up again', '/runs/:run', press(texts.run.actions.reprocess.label)],
      ['the choice of reports', '/runs/:run', press(texts.run.report)],
      ['a refused mapping', '/connectors/:connector/mapping', () => pasteBadRows(admin)],
      ['a refused sign-in', '/connectors/:draft/setup/credentials', () => signInWrongly(admin)],
      [
        'what to do about an exception',
        '/exceptions',
        () => page.getByLabel(texts.exceptions.explain('')).first().click(),
      ],
      [
        "a person's own menu",
        '/',
        () => page.getByRole('banner').getByRole('button').last().click(),
      ],
    ])(
      '%s is accessible',
      async (_, path, act) => {
        await open(filled(path));
        await act();
        await expectAccessible(page);
      },
      TEST_MS,
    );

    it(
      'the navigation of narrow screens is accessible',
      async () => {
        const phone = await browser.visit({ ...STILL, viewport: { width: 360, height: 740 } });
        await signInBy(phone.page, tested.system.host.url, 'rita.reader@example.test');
        await button(phone.page, texts.nav.open).click();
        await expectShown(phone.page.getByRole('dialog').getByRole('link'));
        await expectAccessible(phone.page, 'narrow');
      },
      TEST_MS,
    );

    it(
      'what cannot be read is said accessibly',
      async () => {
        admin.expectAnswer({ status: 503, path: /^\/api\/connectors$/ });
        const problem = { type: 'about:blank', title: 'Not now', status: 503, code: 'unavailable' };
        await page.route('**/api/connectors?*', (route) =>
          route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
        );
        await page.goto(`${tested.system.host.url}/connectors`);
        await expectShown(page.getByText(texts.errors.read));
        await expectAccessible(page);
        await page.unrouteAll({ behavior: 'wait' });
        await button(page, texts.common.retry).click();
        await expectShown(page.getByRole('link', { name: 'Our phones' }));
      },
      TEST_MS,
    );

    it(
      'the first stop of the keyboard skips to the content',
      async () => {
        await open('/');
        await page.keyboard.press('Tab');
        expect(await focused(page)).toBe(texts.shell.skip);
        await page.keyboard.press('Enter');
        expect(await page.evaluate(`${FOCUSED}.tagName`)).toBe('MAIN');
        await expectReached(page, texts.overview.add);
      },
      TEST_MS,
    );

    it(
      'a page gone to takes the focus with its heading',
      async () => {
        await open('/');
        for (const name of [texts.nav.connectors, texts.nav.items, texts.nav.overview]) {
          await expectReached(page, name);
          await page.keyboard.press('Enter');
          await expectTrue(
            page,
            `${FOCUSED}.tagName === 'H1' && ${FOCUSED}.textContent === ${JSON.stringify(name)}`,
          );
          // Back to the top, where the navigation is.
          await page.reload();
          await expectShown(heading(page, name));
        }
      },
      TEST_MS,
    );

    it.each([
      ['/connectors/:connector', texts.runs.start],
      ['/connectors/:connector', texts.connector.delete],
      ['/connectors/:connector', texts.connector.change],
      ['/runs/:run', texts.run.actions.reprocess.label],
    ])(
      'at %s the dialog of "%s" keeps the focus and gives it back',
      async (path, name) => {
        await open(filled(path));
        await expectReached(page, name);
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
        await expectShown(dialog);
        for (let stops = 0; stops < 12; stops++) {
          await page.keyboard.press('Tab');
          const inside = `${FOCUSED}.closest('[role=dialog], [role=alertdialog]') !== null || ${FOCUSED} === document.body`;
          expect(await page.evaluate(inside)).toBe(true);
        }
        await page.keyboard.press('Escape');
        await expectGone(dialog);
        await expectTrue(page, `${FOCUSED}.textContent === ${JSON.stringify(name)}`);
      },
      TEST_MS,
    );

    it(
      'a day of the calendar is chosen and opened by keys',
      async () => {
        await open(filled('/connectors/:connector'));
        await page.getByRole('application').focus();
        const readout = page.locator('[aria-live]', { hasText: texts.days.states.withExceptions });
        for (let days = 0; days < 5 && (await readout.count()) === 0; days++) {
          await page.keyboard.press('ArrowUp');
        }
        await page.keyboard.press('Enter');
        await expectShown(heading(page, texts.run.certificate, 2));
      },
      TEST_MS,
    );
  });
});

async function pasteBadRows({ page, expectAnswer }: Visit): Promise<void> {
  expectAnswer({ status: 422, path: /\/mapping$/ });
  await button(page, texts.mapping.paste).click();
  const rows = 'External User ID,Microsoft 365 User Mailbox\nno number,nobody\n';
  await page.getByRole('textbox', { name: texts.mapping.pasteLabel }).fill(rows);
  await button(page, texts.mapping.check).click();
  await expectShown(page.getByText(texts.mapping.refused));
}

async function signInWrongly({ page, expectAnswer }: Visit): Promise<void> {
  const { credentials: words } = texts.setup;
  expectAnswer({ status: 422, path: /\/credentials$/ });
  await page.getByLabel(words.username).fill('nobody');
  await page.getByLabel(words.password).fill('nothing');
  await button(page, words.action).click();
  await expectShown(page.getByText(words.refused));
}

function focused(page: Page): Promise<string> {
  return page.evaluate(`(${FOCUSED}.getAttribute('aria-label') ?? ${FOCUSED}.textContent).trim()`);
}

/** By Tab alone, as somebody without a mouse gets there. */
async function expectReached(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  while (seen.length < MANY_STOPS && seen.at(-1) !== name) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
  }
  expect(seen.at(-1)).toBe(name);
}
