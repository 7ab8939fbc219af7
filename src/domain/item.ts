/** What one captured communication is, whatever product or format it came in. */
export type Kind = 'sms' | 'mms' | 'chat' | 'voiceCall' | 'callLog';
export type ItemEvent = 'created' | 'edited' | 'deleted' | 'recalled';
export type Direction = 'inbound' | 'outbound';
export type PartyRole = 'from' | 'to' | 'cc' | 'member';

/** A person (or short code, or alphanumeric sender) in a communication. */
export interface Party {
  /** As captured, never altered, except that control characters are shown as spaces where it is rendered. */
  value: string;
  /** `owner`: the captured employee where the communication names them in no other role. */
  role: PartyRole | 'owner';
  /** E.164 with `+` when the value is a telephone number; what mapping compares. */
  number?: string;
  /** TeleMessage's "User's Email address" property, lower-cased. */
  email?: string;
  name?: string;
}

/** Bytes that are kept in the `media` container under their SHA-256. */
export interface StoredMedia {
  /** Lower-case hex. */
  sha256: string;
  /** Decoded bytes. */
  size: number;
}

export interface Attachment extends StoredMedia {
  /** A safe file name: no path, no control characters, at most 200 characters, never empty. */
  name: string;
  contentType: string;
  isInline: boolean;
  contentId?: string;
}

export interface CallFacts {
  callId?: string;
  /** Milliseconds since 1970 UTC. */
  startTime: number;
  endTime?: number;
  status: string;
  durationMs?: number;
}

interface Segment {
  id: string;
  piece: number;
  of: number;
}

export interface MailFacts {
  /** Their own Message-ID, In-Reply-To and References, in angle brackets. */
  messageId?: string;
  inReplyTo?: string;
  references?: string;
  /** Headers it should have and has not: `From`, `Date`. */
  missing?: string[];
  /** Why the original message goes along, in words. */
  notes?: string[];
}

/** The canonical item: everything rendering, mapping and the size rule need. Plain JSON. */
export interface Item {
  id: string;
  revision: number;
  format: 'record' | 'email';
  kind: Kind;
  event: ItemEvent;
  /** The id of the item this one replaces: an edit, a deletion, or a lower revision of itself. */
  replaces?: string;
  /** Milliseconds since 1970 UTC, as the next two. */
  archivedAt: number;
  /** When it happened; `archivedAt` where the given time is impossible. */
  occurredAt: number;
  /** The impossible time as it was given, for the message to say. */
  givenTime?: string;
  utcOffsetMinutes?: number;
  direction?: Direction;
  network?: string;
  /** The captured employee, where the source names one. Also stands in `parties`. */
  owner?: Party;
  /** At least one. The sender, if known, is the one with role `from`. */
  parties: Party[];
  conversationId?: string;
  groupName?: string;
  subject?: string;
  text?: string;
  /** Of ready-made e-mails only: their own HTML body. */
  html?: string;
  /** Of ready-made e-mails only. */
  mail?: MailFacts;
  segment?: Segment;
  call?: CallFacts;
  attachments: Attachment[];
  /** Of ready-made e-mails only: the complete message as received, where it must go along as an attachment. */
  original?: StoredMedia;
}

/** Why an item cannot be understood; stands in its exception. */
export interface Malformed {
  /** e.g. `sender`, `kind`, `email.sha256` */
  place: string;
  reason: string;
}
