import { DOMAIN, HOUSE_PHONE, staffOf } from './people.ts';
import type { Country } from './numbers.ts';
import { numberOf } from './numbers.ts';
import { guidOf, sha256 } from './random.ts';
import type { Account, DirectoryUser, Person, Product } from './types.ts';
import { DEMO_PRODUCTS } from './types.ts';

const SHARED_MAILBOX = `trading.desk@${DOMAIN}`;
const UNLICENSED = `oliver.marsh@${DOMAIN}`;
const GUEST_MAIL = 'priya.raman@partner.example';
const NOBODY = `left.last.year@${DOMAIN}`;

/** The member of a product's staff whose mapping row names somebody who has left. */
export const STALE_ROW = 1;
/** Every third of the staff has no row and is known by e-mail address only. */
const UNLISTED_EVERY = 3;

/** The house phones of a product, as offsets within the house's own numbers. */
export const PHONES = { deskOne: 0, deskTwo: 1, pool: 2, unlicensed: 3, guest: 4 } as const;

export function homeOf(product: Product): Country {
  const homes: Record<Product, Country> = {
    android: 'DE',
    'att-network': 'US',
    'o2-network': 'GB',
    'starhub-network': 'SG',
    'enterprise-number': 'IL',
  };
  return homes[product];
}

export function buildDirectory(people: readonly Person[]): DirectoryUser[] {
  const users = people.map((person) => ({
    id: guidOf(person.mail),
    displayName: `${person.firstName} ${person.lastName}`,
    givenName: person.firstName,
    surname: person.lastName,
    mail: person.mail,
    userPrincipalName: person.userPrincipalName,
    proxyAddresses: [
      `SMTP:${person.mail}`,
      ...(person.alias === undefined ? [] : [`smtp:${person.alias}`]),
    ],
    accountEnabled: true,
    mailbox: person.mailbox,
  }));
  return [...users, sharedMailbox(), guest()];
}

/** Nobody signs in to a shared mailbox: its account is disabled, its mailbox works. */
function sharedMailbox(): DirectoryUser {
  return {
    id: guidOf(SHARED_MAILBOX),
    displayName: 'Trading Desk',
    givenName: null,
    surname: null,
    mail: SHARED_MAILBOX,
    userPrincipalName: SHARED_MAILBOX,
    proxyAddresses: [`SMTP:${SHARED_MAILBOX}`],
    accountEnabled: false,
    mailbox: 'ok',
  };
}

function guest(): DirectoryUser {
  return {
    id: guidOf(GUEST_MAIL),
    displayName: 'Priya Raman (Partner)',
    givenName: 'Priya',
    surname: 'Raman',
    mail: GUEST_MAIL,
    userPrincipalName: `priya.raman_partner.example#EXT#@${DOMAIN}`,
    proxyAddresses: [],
    accountEnabled: true,
    mailbox: 'none',
  };
}

/** Which mailbox each number is mapped to, as the customer uploaded it. */
export function mappingRows(product: Product, people: readonly Person[]): Map<string, string> {
  const rows = new Map<string, string>();
  staffOf(product, people).forEach((person, index) => {
    const target = index === STALE_ROW ? NOBODY : (person.alias ?? person.userPrincipalName);
    const listed = index === STALE_ROW || index % UNLISTED_EVERY !== UNLISTED_EVERY - 1;
    if (listed) for (const number of person.numbers) rows.set(number, target);
  });
  const house = (phone: number) => numberOf(homeOf(product), HOUSE_PHONE + phone);
  rows.set(house(PHONES.deskOne), SHARED_MAILBOX);
  rows.set(house(PHONES.deskTwo), SHARED_MAILBOX);
  rows.set(house(PHONES.unlicensed), UNLICENSED);
  rows.set(house(PHONES.guest), GUEST_MAIL);
  return rows;
}

export function mappingCsv(rows: ReadonlyMap<string, string>): string {
  const lines = [...rows].map(([number, mailbox]) => `${number},${mailbox}`);
  return ['External User ID,Microsoft 365 User Mailbox', ...lines, ''].join('\r\n');
}

/** One account for each product, as customers have them. */
export function buildAccounts(seed: number): Account[] {
  return DEMO_PRODUCTS.map((product) => ({
    username: `archive.${product}@${DOMAIN}`,
    password: sha256(`${product}|${String(seed)}`).slice(0, 24),
    products: [product],
  }));
}
