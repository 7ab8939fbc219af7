import { liveADay } from './conversations.ts';
import { buildAccounts, buildDirectory, mappingCsv, mappingRows } from './directory.ts';
import { toEmail } from './email.ts';
import { judge, totalsOf } from './expectations.ts';
import { openStudio } from './media.ts';
import { COMPANY, hirePeople, staffOf } from './people.ts';
import { dice } from './random.ts';
import { toRecord } from './record.ts';
import { emailSpecials } from './specials-email.ts';
import { mappingSpecials } from './specials-mapping.ts';
import { onceSpecials } from './specials-once.ts';
import { shapeSpecials } from './specials-shape.ts';
import { sizeSpecials } from './specials-size.ts';
import { DAY_MS, HOUR_MS, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import type {
  Communication,
  DemoWorld,
  DirectoryUser,
  Product,
  ProductDay,
  SimItem,
} from './types.ts';
import { DEMO_PRODUCTS } from './types.ts';

/** Ordinary items of a product's day, beside the special ones. */
const ORDINARY_ITEMS = 240;
/** How far down the list an item turns up a second time. */
const AGAIN_AFTER_ITEMS = 26;
const AGAIN_AFTER_MS = 3 * HOUR_MS;

/** A day in the life of an invented company, and what the archive must make of it. `date` is YYYY-MM-DD. */
export async function buildDemoWorld(options: { date: string; seed: number }): Promise<DemoWorld> {
  const people = hirePeople();
  const directory = buildDirectory(people);
  const day = Date.parse(`${options.date}T00:00:00.000Z`);
  const studio = openStudio();
  const mappings = DEMO_PRODUCTS.map((product) => [product, mappingRows(product, people)] as const);
  const days: [Product, ProductDay][] = [];
  for (const [index, [product, mapping]] of mappings.entries()) {
    const random = dice(options.seed * DEMO_PRODUCTS.length + index);
    const staff = staffOf(product, people);
    const stage = setStage({ product, day, random, studio, staff });
    days.push([product, await playDay(stage, mapping, directory)]);
  }
  return {
    company: COMPANY,
    people,
    directory,
    accounts: buildAccounts(options.seed),
    mappingCsv: byProduct(mappings.map(([product, rows]) => [product, mappingCsv(rows)])),
    window: { from: new Date(day).toISOString(), to: new Date(day + DAY_MS).toISOString() },
    products: byProduct(days),
  };
}

function byProduct<T>(entries: (readonly [Product, T])[]): Record<Product, T> {
  return Object.fromEntries(entries) as Record<Product, T>;
}

async function playDay(
  stage: Stage,
  mapping: ReadonlyMap<string, string>,
  directory: readonly DirectoryUser[],
): Promise<ProductDay> {
  const day = [
    ...liveADay(stage, ORDINARY_ITEMS),
    ...mappingSpecials(stage),
    ...onceSpecials(stage),
    ...sizeSpecials(stage),
    ...shapeSpecials(stage),
    ...emailSpecials(stage),
  ].sort((a, b) => a.archivedAt - b.archivedAt);
  const items = await list(stage, day);
  const expectations = judge(day, { rules: stage.rules, mapping, directory });
  return { items, expectations, totals: totalsOf(items.length, expectations) };
}

/** Listing order: oldest first, with the repeats that the contract allows. */
async function list(stage: Stage, day: readonly Communication[]): Promise<SimItem[]> {
  const listed: SimItem[] = [];
  const again: { item: SimItem; at: number }[] = [];
  for (const [index, said] of day.entries()) {
    const item = stage.rules.shape === 'email' ? await toEmail(said) : toRecord(said, stage.rules);
    listed.push(item);
    if (said.again === 'laterOnTheList') again.push({ item, at: index + AGAIN_AFTER_ITEMS });
    if (said.again === 'hoursLater')
      again.push(relisted(item, said.archivedAt + AGAIN_AFTER_MS, day));
  }
  again.sort((a, b) => b.at - a.at);
  for (const { item, at } of again) listed.splice(at, 0, item);
  return listed;
}

function relisted(
  item: SimItem,
  time: number,
  day: readonly Communication[],
): { item: SimItem; at: number } {
  const archivedAt = new Date(time).toISOString();
  const at = day.findIndex((said) => said.archivedAt > time);
  return { item: { ...item, archivedAt, raw: { ...(item.raw as object), archivedAt } }, at };
}
