import { createHash } from 'node:crypto';
import type { Item, Party } from '../item.ts';
import { cut } from '../sanitize.ts';
import type { GraphRecipient } from './types.ts';
import { partyLabel, senderOf } from './words.ts';

/** Exchange Online's limit of recipients per message. */
const MAX_RECIPIENTS = 500;
/** RFC 5321, 4.5.3.1: octets of a local part, and of an address. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
/** UTF-16 units of a display name. */
const MAX_NAME = 255;
const HASH_DIGITS = 40;

const LOCAL = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const HOST = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i;
const SIMPLE_HANDLE = /^[a-z\d]+(?:[._-][a-z\d]+)*$/;

export interface Recipients {
  from: GraphRecipient;
  to: GraphRecipient[];
  cc: GraphRecipient[];
  /** Parties beyond what a message can carry; the body names them. */
  beyond: Party[];
}

export function recipientsOf(item: Item, archiveDomain: string): Recipients {
  const sender = senderOf(item);
  const others = item.parties.filter((party) => party !== sender);
  const carried = others.slice(0, MAX_RECIPIENTS);
  const copied = ({ role }: Party) => role === 'cc' || role === 'owner';
  const rendered = (parties: readonly Party[]) =>
    distinct(parties.map((party) => recipient(party, archiveDomain)));
  return {
    from: sender === undefined ? unknownSender(archiveDomain) : recipient(sender, archiveDomain),
    to: rendered(carried.filter((party) => !copied(party))),
    cc: rendered(carried.filter(copied)),
    beyond: others.slice(MAX_RECIPIENTS),
  };
}

/** The party's own address if mail systems take it, else a synthetic one that leads nowhere. */
export function addressOf(party: Party, archiveDomain: string): string {
  if (party.email !== undefined && isSmtpAddress(party.email)) return party.email;
  if (party.number !== undefined) return `${party.number}@sms.${archiveDomain}`;
  const handle = party.value.trim() || (party.email ?? party.name ?? '');
  return `${localPart(handle)}@handle.${archiveDomain}`;
}

function recipient(party: Party, archiveDomain: string): GraphRecipient {
  return {
    emailAddress: {
      name: cut(partyLabel(party), MAX_NAME),
      address: addressOf(party, archiveDomain),
    },
  };
}

function unknownSender(archiveDomain: string): GraphRecipient {
  return { emailAddress: { name: 'Unknown sender', address: `unknown@handle.${archiveDomain}` } };
}

function distinct(recipients: readonly GraphRecipient[]): GraphRecipient[] {
  return [...new Map(recipients.map((one) => [JSON.stringify(one), one])).values()];
}

/** Handles in plain ASCII stand as they are, others as the hex of their UTF-8, long ones as a hash of it. */
function localPart(handle: string): string {
  if (handle.length <= MAX_LOCAL && SIMPLE_HANDLE.test(handle)) return handle;
  const hex = Buffer.from(handle).toString('hex');
  if (hex.length + 2 <= MAX_LOCAL) return `x-${hex}`;
  return `h-${createHash('sha256').update(handle).digest('hex').slice(0, HASH_DIGITS)}`;
}

function isSmtpAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  return (
    address.length <= MAX_ADDRESS &&
    at <= MAX_LOCAL &&
    LOCAL.test(address.slice(0, Math.max(0, at))) &&
    HOST.test(address.slice(at + 1))
  );
}
