/** The kinds of object an opaque Exchange identifier can stand for. */
export const IdKind = { message: 1, immutableMessage: 2, folder: 3, attachment: 4 } as const;
export type IdKind = (typeof IdKind)[keyof typeof IdKind];

export interface DecodedId {
  kind: number;
  mailbox: number;
  number: number;
  /** Messages: how often it was moved. Attachments: which one of the message. */
  detail: number;
}

/** As long as real identifiers are, and case-sensitive as they are. */
const PREFIX =
  'AAMkAGI1M2Y4ZTU3LTQyMGItNDhjZS1hZjQ0LWMxYzU2ZDk3ZmJhZABGAAAAAADUuTJK1K9aTpCdqXop_4NaBwC';
const IMMUTABLE_PREFIX = 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A';
const SUFFIX = 'AAA=';
const PAYLOAD_BYTES = 15;
const PAYLOAD_CHARACTERS = 20;

export function encodeId(kind: IdKind, mailbox: number, number: number, detail = 0): string {
  const payload = Buffer.allocUnsafe(PAYLOAD_BYTES);
  payload.writeUInt8(kind, 0);
  payload.writeUInt32BE(mailbox, 1);
  payload.writeUIntBE(number, 5, 6);
  payload.writeUInt32BE(detail, 11);
  const prefix = kind === IdKind.immutableMessage ? IMMUTABLE_PREFIX : PREFIX;
  return prefix + payload.toString('base64url') + SUFFIX;
}

/** Undefined when the text was never an identifier of this service. */
export function decodeId(id: string): DecodedId | undefined {
  const prefix = [PREFIX, IMMUTABLE_PREFIX].find((start) => id.startsWith(start));
  if (prefix === undefined || !id.endsWith(SUFFIX)) return undefined;
  if (id.length !== prefix.length + PAYLOAD_CHARACTERS + SUFFIX.length) return undefined;
  const payload = Buffer.from(id.slice(prefix.length, -SUFFIX.length), 'base64url');
  if (payload.length !== PAYLOAD_BYTES) return undefined;
  const kind = payload.readUInt8(0);
  if ((prefix === IMMUTABLE_PREFIX) !== (kind === IdKind.immutableMessage)) return undefined;
  return {
    kind,
    mailbox: payload.readUInt32BE(1),
    number: payload.readUIntBE(5, 6),
    detail: payload.readUInt32BE(11),
  };
}
