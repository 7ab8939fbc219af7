import { badRequest } from './errors.ts';
import type { MessageInput } from './message-input.ts';

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * A message posted as MIME. Only what tells such messages apart is read; the result is always a draft, whatever
 * the headers say, and keeps the whole source as its text.
 */
export function parseMime(body: Buffer): MessageInput {
  const text = body.toString('latin1');
  if (!BASE64.test(text)) {
    throw badRequest(
      'Invalid base64 string for MIME content.',
      'ErrorMimeContentInvalidBase64String',
    );
  }
  const source = Buffer.from(text, 'base64').toString('utf8');
  const end = source.search(/\r?\n\r?\n/);
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const messageId = headers.get('message-id');
  return {
    subject: headers.get('subject') ?? '',
    body: { contentType: 'text', content: end < 0 ? '' : source.slice(end).trimStart() },
    from: recipients(headers.get('from'))[0] ?? null,
    toRecipients: recipients(headers.get('to')),
    ccRecipients: recipients(headers.get('cc')),
    ...(messageId === undefined ? {} : { internetMessageId: messageId }),
  };
}

function recipients(text = ''): { emailAddress: { name: string; address: string } }[] {
  const found = text.matchAll(/(?:"?([^"<,]*)"?\s*<)?([^\s<>,"]+@[^\s<>,"]+)>?/g);
  return [...found].map(([, name = '', address = '']) => ({
    emailAddress: { name: name.trim(), address },
  }));
}
