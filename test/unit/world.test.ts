import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { simpleParser } from 'mailparser';
import { PNG } from 'pngjs';
import { buildBenchWorld } from '../../local/simulators/world/bench.ts';
import { SIZE_LIMIT } from '../../local/simulators/world/expectations.ts';
import { buildDemoWorld } from '../../local/simulators/world/index.ts';
import { openStudio } from '../../local/simulators/world/media.ts';
import { numberOf } from '../../local/simulators/world/numbers.ts';
import { DEMO_PRODUCTS } from '../../local/simulators/world/types.ts';
import type {
  Bytes,
  DemoWorld,
  Expectation,
  Product,
  SimItem,
} from '../../local/simulators/world/types.ts';

const DATE = '2026-11-19';
const DAY_START = Date.parse(`${DATE}T00:00:00Z`);
const DAY_MS = 86_400_000;
const EMAIL_PRODUCTS = ['att-network', 'starhub-network', 'enterprise-number'] as const;
const INLINE_LIMIT = 65_536;

interface RawItem {
  id: string;
  revision?: number;
  email?: { size: number; sha256: string; inline?: string };
  attachments?: { id: string; size: number; sha256: string }[];
}

let world: DemoWorld;
beforeAll(async () => {
  world = await buildDemoWorld({ date: DATE, seed: 1 });
});

const rawOf = (item: SimItem) => item.raw as RawItem;

