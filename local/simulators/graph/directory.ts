import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What answers the mail endpoints for this user. */
const MailboxKind = {
  ok: 'ok',
  none: 'none',
  invalid: 'invalid',
  denied: 'denied',
  full: 'full',
} as const;
type MailboxKind = (typeof MailboxKind)[keyof typeof MailboxKind];

export interface DirectoryUser {
  id: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  userPrincipalName: string;
  proxyAddresses: string[];
  accountEnabled: boolean;
  mailbox: MailboxKind;
}

export interface Directory {
  users(): readonly DirectoryUser[];
  /** By object id or user principal name. */
  find(idOrName: string): DirectoryUser | undefined;
  /** Candidates for an address: mail, user principal name or proxy address, whatever the case. */
  byAddress(address: string): readonly DirectoryUser[];
  /** Adds a user, or replaces the one with the same id. Throws for a malformed entry. */
  put(entry: unknown): DirectoryUser;
}

export function createDirectory(entries: readonly unknown[]): Directory {
  const all = new Map<string, DirectoryUser>();
  const names = new Map<string, DirectoryUser>();
  const addresses = new Map<string, DirectoryUser[]>();
  const keysOf = (user: DirectoryUser): Set<string> =>
    new Set(
      [user.mail ?? '', user.userPrincipalName, ...user.proxyAddresses].map((key) =>
        key.toLowerCase(),
      ),
    );
  const remove = (user: DirectoryUser): void => {
    names.delete(user.userPrincipalName.toLowerCase());
    for (const key of keysOf(user)) {
      addresses.set(
        key,
        (addresses.get(key) ?? []).filter((other) => other !== user),
      );
    }
  };
  const put = (entry: unknown): DirectoryUser => {
    const user = parseUser(entry, all);
    const old = all.get(user.id);
    if (old !== undefined) remove(old);
    all.set(user.id, user);
    names.set(user.userPrincipalName.toLowerCase(), user);
    for (const key of keysOf(user)) addresses.set(key, [...(addresses.get(key) ?? []), user]);
    return user;
  };
  entries.forEach(put);
  return {
    users: () => [...all.values()],
    find: (idOrName) => {
      const key = idOrName.toLowerCase();
      return all.get(key) ?? names.get(key);
    },
    byAddress: (address) => addresses.get(address.toLowerCase()) ?? [],
    put,
  };
}

/** Missing fields take the values a plain user would have; an unknown one is a mistake. */
function parseUser(entry: unknown, known: ReadonlyMap<string, DirectoryUser>): DirectoryUser {
  if (entry === null || typeof entry !== 'object') throw new Error('a user is an object');
  const given = entry as Partial<DirectoryUser>;
  const id = given.id?.toLowerCase() ?? guidFor(given.userPrincipalName ?? '');
  const old = known.get(id);
  const userPrincipalName = given.userPrincipalName ?? old?.userPrincipalName;
  if (userPrincipalName === undefined) throw new Error('a user has a userPrincipalName');
  const mail = given.mail === undefined ? (old?.mail ?? userPrincipalName) : given.mail;
  const user: DirectoryUser = {
    displayName: userPrincipalName,
    givenName: null,
    surname: null,
    mail,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    accountEnabled: true,
    mailbox: MailboxKind.ok,
    ...old,
    ...given,
    userPrincipalName,
    id,
  };
  const unknown = Object.keys(user).find((key) => !USER_FIELDS.includes(key));
  if (unknown !== undefined) throw new Error(`a user has no '${unknown}'`);
  if (!Object.values(MailboxKind).includes(user.mailbox)) {
    throw new Error(`mailbox is one of ${Object.values(MailboxKind).join(', ')}`);
  }
  return user;
}

const USER_FIELDS = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
  'proxyAddresses',
  'accountEnabled',
  'mailbox',
];

/** A file with an array of users, or an object with one under `users`. */
export function readDirectoryFile(file: string): unknown[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  const users = Array.isArray(content) ? content : (content as { users?: unknown }).users;
  if (!Array.isArray(users)) throw new Error(`${file} holds no array of users`);
  return users as unknown[];
}

/** user0001@bench.example and so on, with the same identifiers every time. */
export function generateUsers(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      userPrincipalName: `user${number}@bench.example`,
      displayName: `User ${number}`,
      givenName: 'User',
      surname: number,
    };
  });
}

function guidFor(name: string): string {
  const hex = createHash('sha256').update(`user ${name.toLowerCase()}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
