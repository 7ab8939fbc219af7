/** Makes the pictures of the documentation, from the demo's data: `npm run build && node scripts/screenshots.ts`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { signIn, type AdminClient } from '../local/admin-client.ts';
import { launchBrowser, visit } from '../local/browser.ts';
import { readMailboxes } from '../local/demo/mailboxes.ts';
import { setUpConnector, settled, startRun } from '../local/set-up.ts';
import { homeOf, PHONES } from '../local/simulators/world/directory.ts';
import { buildDemoWorld } from '../local/simulators/world/index.ts';
import { housePhone } from '../local/simulators/world/people.ts';
import {
  DEMO_PRODUCTS,
  type Account,
  type DemoWorld,
  type Product,
} from '../local/simulators/world/types.ts';
import { mailboxPages, startSystem, type System } from '../local/system.ts';
import { texts } from '../portal/src/texts.ts';

const IMAGES = join(import.meta.dirname, '../docs/images');
const DAY_MS = 86_400_000;
const SEED = 1;
const RUN_LIMIT_MS = 180_000;
/** Days before the demo's own, so that there is something to look back on. */
const DAYS_BEFORE = 20;
/** Those that come first on the overview. */
const BUSY: readonly Product[] = ['android', 'att-network'];
const VIEWPORT = { width: 1280, height: 800 };
/** The connector that the pictures follow. */
const SHOWN = 'o2-network';
const ITEM = `${SHOWN}-pool-phone`;
const DRAFT = 'enterprise-number';
const PRODUCTS = DEMO_PRODUCTS.filter((product) => product !== DRAFT);

interface Shown {
  connectorId: string;
  draftId: string;
  runId: string;
  storyId: string;
}

const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
const world = await buildDemoWorld({ date: yesterday, seed: SEED });
const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-pictures-'));
const system = await startSystem({
  folder,
  inMemory: true,
  port: 0,
  telemessage: ['--world', 'demo', '--date', yesterday, '--seed', String(SEED)],
  graph: ['--viewer'],
  directory: world.directory,
  given: { PATH: process.env.PATH },
});
try {
  const ca = readFileSync(String(system.entra?.ready.ca), 'utf8');
  const shown = await archive(system, await signIn(system.host.url, 'admin', ca), world);
  mkdirSync(IMAGES, { recursive: true });
  await takePictures(system, shown);
} finally {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Every product but one archives the demo's day and those before it; that one is still being set up. */
async function archive(system: System, admin: AdminClient, world: DemoWorld): Promise<Shown> {
  await fillDaysBefore(system, world);
  const ids = new Map<Product, string>();
  for (const product of PRODUCTS) {
    ids.set(product, await setUp(admin, world, product));
  }
  const connectorId = ids.get(SHOWN) ?? '';
  await Promise.all([...ids.values()].map((id) => runDays(admin, id)));
  const runId = await settledRun(admin, connectorId, world.window);
  await mend(admin, connectorId, runId);
  const question = `/items?connectorId=${connectorId}&itemId=${ITEM}`;
  const { items } = await admin.must<{ items: { id: string }[] }>('GET', question);
  const draftId = await beginSetUp(admin, world);
  return { connectorId, draftId, runId, storyId: items[0]?.id ?? '' };
}

function setUp(admin: AdminClient, world: DemoWorld, product: Product): Promise<string> {
  const { username, password } = accountIn(world, product);
  const names: Partial<Record<Product, string>> = {
    'att-network': 'New York office',
    'o2-network': 'London office',
    'starhub-network': 'Singapore office',
    android: 'Field phones',
  };
  return setUpConnector(admin, {
    product,
    name: names[product] ?? product,
    username,
    password,
    mappingCsv: world.mappingCsv[product],
  });
}

/** Up to the mapping. */
async function beginSetUp(admin: AdminClient, world: DemoWorld): Promise<string> {
  const { username, password } = accountIn(world, DRAFT);
  const draft = { product: DRAFT, name: 'Business numbers' };
  const { id } = await admin.must<{ id: string }>('POST', '/connectors', draft);
  const { version } = texts.setup.terms;
  await admin.must('PUT', `/connectors/${id}/terms`, { version, accepted: true });
  await admin.must('PUT', `/connectors/${id}/credentials`, { username, password });
  return id;
}

function accountIn(world: DemoWorld, product: Product): Account {
  const account = world.accounts.find(({ products }) => products.includes(product));
  if (!account) throw new Error(`the invented company has no account for ${product}`);
  return account;
}

/** A few messages a day, more on some days than on others, none at weekends. */
async function fillDaysBefore(system: System, world: DemoWorld): Promise<void> {
  const people = world.people.filter(({ mailbox }) => mailbox === 'ok');
  const items = daysBefore().flatMap((from, day) => {
    const isWeekend = [0, 6].includes(new Date(from).getUTCDay());
    const count = isWeekend ? 12 : 180 + ((day * 97) % 260);
    return Array.from({ length: count }, (_, n) => {
      const at = from + ((n + 1) * DAY_MS) / (count + 2);
      const { mail, numbers = [] } = people[n % people.length] ?? {};
      const id = `day-${String(day)}-${String(n)}`;
      return {
        product: BUSY[n % BUSY.length],
        archivedAt: new Date(at + 45_000).toISOString(),
        raw: {
          ...{ id, format: 'record', kind: 'sms', direction: 'outbound' },
          ...{ archivedAt: new Date(at + 45_000).toISOString(), messageTime: at },
          sender: { value: `+${numbers[0] ?? ''}`, email: mail },
          recipients: [{ value: '+447700900999' }],
          text: `Message ${String(n)} of the day.`,
        },
      };
    });
  });
  const url = new URL('/_control/items', system.telemessage?.url);
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(items) });
  if (!answer.ok) throw new Error(`the source took no items: ${await answer.text()}`);
}

