import { guidOf, sha256 } from './random.ts';
import { COMPANY } from './people.ts';
import { DAY_MS } from './stage.ts';
import type { Account, Company, DirectoryUser } from './types.ts';

export const BENCH_PRODUCT = 'android';
const BENCH_DOMAIN = 'bench.example';
/** A prime: neighbours on the list belong to different mailboxes, and all get their share. */
const SPREAD = 1_000_003;
/** North American area codes run from 200 to 999, each with a hundred numbers reserved for fiction. */
const FIRST_AREA = 200;
const AREAS = 800;
const NUMBERS_PER_AREA = 100;

interface BenchOptions {
  readonly date: string;
  readonly seed: number;
  readonly items: number;
  /** at most 80,000: that many numbers are reserved for fiction */
  readonly mailboxes: number;
}

/** A day of any size that is never held: every item is told from its place on the list. */
export interface BenchWorld {
  readonly company: Company;
  readonly accounts: readonly Account[];
  readonly window: { readonly from: string; readonly to: string };
  readonly count: number;
  /** place of the first item that is available at `time` or later */
  placeAt(time: number): number;
  /** the item as JSON */
  item(place: number): string;
}

export function buildBenchWorld({ date, seed, items, mailboxes }: BenchOptions): BenchWorld {
  if (mailboxes < 1 || mailboxes > AREAS * NUMBERS_PER_AREA) {
    throw new Error(`a bench world has 1 to ${String(AREAS * NUMBERS_PER_AREA)} mailboxes`);
  }
  const day = Date.parse(`${date}T00:00:00.000Z`);
  const timeOf = (place: number) => day + Math.floor((place * DAY_MS) / items);
  return {
    company: COMPANY,
    accounts: [benchAccount(seed)],
    window: { from: new Date(day).toISOString(), to: new Date(day + DAY_MS).toISOString() },
    count: items,
    placeAt: (time) => {
      const place = Math.ceil(((time - day) * items) / DAY_MS);
      return Math.max(0, Math.min(items, place));
    },
    item: (place) =>
      record({
        day: `${date}-${String(seed)}`,
        place,
        user: (place * SPREAD + seed) % mailboxes,
        at: timeOf(place),
      }),
  };
}

export function benchAccount(seed: number): Account {
  return {
    username: `archive@${BENCH_DOMAIN}`,
    password: sha256(`bench|${String(seed)}`).slice(0, 24),
    products: [BENCH_PRODUCT],
  };
}

/** The users whose mailboxes a bench world fills. */
export function benchDirectory(mailboxes: number): DirectoryUser[] {
  return Array.from({ length: mailboxes }, (_, user) => {
    const mail = benchMail(user);
    return {
      id: guidOf(mail),
      displayName: `User ${String(user)}`,
      givenName: 'User',
      surname: String(user),
      mail,
      userPrincipalName: mail,
      proxyAddresses: [`SMTP:${mail}`],
      accountEnabled: true,
      mailbox: 'ok' as const,
    };
  });
}

function benchMail(user: number): string {
  return `user${String(user).padStart(4, '0')}@${BENCH_DOMAIN}`;
}

function benchNumber(user: number): string {
  const area = FIRST_AREA + Math.floor(user / NUMBERS_PER_AREA);
  return `+1${String(area)}55501${String(user % NUMBERS_PER_AREA).padStart(2, '0')}`;
}

/** Written by hand: a page of five hundred costs well under a millisecond. */
function record(told: { day: string; place: number; user: number; at: number }): string {
  const { day, place, user, at } = told;
  const name = `"type":"mobile","email":"${benchMail(user)}","firstName":"User","lastName":"${String(user)}"`;
  const employee = `{"value":"${benchNumber(user)}",${name}}`;
  const outsider = `{"value":"+447700900${String(place % 1000).padStart(3, '0')}","type":"mobile"}`;
  const outbound = place % 2 === 0;
  const [sender, recipient] = outbound ? [employee, outsider] : [outsider, employee];
  return (
    `{"id":"bench-${day}-${String(place)}","format":"record","kind":"sms",` +
    `"archivedAt":"${new Date(at).toISOString()}","messageTime":${String(at - 1000)},` +
    `"direction":"${outbound ? 'outbound' : 'inbound'}","networkType":"Android","owner":${employee},` +
    `"sender":${sender},"recipients":[${recipient}],"conversationId":"bench-${String(user)}-${String(place % 1000)}",` +
    `"text":"Message ${String(place)} of the day: the quick brown fox ships ${String((place * 7) % 997)} crates."}`
  );
}
