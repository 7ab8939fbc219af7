import type { Item, MailFacts, Malformed, Party } from '../item.ts';
import type { ReadEmail } from '../read-email.ts';
import type { SourceEmail } from '../source-item.ts';
import { partyOfAddress } from './display-name.ts';
import { htmlSays } from './html-words.ts';
import { distinctParties, identity, partyOf } from './parties.ts';
import type { Normalise } from './parties.ts';
import { occurrence } from './time.ts';

export type EmailResult =
  | {
      item: Item;
      /** Graph cannot carry the message faithfully: keep it as `item.original`. */
      keepOriginal: boolean;
    }
  | { malformed: Malformed };

export function itemFromEmail(
  source: SourceEmail,
  mail: ReadEmail,
  normalise: Normalise,
): EmailResult {
  const parties = partiesOf(source, mail, normalise);
  if (parties.length === 0) {
    return { malformed: { place: 'participants', reason: 'names no party at all' } };
  }
  const facts = factsOf(mail);
  const { subject, text, html } = mail;
  return {
    item: {
      id: source.id,
      revision: source.revision,
      format: 'email',
      kind: source.kind,
      event: 'created',
      ...(source.revision > 1 && { replaces: source.id }),
      archivedAt: source.archivedAt,
      ...occurrence(mail.date ?? source.archivedAt, source.archivedAt),
      parties,
      ...(subject !== undefined && { subject }),
      ...(text !== undefined && { text }),
      ...(html !== undefined && { html }),
      ...(Object.keys(facts).length > 0 && { mail: facts }),
      attachments: mail.attachments,
    },
    keepOriginal: facts.notes !== undefined,
  };
}

/** The listing names the participants with their addresses; the headers fill in roles, or stand in for it. */
function partiesOf(source: SourceEmail, mail: ReadEmail, normalise: Normalise): Party[] {
  const ofHeaders = distinctParties([
    ...addressed(mail.from, 'from', normalise),
    ...addressed(mail.to, 'to', normalise),
    ...addressed(mail.cc, 'cc', normalise),
  ]);
  const listed = source.participants.flatMap((participant) => {
    const role = participant.role ?? 'member';
    const party = partyOf(participant, role, normalise);
    if (party === undefined) return [];
    const header = participant.role === undefined ? counterpart(party, ofHeaders) : undefined;
    return [header === undefined ? party : { ...party, role: header.role }];
  });
  if (listed.length === 0) return ofHeaders;
  const senders = listed.some(({ role }) => role === 'from')
    ? []
    : ofHeaders.filter(({ role }) => role === 'from');
  return distinctParties([...senders, ...listed]);
}

function addressed(
  addresses: ReadEmail['from'],
  role: Party['role'],
  normalise: Normalise,
): Party[] {
  return addresses.flatMap((address) => partyOfAddress(address, role, normalise) ?? []);
}

function counterpart(party: Party, others: readonly Party[]): Party | undefined {
  const key = identity(party);
  return others.find(
    (other) =>
      identity(other) === key || (party.email !== undefined && other.email === party.email),
  );
}

function factsOf(mail: ReadEmail): MailFacts {
  const missing = [
    ...(mail.from.length === 0 ? ['From'] : []),
    ...(mail.date === undefined ? ['Date'] : []),
  ];
  const notes = notesOf(mail);
  return {
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    ...(mail.inReplyTo !== undefined && { inReplyTo: mail.inReplyTo }),
    ...(mail.references !== undefined && { references: mail.references }),
    ...(missing.length > 0 && { missing }),
    ...(notes.length > 0 && { notes }),
  };
}

/** Why the message in the mailbox is less than the message that was received. */
function notesOf(mail: ReadEmail): string[] {
  const { text, html, attachments } = mail;
  const notes = [...(mail.notes ?? [])];
  if (mail.from.length === 0) notes.push('it names no sender');
  // Graph carries one body. The HTML one is kept; what only the plain one says goes along with the original.
  if (html !== undefined && text !== undefined && !htmlSays(html, text)) {
    notes.push('its plain text says more than its HTML');
  }
  if (html === undefined && text === undefined && attachments.length === 0) {
    notes.push('nothing in it could be read');
  }
  return notes;
}