async function read(bytes: Bytes | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes?.open() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

function special(product: Product, label: string): Expectation[] {
  const found = world.products[product].expectations.filter((item) => item.special === label);
  if (found.length === 0) throw new Error(`${product} has no '${label}'`);
  return found;
}

/** Outcome and results in the order of listing, for example `delivered imported,imported`. */
function fate(product: Product, label: string): string[] {
  return special(product, label).map(({ outcome, deliveries }) =>
    [outcome, deliveries.map(({ result }) => result).join()].join(' ').trim(),
  );
}

async function parsedMail(product: Product, label: string) {
  const [expected] = special(product, label);
  const item = world.products[product].items.find((one) => rawOf(one).id === expected?.id);
  return { expected, mail: await simpleParser(await read(item?.content)) };
}

describe('local/simulators/world', () => {
  it('tells the same day for the same seed and another for another seed', async () => {
    const listing = (of: DemoWorld) =>
      digest(
        Buffer.from(JSON.stringify(DEMO_PRODUCTS.map((product) => of.products[product].items))),
      );
    const again = await buildDemoWorld({ date: DATE, seed: 1 });
    const other = await buildDemoWorld({ date: DATE, seed: 2 });
    expect(listing(again)).toBe(listing(world));
    expect(listing(other)).not.toBe(listing(world));
  });

  it('employs sixty people of several countries', () => {
    expect(world.people).toHaveLength(60);
    expect(new Set(world.people.map((person) => person.country)).size).toBeGreaterThan(8);
    expect(new Set(world.directory.map((user) => user.id)).size).toBe(world.directory.length);
    expect(new Set(world.people.flatMap((person) => person.numbers)).size).toBe(
      world.people.flatMap((person) => person.numbers).length,
    );
  });

  it('has a shared mailbox, an unlicensed user, a guest and sign-in names unlike the address', () => {
    const { directory } = world;
    expect(directory.find((user) => user.mail?.startsWith('trading.desk'))).toMatchObject({
      accountEnabled: false,
      mailbox: 'ok',
    });
    expect(directory.filter((user) => user.mailbox === 'none')).toHaveLength(2);
    expect(directory.some((user) => user.userPrincipalName.includes('#EXT#'))).toBe(true);
    expect(
      directory.some((user) => user.mailbox === 'ok' && user.mail !== user.userPrincipalName),
    ).toBe(true);
  });

  it.each(['SG', 'IL', 'JP', 'BR', 'AE', 'CN'] as const)(
    'uses numbers of %s that are long enough but cannot be assigned',
    (country) => {
      const number = parsePhoneNumberFromString(`+${numberOf(country, 57)}`, { extract: false });
      expect([number?.isPossible(), number?.isValid()]).toEqual([true, false]);
    },
  );

  it.each([
    ['GB', /^447700900\d{3}$/],
    ['US', /^1\d{3}55501\d{2}$/],
    ['AU', /^61491570\d{3}$/],
    ['DE', /^4917139200\d{2}$/],
    ['FR', /^33639980\d{3}$/],
  ] as const)('stays within the range of %s that is reserved for fiction', (country, range) => {
    for (let n = 0; n < 1000; n += 1) expect(numberOf(country, n)).toMatch(range);
  });

  it('writes a mapping file of digits and addresses for each product', () => {
    for (const product of DEMO_PRODUCTS) {
      const [head, ...rows] = world.mappingCsv[product].trimEnd().split('\r\n');
      expect(head).toBe('External User ID,Microsoft 365 User Mailbox');
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows) expect(row).toMatch(/^\d{8,15},[^,@\s]+@[^,@\s]+\.example$/);
    }
  });

  it.each(DEMO_PRODUCTS)('keeps the books of %s', (product) => {
    const { items, totals } = world.products[product];
    expect(items.length).toBeGreaterThanOrEqual(250);
    expect(items.length).toBeLessThanOrEqual(400);
    expect(totals.listed).toBe(items.length);
    expect(totals.listed).toBe(totals.items + totals.repeated);
    expect(totals.items).toBe(
      totals.delivered + totals.unmapped + totals.tooLarge + totals.malformed,
    );
    expect(totals.deliveries).toBe(totals.imported + totals.partial + totals.duplicate);
    const pairs = items.map((item) => `${rawOf(item).id}|${String(rawOf(item).revision ?? 1)}`);
    expect(new Set(pairs).size).toBe(totals.items);
  });

  it.each(DEMO_PRODUCTS)('archives everything of %s within the day', (product) => {
    for (const { archivedAt } of world.products[product].items) {
      const time = Date.parse(archivedAt);
      expect(time >= DAY_START && time < DAY_START + DAY_MS).toBe(true);
    }
  });

  it.each(DEMO_PRODUCTS)('states true sizes and digests for %s', async (product) => {
    for (const item of world.products[product].items) {
      const raw = rawOf(item);
      const promised = [
        ...(raw.attachments ?? []),
        ...(raw.email === undefined ? [] : [raw.email]),
      ];
      const bodies = [...(item.attachments?.values() ?? []), item.content].filter(
        (bytes) => bytes !== undefined,
      );
      const sent = await Promise.all(bodies.map(read));
      expect(sent.map((data) => [data.length, digest(data)])).toEqual(
        promised.map(({ size, sha256 }) => [size, sha256]),
      );
    }
  });

  it.each(EMAIL_PRODUCTS)('lists the short e-mails of %s with their bytes', async (product) => {
    for (const item of world.products[product].items) {
      const content = await read(item.content);
      const inline = content.length <= INLINE_LIMIT ? content.toString('base64') : undefined;
      expect(rawOf(item).email?.inline === inline).toBe(true);
    }
  });

  it('has attachments of exactly the limit and one byte more', () => {
    const sizes = (label: string) => {
      const [item] = special('android', label);
      return [...(item?.attachments ?? []), ...(item?.leftOut ?? [])].map(({ size }) => size);
    };
    expect(SIZE_LIMIT).toBe(10_485_760);
    expect(sizes('exactly 10 MB')).toEqual([10_485_760]);
    expect(sizes('one byte over 10 MB')).toEqual([10_485_761]);
  });

  it.each(DEMO_PRODUCTS)('expects of %s what the rules say', (product) => {
    const once = ['delivered imported'];
    const expected: Record<string, string[]> = {
      'two participants, one mailbox': once,
      'a person with two numbers': once,
      'mapping row names nobody, e-mail property wins': once,
      'a number nobody mapped': ['unmapped'],
      'mapped to a user without a mailbox': ['unmapped'],
      'mapped to a guest': ['unmapped'],
      'three phones, one message': [
        'delivered imported,imported,imported',
        'delivered duplicate,duplicate,duplicate',
        'delivered duplicate,duplicate,duplicate',
      ],
      'listed again on a later page': once,
      'listed again hours later': once,
      'before the site corrected it': once,
      'a higher revision': once,
      'archived five days late': once,
      'one byte over 10 MB': ['delivered partial'],
      'one attachment over 10 MB, one kept': ['delivered partial'],
      'an attachment of 3.5 MB': once,
      'malformed: a kind nobody knows': ['malformed'],
      'malformed: nobody in it': ['malformed'],
    };
    for (const [label, fates] of Object.entries(expected)) {
      expect([label, fate(product, label)]).toEqual([label, fates]);
    }
  });

  it.each(DEMO_PRODUCTS)('prefers the mapping of %s to the e-mail property', (product) => {
    const users = (label: string) =>
      special(product, label).flatMap((item) => item.deliveries.map((to) => to.userPrincipalName));
    expect(users('mapping row and e-mail property disagree, the row wins')).toEqual([
      'trading.desk@tidewater.example',
    ]);
    expect(users('e-mail property in capitals')).toHaveLength(1);
  });

  it('lets the size rule of the product decide', () => {
    const together = 'attachments over 10 MB together';
    expect(DEMO_PRODUCTS.map((product) => fate(product, together)[0])).toEqual([
      'delivered imported',
      'delivered imported',
      'tooLarge',
      'tooLarge',
      'delivered imported',
    ]);
    expect(fate('o2-network', 'exactly 10 MB')).toEqual(['delivered imported']);
    expect(fate('starhub-network', 'exactly 10 MB, the text comes on top')).toEqual(['tooLarge']);
  });

  it('gives an item with an impossible time the time at which it was archived', () => {
    const times = (label: string) => special('android', label).map(({ sentAt }) => sentAt);
    expect(times('a time stamp of the year 57300')).toEqual([`${DATE}T13:51:45.000Z`]);
    expect(times('a time stamp of 1970')).toEqual([`${DATE}T13:56:45.000Z`]);
    expect(times('archived five days late')).toEqual(['2026-11-14T11:03:00.000Z']);
  });

  it('points edits, deletions and revisions at what they replace', () => {
    const replaces = (label: string) => special('o2-network', label)[0]?.replaces;
    expect(replaces('an edit')).toEqual({ id: 'o2-network-before-edit' });
    expect(replaces('a deletion')).toEqual({ id: 'o2-network-before-deletion' });
    expect(replaces('a higher revision')).toEqual({ id: 'o2-network-corrected', revision: 1 });
  });

  it.each(['Hebrew in windows-1255', 'Japanese in ISO-2022-JP'])('sends %s', async (label) => {
    const { expected, mail } = await parsedMail('enterprise-number', label);
    expect(mail.text?.trim()).toBe(expected?.text);
  });

  it('sends e-mails without From and without Date', async () => {
    const nameless = await parsedMail('att-network', 'an e-mail without From');
    const dateless = await parsedMail('att-network', 'an e-mail without Date');
    expect(nameless.mail.headers.has('from')).toBe(false);
    expect(dateless.mail.headers.has('date')).toBe(false);
  });

  it.each(EMAIL_PRODUCTS)(
    'puts into the e-mails of %s what it expects to be kept',
    async (product) => {
      const labels = [
        'an inline image',
        'one attachment over 10 MB, one kept',
        'a file name that runs from right to left',
      ];
      for (const label of labels) {
        const { expected, mail } = await parsedMail(product, label);
        const all = [...(expected?.attachments ?? []), ...(expected?.leftOut ?? [])];
        const found = mail.attachments.map(({ content }) => [content.length, digest(content)]);
        expect(found.sort()).toEqual(all.map(({ size, sha256 }) => [size, sha256]).sort());
        expect(mail.date?.toISOString()).toBe(expected?.sentAt);
      }
    },
  );

  it('draws pictures that decode and differ', async () => {
    const studio = openStudio();
    const pictures = await Promise.all([1, 2, 3].map((n) => read(studio.picture(n).bytes)));
    expect(pictures.map((data) => PNG.sync.read(data).width)).toEqual([96, 96, 96]);
    expect(new Set(pictures.map(digest)).size).toBe(3);
  });

  it('records calls that play', async () => {
    const data = await read(openStudio().recording(3, 5).bytes);
    expect(data.toString('latin1', 0, 4)).toBe('RIFF');
    expect(data.readUInt32LE(4)).toBe(data.length - 8);
    expect(data.readUInt32LE(data.indexOf('data') + 4)).toBe(3 * 8000);
    expect(new Set(data.subarray(200, 2000)).size).toBeGreaterThan(50);
  });

  it('tells a bench day of any size from places on the list', () => {
    const options = { date: DATE, seed: 1, items: 1_000_000, mailboxes: 1000 };
    const bench = buildBenchWorld(options);
    const noon = bench.placeAt(DAY_START + DAY_MS / 2);
    expect(noon).toBe(500_000);
    const times = [noon - 1, noon].map(
      (place) => (JSON.parse(bench.item(place)) as { archivedAt: string }).archivedAt,
    );
    expect(times).toEqual([`${DATE}T11:59:59.913Z`, `${DATE}T12:00:00.000Z`]);
    const people = new Set(
      Array.from({ length: 1000 }, (_, place) => /user\d+@/.exec(bench.item(place))?.[0]),
    );
    expect(people.size).toBe(1000);
  });
});
