import type { Party } from '../item.ts';
import type { SourceParty } from '../source-item.ts';

/** E.164 of a captured value, if it is a telephone number. */
export type Normalise = (value: string) => string | undefined;

/** `undefined` for a listing that names nobody. */
export function partyOf(
  source: SourceParty,
  role: Party['role'],
  normalise: Normalise,
): Party | undefined {
  const email = source.email?.trim().toLowerCase();
  const name = [source.firstName, source.lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  const value = source.value;
  if (value.trim() === '' && !email && name === '') return undefined;
  const number = normalise(value);
  return {
    value,
    role,
    ...(number !== undefined && { number }),
    ...(email && { email }),
    ...(name !== '' && { name }),
  };
}

/**
 * Each party once per role, in order, later mentions filling in a missing name or address. Two addresses under one
 * number stay two parties: each may have a mailbox.
 */
export function distinctParties(parties: readonly Party[]): Party[] {
  const distinct: Party[] = [];
  const known = new Map<string, Party[]>();
  for (const party of parties) {
    const key = identity(party);
    const same = known.get(key) ?? [];
    const match = same.find((other) => isSame(other, party));
    if (match === undefined) {
      const copy = { ...party };
      distinct.push(copy);
      known.set(key, [...same, copy]);
    } else {
      fillIn(match, party);
    }
  }
  return distinct;
}

/** What two mentions of one party have in common. */
export function identity(party: Party): string {
  return party.number ?? (party.value.trim() || (party.email ?? party.name ?? ''));
}

function isSame(known: Party, party: Party): boolean {
  const addresses = [known.email, party.email];
  const oneAddress = addresses.includes(undefined) || known.email === party.email;
  // A sender may write to themselves; an owner is only named when nothing else names them.
  return oneAddress && (known.role === party.role || party.role === 'owner');
}

function fillIn(known: Party, party: Party): void {
  if (known.email === undefined && party.email !== undefined) known.email = party.email;
  if (known.name === undefined && party.name !== undefined) known.name = party.name;
}
