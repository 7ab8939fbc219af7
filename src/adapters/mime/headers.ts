import type { AddressObject, EmailAddress, HeaderLines, Headers, HeaderValue } from 'mailparser';
import type { MailAddress, ReadEmail } from '../../domain/read-email.ts';
import { parseMailDate } from './mail-date.ts';

/** Addresses of one header that are looked at. */
const MAX_ADDRESSES = 5000;

export type HeaderFacts = Omit<ReadEmail, 'attachments' | 'text' | 'html' | 'notes'>;

export function readHeaders(
  headers: Headers,
  lines: HeaderLines,
): { facts: HeaderFacts; notes: string[] } {
  const bcc = addressesIn(headers.get('bcc'));
  const date = dateOf(lines);
  const words = {
    subject: textIn(headers.get('subject')),
    messageId: textIn(headers.get('message-id')),
    inReplyTo: textIn(headers.get('in-reply-to')),
    references: textIn(headers.get('references')),
  };
  const facts: HeaderFacts = {
    from: addressesIn(headers.get('from')),
    to: addressesIn(headers.get('to')),
    // A blind copy names a participant too, and an archive has no one to hide them from.
    cc: [...addressesIn(headers.get('cc')), ...bcc],
    ...(date !== undefined && { date }),
    ...(words.subject !== undefined && { subject: words.subject }),
    ...(words.messageId !== undefined && { messageId: words.messageId }),
    ...(words.inReplyTo !== undefined && { inReplyTo: words.inReplyTo }),
    ...(words.references !== undefined && { references: words.references }),
  };
  return { facts, notes: bcc.length > 0 ? ['it names recipients of blind copies'] : [] };
}

function textIn(value: HeaderValue | undefined): string | undefined {
  const words = Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [value];
  const text = words.filter((word) => typeof word === 'string').join(' ');
  return text === '' ? undefined : text;
}

function addressesIn(value: HeaderValue | undefined): MailAddress[] {
  const found: MailAddress[] = [];
  for (const object of [value].flat()) {
    if (isAddressObject(object)) collect(object.value, found);
  }
  return found;
}

function collect(addresses: readonly EmailAddress[], found: MailAddress[]): void {
  for (const { name, address, group } of addresses) {
    if (found.length >= MAX_ADDRESSES) return;
    if (group !== undefined) collect(group, found);
    else if (address || name) found.push({ address: address ?? '', ...(name && { name }) });
  }
}

function isAddressObject(value: unknown): value is AddressObject {
  return (
    typeof value === 'object' && value !== null && Array.isArray((value as AddressObject).value)
  );
}

/** Read from the line itself: the library puts the present moment where it cannot read a date. */
function dateOf(lines: HeaderLines): number | undefined {
  for (const { key, line } of lines) {
    const date = key === 'date' ? parseMailDate(line.slice(line.indexOf(':') + 1)) : undefined;
    if (date !== undefined) return date;
  }
  return undefined;
}
