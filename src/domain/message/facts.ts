import { anyTime } from '../convert/time.ts';
import type { Attachment, Item, Party } from '../item.ts';
import { oneLine } from '../sanitize.ts';
import { addressOf } from './recipients.ts';
import type { RenderOptions } from './types.ts';
import { durationWords, EVENT_TITLES, KIND_TITLES, partyLabel, timeWords } from './words.ts';

/** A line of the table under the text: what, and its value. */
export type Fact = readonly [label: string, value: string];

const ROLE_TITLES: Readonly<Record<Party['role'], string>> = {
  from: 'From',
  to: 'To',
  cc: 'Cc',
  member: 'Member',
  owner: 'Captured phone of',
};

/** Everything a record says beside its text. */
export function factsOfRecord(item: Item, options: RenderOptions): Fact[] {
  const { call, segment, owner } = item;
  const event = EVENT_TITLES[item.event];
  return [
    ['Kind', KIND_TITLES[item.kind]],
    ...(event === '' ? [] : [fact('Event', event)]),
    ...(item.direction === undefined ? [] : [fact('Direction', item.direction)]),
    ...(item.network === undefined ? [] : [fact('Network', item.network)]),
    ...item.parties.map((party) => partyFact(party, options.archiveDomain)),
    ...(owner === undefined || item.parties.some(({ role }) => role === 'owner')
      ? []
      : [fact(ROLE_TITLES.owner, partyLabel(owner))]),
    fact('Time', timeWords(item.occurredAt, item.utcOffsetMinutes)),
    ...(call === undefined ? [] : callFacts(call, item.utcOffsetMinutes)),
    ...(item.groupName === undefined ? [] : [fact('Group', item.groupName)]),
    ...(item.conversationId === undefined ? [] : [fact('Conversation', item.conversationId)]),
    ...(item.subject === undefined ? [] : [fact('Subject', item.subject)]),
    ...(segment === undefined
      ? []
      : [
          fact(
            'Part',
            `${String(segment.piece)} of ${String(segment.of)} of message ${segment.id}`,
          ),
        ]),
    ...options.kept.map((attachment) => fact('Attachment', attachmentWords(attachment))),
    ...remarks(item, options),
    fact('Item', revisionWords(item.id, item.revision)),
  ];
}

/** What must be said of any item, ready-made e-mails included. */
export function remarks(item: Item, options: RenderOptions): Fact[] {
  const { mail, givenTime, replaces } = item;
  const lower = replaces === item.id ? item.revision - 1 : undefined;
  return [
    ...(replaces === undefined
      ? []
      : [
          fact(
            'Replaces',
            lower === undefined ? `item ${replaces}` : `item ${revisionWords(replaces, lower)}`,
          ),
        ]),
    ...(givenTime === undefined
      ? []
      : [
          fact(
            'Time given',
            `${givenTime}, which is impossible; this message carries the time of archiving`,
          ),
        ]),
    ...(mail?.missing ?? []).map((header) => fact('Missing', missingWords(header, item))),
    ...options.leftOut.map((attachment) =>
      fact(
        'Left out',
        `${attachmentWords(attachment)}: larger than the limit of ${String(options.sizeLimit)} bytes`,
      ),
    ),
    ...(mail?.notes ?? []).map((note) =>
      fact('Original', `the message as received says more than this one: ${note}`),
    ),
  ];
}

export function partyFact(party: Party, archiveDomain: string): Fact {
  const address = party.email ?? addressOf(party, archiveDomain);
  const captured = oneLine(party.value);
  const asCaptured =
    party.number === undefined || captured === party.number ? '' : ` (captured as ${captured})`;
  return fact(ROLE_TITLES[party.role], `${partyLabel(party)} <${address}>${asCaptured}`);
}

function fact(label: string, value: string): Fact {
  return [label, oneLine(value)];
}

function callFacts(call: NonNullable<Item['call']>, offset: number | undefined): Fact[] {
  return [
    fact('Call status', call.status),
    fact('Call began', timeWords(call.startTime, offset)),
    ...(call.endTime === undefined ? [] : [fact('Call ended', timeWords(call.endTime, offset))]),
    ...(call.durationMs === undefined ? [] : [fact('Duration', durationWords(call.durationMs))]),
    ...(call.callId === undefined ? [] : [fact('Call id', call.callId)]),
  ];
}

function attachmentWords({ name, size, sha256 }: Attachment): string {
  return `${name} (${String(size)} bytes, SHA-256 ${sha256})`;
}

function revisionWords(id: string, revision: number): string {
  return revision > 1 ? `${id}, revision ${String(revision)}` : id;
}

function missingWords(header: string, item: Item): string {
  return header === 'Date'
    ? `the e-mail has no usable Date; this message carries the time of archiving, ${anyTime(item.occurredAt)}`
    : `the e-mail has no usable ${header}`;
}
