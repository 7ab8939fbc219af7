import type { Item, Party } from './item.ts';
import type { MappingEntry } from './records.ts';

/** What the directory said of an address; the mailbox is absent where the address is no valid user. */
interface Resolved {
  mailboxId?: string | undefined;
}

export interface MappingRules {
  automatic: boolean;
  custom: boolean;
}

export type MappingRule = 'custom' | 'automatic';

/** What of an item decides where it goes. */
export type Participants = Pick<Item, 'parties' | 'occurredAt'>;

export interface Assignment {
  mailboxes: { mailboxId: string; rule: MappingRule }[];
  /** Distinct values of the parties no mailbox was found for. */
  unmatched: string[];
}

/** Entries of one mapping version by the number they name. */
export type MappingIndex = ReadonlyMap<string, readonly MappingEntry[]>;

export function indexMapping(entries: readonly MappingEntry[]): MappingIndex {
  const index = new Map<string, MappingEntry[]>();
  for (const entry of entries) {
    const same = index.get(entry.number);
    if (same === undefined) index.set(entry.number, [entry]);
    else same.push(entry);
  }
  return index;
}

/** Every address that may decide where the item goes; lower-cased, each once. */
export function addressesOf(
  item: Participants,
  rules: MappingRules,
  index: MappingIndex | undefined,
): string[] {
  const addresses = new Set<string>();
  for (const party of item.parties) {
    for (const { address } of candidatesOf(party, item.occurredAt, rules, index)) {
      addresses.add(address);
    }
  }
  return [...addresses];
}

/**
 * Where the item goes. Per participant: the uploaded mapping first, where a hit counts only if it names a valid user;
 * otherwise the e-mail property, again only if that is a valid user's. Every distinct mailbox once.
 */
export function assignMailboxes(
  item: Participants,
  rules: MappingRules,
  index: MappingIndex | undefined,
  resolutions: ReadonlyMap<string, Resolved>,
): Assignment {
  const found = new Map<string, MappingRule>();
  const unmatched = new Set<string>();
  for (const party of item.parties) {
    const hits = candidatesOf(party, item.occurredAt, rules, index).flatMap((candidate) => {
      const mailboxId = resolutions.get(candidate.address)?.mailboxId;
      return mailboxId === undefined ? [] : [{ mailboxId, rule: candidate.rule }];
    });
    const custom = hits.filter((hit) => hit.rule === 'custom');
    const winners = custom.length > 0 ? custom : hits;
    if (winners.length === 0) unmatched.add(labelOf(party));
    for (const { mailboxId, rule } of winners) {
      if (found.get(mailboxId) !== 'custom') found.set(mailboxId, rule);
    }
  }
  const mailboxes = [...found].map(([mailboxId, rule]) => ({ mailboxId, rule }));
  return { mailboxes, unmatched: [...unmatched] };
}

/** The addresses that each rule finds for a participant, in the order of the rules. */
export function candidatesOf(
  party: Party,
  occurredAt: number,
  rules: MappingRules,
  index: MappingIndex | undefined,
): { address: string; rule: MappingRule }[] {
  const candidates: { address: string; rule: MappingRule }[] = [];
  if (rules.custom) {
    for (const entry of entriesOf(party, index)) {
      if (isEffective(entry, occurredAt)) {
        candidates.push({ address: entry.mailbox.toLowerCase(), rule: 'custom' });
      }
    }
  }
  if (rules.automatic && party.email !== undefined) {
    candidates.push({ address: party.email.toLowerCase(), rule: 'automatic' });
  }
  return candidates;
}

/** Rows that name the participant, whatever their time. */
export function entriesOf(party: Party, index: MappingIndex | undefined): readonly MappingEntry[] {
  return index?.get(party.number ?? party.value.trim()) ?? [];
}

function isEffective({ validFrom, validTo }: MappingEntry, at: number): boolean {
  return (validFrom ?? -Infinity) <= at && at < (validTo ?? Infinity);
}

function labelOf(party: Party): string {
  return party.value.trim() || (party.email ?? party.name ?? '');
}
