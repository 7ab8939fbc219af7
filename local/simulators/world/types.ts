/** The vocabulary of the invented world: what happened, how the site lists it, and what must become of it. */
export const DEMO_PRODUCTS = [
  'android',
  'att-network',
  'o2-network',
  'starhub-network',
  'enterprise-number',
] as const;
export type Product = (typeof DEMO_PRODUCTS)[number];

export type Kind = 'sms' | 'mms' | 'chat' | 'voiceCall' | 'callLog';

/** Bytes that are generated when they are read, with their size and digest known beforehand. */
export interface Bytes {
  readonly size: number;
  readonly sha256: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface Media {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: MediaBytes;
}

/** Media also knows its own base64 form, so that a mail around ten megabytes need not be held. */
export interface MediaBytes extends Bytes {
  chunks(): Iterable<Uint8Array>;
  base64Chunks(): Iterable<Uint8Array>;
}

/** One side of a communication, with what the site knows of it. */
export interface Party {
  /** as captured: any spelling of a number, a short code, a name */
  readonly value: string;
  readonly type: 'mobile' | 'shortCode' | 'alphanumeric' | 'unknown';
  /** the number in international form without `+`; absent where `value` is no number */
  readonly digits?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface Call {
  readonly callId: string;
  readonly status: 'answered' | 'missed' | 'rejected' | 'voicemail' | 'failed';
  readonly seconds: number;
}

/** How a ready-made e-mail departs from the plain one. */
interface EmailTouch {
  readonly html?: string;
  /** shown by the HTML through `cid:picture` */
  readonly inlineImage?: Media;
  readonly omit?: 'From' | 'Date' | 'Parties';
  readonly charset?: 'windows-1255' | 'iso-2022-jp';
}

/** A communication before it takes the wire form of its product. */
export interface Communication {
  readonly id: string;
  readonly revision?: number;
  readonly kind: Kind;
  readonly at: number;
  readonly archivedAt: number;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly owner: Party;
  readonly outbound: boolean;
  readonly utcOffsetMinutes: number;
  readonly conversationId: string;
  readonly groupName?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly media?: readonly Media[];
  readonly call?: Call;
  readonly event?: 'edited' | 'deleted' | 'recalled';
  readonly replaces?: string;
  readonly segment?: { segmentedId: string; pieceNumber: number; totalPieces: number };
  readonly email?: EmailTouch;
  /** spoils the listed object; the item is then malformed */
  readonly damage?: (raw: Record<string, unknown>) => void;
  /** how the site lists it again */
  readonly again?: 'laterOnTheList' | 'hoursLater';
  readonly special?: string;
}

export interface SimItem {
  readonly raw: unknown;
  /** ISO 8601 UTC */
  readonly archivedAt: string;
  readonly content?: Bytes;
  readonly attachments?: ReadonlyMap<string, Bytes>;
}

export interface ExpectedAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly inline: boolean;
}

export interface ExpectedDelivery {
  /** directory id of the user whose mailbox it is */
  readonly mailbox: string;
  readonly userPrincipalName: string;
  readonly result: 'imported' | 'partial' | 'duplicate';
}

export interface Expectation {
  readonly id: string;
  readonly revision: number;
  readonly special?: string;
  readonly outcome: 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';
  readonly folder: string;
  readonly kind: Kind;
  /** ISO 8601 UTC; the second is what a mailbox is sure to keep */
  readonly sentAt: string;
  /** every party; `number` in international form with `+` where the captured value is one */
  readonly participants: readonly { value: string; number?: string; email?: string }[];
  /** words of the communication that must be found in the message */
  readonly text?: string;
  readonly attachments: readonly ExpectedAttachment[];
  readonly leftOut: readonly ExpectedAttachment[];
  readonly deliveries: readonly ExpectedDelivery[];
  readonly replaces?: { id: string; revision?: number };
  /** the item that was listed first with the same communication */
  readonly duplicateOf?: { id: string; revision: number };
}

export interface Totals {
  listed: number;
  repeated: number;
  items: number;
  delivered: number;
  unmapped: number;
  tooLarge: number;
  malformed: number;
  deliveries: number;
  imported: number;
  partial: number;
  duplicate: number;
}

export interface DirectoryUser {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string;
  readonly proxyAddresses: readonly string[];
  readonly accountEnabled: boolean;
  readonly mailbox: 'ok' | 'none' | 'invalid' | 'denied' | 'full';
}

export interface Account {
  readonly username: string;
  readonly password: string;
  readonly products: readonly string[];
}

export interface Company {
  readonly id: string;
  readonly name: string;
}

export interface ProductDay {
  /** in listing order, repeats included */
  readonly items: readonly SimItem[];
  readonly expectations: readonly Expectation[];
  readonly totals: Totals;
}

export interface DemoWorld {
  readonly company: Company;
  readonly people: readonly Person[];
  readonly directory: readonly DirectoryUser[];
  readonly accounts: readonly Account[];
  readonly mappingCsv: Readonly<Record<Product, string>>;
  readonly window: { readonly from: string; readonly to: string };
  readonly products: Readonly<Record<Product, ProductDay>>;
}

export interface Person {
  readonly country: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  readonly alias?: string;
  /** international form without `+`; a second one is the business line */
  readonly numbers: readonly string[];
  readonly mailbox: 'ok' | 'none';
}