function daysBefore(): number[] {
  const day = Date.parse(`${yesterday}T00:00:00Z`);
  return Array.from({ length: DAYS_BEFORE }, (_, n) => day - (n + 1) * DAY_MS);
}

async function runDays(admin: AdminClient, id: string): Promise<void> {
  await settledRun(admin, id, world.window);
  for (const from of daysBefore()) {
    const window = { from: new Date(from), to: new Date(from + DAY_MS) };
    await settledRun(admin, id, {
      from: window.from.toISOString(),
      to: window.to.toISOString(),
    });
  }
}

async function settledRun(
  admin: AdminClient,
  id: string,
  window: { from: string; to: string },
): Promise<string> {
  const { items } = await admin.must<{ items: { id: string; window: { from: string } }[] }>(
    'GET',
    `/connectors/${id}/runs?limit=100`,
  );
  const known = items.find((run) => Date.parse(run.window.from) === Date.parse(window.from));
  const runId = known?.id ?? (await startRun(admin, id, window));
  await settled(admin, runId, RUN_LIMIT_MS);
  return runId;
}

/** A number is given a mailbox, and what waited for it is imported: the story worth telling. */
async function mend(admin: AdminClient, id: string, runId: string): Promise<void> {
  const number = housePhone(homeOf(SHOWN), PHONES.pool).value;
  const keeper = world.people.find(({ country, mailbox }) => country === 'GB' && mailbox === 'ok');
  const add = [{ number, mailbox: keeper?.mail }];
  await admin.must('POST', `/connectors/${id}/mapping-entries`, { add });
  await admin.must('POST', `/connectors/${id}/reprocess`, { parties: [number] });
  await settled(admin, runId, RUN_LIMIT_MS);
}

async function takePictures(system: System, shown: Shown): Promise<void> {
  const browser = await launchBrowser();
  try {
    const { context, page } = await visit(browser, { viewport: VIEWPORT, reducedMotion: 'reduce' });
    await context.request.post(`${system.host.url}/.auth/login`, { form: { person: 'admin' } });
    await pagesOf(page, system.host.url, shown);
    await viewerOf(page, system.graph?.url ?? '');
  } finally {
    await browser.close();
  }
}

async function pagesOf(page: Page, url: string, shown: Shown): Promise<void> {
  const open = async (path: string): Promise<void> => {
    await page.goto(`${url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel(texts.common.loading).first().waitFor({ state: 'hidden' });
    await page.waitForLoadState('networkidle');
  };
  await open('/');
  await page.getByLabel(texts.days.span).selectOption(texts.days.spans[35]);
  await page.waitForLoadState('networkidle');
  await picture(page, 'overview');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'overview-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await open('/connectors/new');
  await picture(page, 'products');
  await wizard(page, () => open(`/connectors/${shown.draftId}/setup/mapping`));
  await open(`/runs/${shown.runId}`);
  await picture(page, 'run');
  await open(`/exceptions#connectorId=${shown.connectorId}`);
  await page.getByLabel(texts.exceptions.explain('')).first().click();
  await picture(page, 'exceptions');
  const number = encodeURIComponent(housePhone(homeOf(SHOWN), PHONES.unlicensed).value);
  await open(`/connectors/${shown.connectorId}/mapping#number=${number}`);
  const [shortest = ''] = world.people.map(({ mail }) => mail).sort((a, b) => a.length - b.length);
  const form = page.getByRole('region', { name: texts.mapping.addTitle });
  await form.getByLabel(texts.mapping.mailbox).fill(shortest);
  await page.evaluate('scrollTo(0, 0)');
  await picture(page, 'mapping');
  await open(`/items/${shown.storyId}`);
  await picture(page, 'item');
}

/** The step in which a file says whose number is whose, tried out before it is used. */
async function wizard(page: Page, open: () => Promise<void>): Promise<void> {
  await open();
  await page.getByRole('checkbox', { name: texts.setup.mapping.custom }).check();
  const buffer = Buffer.from(world.mappingCsv[DRAFT]);
  const file = { name: 'business-numbers.csv', mimeType: 'text/csv', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: texts.mapping.apply(1) }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate('scrollTo(0, 340)');
  await picture(page, 'wizard');
}

/** A message with a picture, as it lies in its mailbox. */
async function viewerOf(page: Page, graphUrl: string): Promise<void> {
  const found = (await readMailboxes(graphUrl)).find(
    ({ folder, body, attachments }) =>
      folder.startsWith('AT&T') &&
      body?.contentType === 'text' &&
      attachments.length === 1 &&
      attachments.some(({ name }) => name.endsWith('.png')),
  );
  if (!found) throw new Error('no mailbox holds a message with a picture');
  await page.goto(`${mailboxPages(graphUrl)}/${found.user}`);
  await page.getByRole('link', { name: found.folder }).click();
  await page.getByRole('searchbox').fill(found.subject);
  await page.getByRole('button', { name: 'Search' }).click();
  const rows = page
    .getByRole('row')
    .filter({ hasText: found.subject })
    .filter({ hasText: /1, [0-9.]+ / });
  await rows.getByRole('link').first().click();
  await page.getByRole('img').waitFor();
  await page.waitForLoadState('networkidle');
  await picture(page, 'mailbox');
}

async function picture(page: Page, name: string): Promise<void> {
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const kilobytes = Math.ceil(statSync(path).size / 1_024);
  process.stdout.write(`docs/images/${name}.png ${String(kilobytes)} KB\n`);
}
