import { createHash } from 'node:crypto';
import { emailSubject, emailText } from './email.ts';
import { DAY_MS } from './stage.ts';
import type { ProductRules } from './stage.ts';
import type {
  Communication,
  DirectoryUser,
  ExpectedAttachment,
  ExpectedDelivery,
  Expectation,
  Media,
  Party,
  Totals,
} from './types.ts';

/** Ten megabytes of decoded bytes; exactly the limit passes. */
export const SIZE_LIMIT = 10_485_760;
const EARLIEST_TIME = Date.UTC(1990, 0, 1);

export interface Archive {
  readonly rules: ProductRules;
  /** number without `+` to whatever the customer wrote beside it */
  readonly mapping: ReadonlyMap<string, string>;
  readonly directory: readonly DirectoryUser[];
}

/**
 * What must become of every item, told from what happened and from the rules of the archive alone: a second opinion
 * that shares nothing with the program it judges. `day` is in listing order, without repeats.
 */
export function judge(day: readonly Communication[], archive: Archive): Expectation[] {
  const users = usableUsers(archive.directory);
  const first = new Map<string, Communication>();
  return day.map((said) => {
    const media = allMedia(said);
    const kept = media.filter((item) => item.size <= SIZE_LIMIT);
    const leftOut = media.filter((item) => item.size > SIZE_LIMIT);
    const mailboxes = mailboxesOf(said, archive.mapping, users);
    const outcome = outcomeOf(said, archive.rules, kept, mailboxes.length);
    const same = sameness(said, archive.rules, media);
    const earlier = outcome === 'delivered' ? first.get(same) : undefined;
    if (outcome === 'delivered' && earlier === undefined) first.set(same, said);
    const clean = leftOut.length > 0 ? 'partial' : 'imported';
    const result = earlier === undefined ? clean : 'duplicate';
    return {
      ...identity(said),
      folder: archive.rules.folder,
      kind: said.kind,
      outcome,
      sentAt: new Date(sentTime(said)).toISOString(),
      participants: partiesOf(said).map(expectedParty),
      ...(said.text !== undefined && { text: said.text }),
      attachments: kept,
      leftOut,
      deliveries: outcome === 'delivered' ? mailboxes.map((user) => into(user, result)) : [],
      ...replaced(said),
      ...(earlier !== undefined && {
        duplicateOf: { id: earlier.id, revision: earlier.revision ?? 1 },
      }),
    };
  });
}

function identity(said: Communication): Pick<Expectation, 'id' | 'revision' | 'special'> {
  return {
    id: said.id,
    revision: said.revision ?? 1,
    ...(said.special !== undefined && { special: said.special }),
  };
}

function usableUsers(directory: readonly DirectoryUser[]): Map<string, DirectoryUser> {
  const users = new Map<string, DirectoryUser>();
  for (const user of directory.filter((candidate) => candidate.mailbox === 'ok')) {
    const aliases = user.proxyAddresses.map((alias) => alias.replace(/^smtp:/i, ''));
    for (const address of [user.userPrincipalName, user.mail ?? '', ...aliases]) {
      if (address !== '') users.set(address.toLowerCase(), user);
    }
  }
  return users;
}

function partiesOf(said: Communication): Party[] {
  const parties = new Map<string, Party>();
  for (const party of [said.from, ...said.to, said.owner]) {
    const key = party.digits ?? party.value;
    parties.set(key, parties.get(key) ?? party);
  }
  return [...parties.values()];
}

/** The mapping's row first, if it names a valid user; otherwise the e-mail property, if that does. */
function mailboxesOf(
  said: Communication,
  mapping: ReadonlyMap<string, string>,
  users: ReadonlyMap<string, DirectoryUser>,
): DirectoryUser[] {
  const valid = (address = '') => users.get(address.toLowerCase());
  const found = partiesOf(said).map(
    (party) => valid(mapping.get(party.digits ?? party.value)) ?? valid(party.email),
  );
  return [...new Set(found.filter((user) => user !== undefined))];
}

function outcomeOf(
  said: Communication,
  rules: ProductRules,
  kept: readonly ExpectedAttachment[],
  mailboxes: number,
): Expectation['outcome'] {
  if (said.damage !== undefined) return 'malformed';
  if (mailboxes === 0) return 'unmapped';
  const text = rules.shape === 'email' ? emailText(said) : (said.text ?? '');
  const words = Buffer.byteLength(text) + Buffer.byteLength(said.email?.html ?? '');
  const size = kept.reduce((sum, item) => sum + item.size, words);
  return rules.sizeRule === 'attachmentOrItem' && size > SIZE_LIMIT ? 'tooLarge' : 'delivered';
}

/** When records and e-mails count as the same communication. */
function sameness(
  said: Communication,
  rules: ProductRules,
  media: readonly ExpectedAttachment[],
): string {
  const name = (party: Party) => party.digits ?? party.value;
  const shared = {
    from: name(said.from),
    to: [...new Set(said.to.map(name))].sort(),
    at: said.at,
    media: media.map((item) => item.sha256).sort(),
  };
  const own =
    rules.shape === 'record'
      ? { kind: said.kind, event: said.event ?? 'created', text: said.text ?? '' }
      : { subject: emailSubject(said), text: emailText(said) };
  return createHash('sha256')
    .update(JSON.stringify({ ...shared, ...own }))
    .digest('hex');
}

/** The communication's own time, unless it is odd or missing: then the time at which it became available. */
function sentTime(said: Communication): number {
  const odd = said.at < EARLIEST_TIME || said.at > said.archivedAt + DAY_MS;
  return odd || said.email?.omit === 'Date' ? said.archivedAt : said.at;
}

function allMedia(said: Communication): ExpectedAttachment[] {
  const inline = said.email?.inlineImage;
  return [
    ...(inline === undefined ? [] : [described(inline, true)]),
    ...(said.media ?? []).map((item) => described(item, false)),
  ];
}

function described({ name, contentType, bytes }: Media, inline: boolean): ExpectedAttachment {
  return { name, contentType, size: bytes.size, sha256: bytes.sha256, inline };
}

function expectedParty(party: Party): Expectation['participants'][number] {
  return {
    value: party.value,
    ...(party.digits !== undefined && { number: `+${party.digits}` }),
    ...(party.email !== undefined && { email: party.email }),
  };
}

function into(user: DirectoryUser, result: ExpectedDelivery['result']): ExpectedDelivery {
  return { mailbox: user.id, userPrincipalName: user.userPrincipalName, result };
}

function replaced(said: Communication): Pick<Expectation, 'replaces'> {
  if (said.replaces !== undefined) return { replaces: { id: said.replaces } };
  const revision = said.revision ?? 1;
  return revision > 1 ? { replaces: { id: said.id, revision: revision - 1 } } : {};
}

export function totalsOf(listed: number, expectations: readonly Expectation[]): Totals {
  const outcomes = (outcome: Expectation['outcome']) =>
    expectations.filter((item) => item.outcome === outcome).length;
  const deliveries = expectations.flatMap((item) => item.deliveries);
  const results = (result: ExpectedDelivery['result']) =>
    deliveries.filter((delivery) => delivery.result === result).length;
  return {
    listed,
    repeated: listed - expectations.length,
    items: expectations.length,
    delivered: outcomes('delivered'),
    unmapped: outcomes('unmapped'),
    tooLarge: outcomes('tooLarge'),
    malformed: outcomes('malformed'),
    deliveries: deliveries.length,
    imported: results('imported'),
    partial: results('partial'),
    duplicate: results('duplicate'),
  };
}
