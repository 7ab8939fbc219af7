/** What stands in the simulated mailboxes, read past the product: straight from the simulator's control interface. */
export interface FoundMessage {
  user: string;
  folder: string;
  subject: string;
  internetMessageId: string;
  isDraft: boolean;
  isRead: boolean;
  sentDateTime: string;
  receivedDateTime: string;
  from: Recipient | null;
  toRecipients: Recipient[];
  ccRecipients: Recipient[];
  body: { contentType: string; content: string } | null;
  attachments: { name: string; size: number; sha256: string; isInline: boolean }[];
}

interface Recipient {
  emailAddress: { name?: string; address?: string };
}

export async function readMailboxes(graphUrl: string, user?: string): Promise<FoundMessage[]> {
  const query = user === undefined ? '' : `?user=${encodeURIComponent(user)}`;
  const response = await fetch(`${graphUrl}/_control/messages${query}`);
  if (!response.ok) throw new Error(`the mailboxes could not be read: ${String(response.status)}`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as FoundMessage);
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
};

/** All words of a message that a reader or a search would find, white space folded. */
export function wordsOf(message: FoundMessage): string {
  const people = [message.from, ...message.toRecipients, ...message.ccRecipients].flatMap(
    (recipient) => [recipient?.emailAddress.name ?? '', recipient?.emailAddress.address ?? ''],
  );
  const body = message.body?.content ?? '';
  const text = message.body?.contentType === 'html' ? textOf(body) : body;
  return fold([message.subject, text, ...people].join('\n'));
}

export function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

function textOf(html: string): string {
  return (
    html
      .replace(/<(style|script)\b[^]*?<\/\1>/giu, ' ')
      // Letters in bold or italics belong to the word around them; any other tag ends it.
      .replace(/<\/?(b|i|em|strong|span|u|a)\b[^>]*>/giu, '')
      .replace(/<[^>]*>/gu, ' ')
      .replace(/&#(x[0-9a-f]+|[0-9]+);/giu, (_, code: string) =>
        String.fromCodePoint(
          code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number(code),
        ),
      )
      .replace(/&([a-z]+);/giu, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)
  );
}
