/** A ready-made e-mail after reading: what its headers and parts say, nothing interpreted. */
import type { Attachment } from './item.ts';

export interface MailAddress {
  name?: string;
  /** As written, possibly empty. */
  address: string;
}

export interface ReadEmail {
  from: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Milliseconds since 1970 UTC. */
  date?: number;
  subject?: string;
  text?: string;
  html?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string;
  attachments: Attachment[];
  /** Why the above is not all there is to the message, in words; the original must then go along. */
  notes?: string[];
}
