import type { StoredMessage } from '../state.ts';

export interface Person {
  name: string | undefined;
  address: string | undefined;
}

export interface People {
  from: Person | undefined;
  sender: Person | undefined;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  replyTo: Person[];
}

/** Recipients as Graph spells them; they were checked when the message came in. */
interface Recipient {
  emailAddress?: { name?: string | null; address?: string | null } | null;
}

export function peopleOf(message: StoredMessage): People {
  const given = message.content?.given ?? {};
  const one = (name: string): Person | undefined => {
    const recipient = given[name] as Recipient | null | undefined;
    return recipient ? personOf(recipient) : undefined;
  };
  const many = (name: string): Person[] =>
    ((given[name] ?? []) as Recipient[]).map((recipient) => personOf(recipient));
  return {
    from: one('from'),
    sender: one('sender'),
    to: many('toRecipients'),
    cc: many('ccRecipients'),
    bcc: many('bccRecipients'),
    replyTo: many('replyTo'),
  };
}

function personOf({ emailAddress }: Recipient): Person {
  return { name: emailAddress?.name ?? undefined, address: emailAddress?.address ?? undefined };
}
