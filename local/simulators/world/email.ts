import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import { encodeText } from './charsets.ts';
import { measured } from './media.ts';
import { sha256 } from './random.ts';
import { participant } from './record.ts';
import type { Communication, Media, MediaBytes, Party, SimItem } from './types.ts';

/** The contract's limit for a message that stands in the listing itself. */
const INLINE_LIMIT_BYTES = 64 * 1024;
const GATEWAY = 'sms.telemessage.example';
/** Stands in the composed message where text of another charset goes. */
const TEXT_MARK = 'TEXT-OF-ANOTHER-CHARSET';

/** A communication as the products that deliver ready-made e-mails list it. */
export async function toEmail(said: Communication): Promise<SimItem> {
  const content = await compose(said);
  const archivedAt = new Date(said.archivedAt).toISOString();
  const raw: Record<string, unknown> = {
    id: said.id,
    ...(said.revision !== undefined && { revision: said.revision }),
    format: 'email',
    kind: said.kind,
    archivedAt,
    participants: [
      participant(said.from, 'from'),
      ...said.to.map((party) => participant(party, 'to')),
    ],
    email: {
      size: content.size,
      sha256: content.sha256,
      ...(content.size <= INLINE_LIMIT_BYTES && {
        inline: Buffer.concat([...content.chunks()]).toString('base64'),
      }),
    },
  };
  said.damage?.(raw);
  return { raw, archivedAt, content };
}

/** The subject a reader of the mailbox sees. */
export function emailSubject(said: Communication): string {
  if (said.subject !== undefined) return said.subject;
  const words = {
    sms: 'SMS',
    mms: 'MMS',
    chat: 'Chat message',
    voiceCall: 'Voice call',
    callLog: 'Call',
  };
  return `${words[said.kind]} from ${calledBy(said.from)}`;
}

/** A call without words is described by the one who reports it. */
export function emailText(said: Communication): string {
  if (said.text !== undefined) return said.text;
  if (said.call === undefined) return '';
  return `Call ${said.call.callId}: ${said.call.status}, ${String(said.call.seconds)} s`;
}

async function compose(said: Communication): Promise<MediaBytes> {
  const inline = said.email?.inlineImage;
  const media = [...(inline === undefined ? [] : [inline]), ...(said.media ?? [])];
  const built = await new MailComposer(mailOf(said, media, inline)).compile().build();
  return spliced(touched(built, said), media);
}

function mailOf(said: Communication, media: readonly Media[], inline?: Media): Mail.Options {
  const key = sha256(`${said.id}|${String(said.revision ?? 1)}`).slice(0, 20);
  const { charset, omit, html } = said.email ?? {};
  return {
    baseBoundary: key,
    messageId: `<${key}@${GATEWAY}>`,
    date: new Date(said.at),
    ...(omit === undefined || omit === 'Date' ? { from: address(said.from) } : {}),
    ...(omit !== 'Parties' && { to: said.to.map(address) }),
    subject: emailSubject(said),
    text: charset === undefined ? emailText(said) : TEXT_MARK,
    ...(html !== undefined && { html }),
    attachments: media.map((item, index) => ({
      filename: item.name,
      contentType: item.contentType,
      content: mark(index),
      contentTransferEncoding: 'base64',
      ...(item === inline && { cid: 'picture', contentDisposition: 'inline' as const }),
    })),
  };
}

/** TeleMessage's default display: `First Last Mobile <email>`. */
function address(party: Party): Mail.Address {
  const display = [party.firstName, party.lastName, party.value].filter(Boolean).join(' ');
  const local = party.digits ?? party.value.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { name: display, address: party.email ?? `${local}@${GATEWAY}` };
}

function calledBy(party: Party): string {
  return [party.firstName, party.lastName].filter(Boolean).join(' ') || party.value;
}

function mark(index: number): string {
  return `bytes-of-attachment-${String(index)}`;
}

/** What the composer cannot be talked into: a message without a date, or in an old charset. */
function touched(built: Buffer, said: Communication): string {
  const message = built.toString('latin1');
  const charset = said.email?.charset;
  if (said.email?.omit === 'Date') return message.replace(/^Date: .*\r\n/m, '');
  if (charset === undefined) return message;
  return message
    .replace('charset=utf-8', `charset=${charset}`)
    .replace('Content-Transfer-Encoding: 7bit', 'Content-Transfer-Encoding: 8bit')
    .replace(TEXT_MARK, () => encodeText(charset, emailText(said)));
}

/** Puts the attachments' bytes where the composer left their marks, without holding the whole. */
function spliced(message: string, media: readonly Media[]): MediaBytes {
  const parts: (Buffer | MediaBytes)[] = [];
  let rest = message;
  media.forEach((item, index) => {
    const line = `${Buffer.from(mark(index)).toString('base64')}\r\n`;
    const at = rest.indexOf(line);
    if (at < 0) throw new Error(`no place for attachment ${item.name}`);
    parts.push(Buffer.from(rest.slice(0, at), 'latin1'), item.bytes);
    rest = rest.slice(at + line.length);
  });
  parts.push(Buffer.from(rest, 'latin1'));
  function* chunks(): Generator<Uint8Array> {
    for (const part of parts) {
      if (Buffer.isBuffer(part)) yield part;
      else yield* part.base64Chunks();
    }
  }
  return measured(chunks, () => [Buffer.from(Buffer.concat([...chunks()]).toString('base64'))]);
}
