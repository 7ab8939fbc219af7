/** The message as Microsoft Graph takes it (resource `message`, v1.0), without its attachments. */
import type { Attachment } from '../item.ts';

export interface GraphRecipient {
  emailAddress: { name: string; address: string };
}

export interface GraphMessage {
  subject: string;
  body: { contentType: 'html' | 'text'; content: string };
  from: GraphRecipient;
  sender: GraphRecipient;
  toRecipients: GraphRecipient[];
  ccRecipients: GraphRecipient[];
  importance: 'normal';
  isRead: true;
  categories: string[];
  internetMessageId: string;
  internetMessageHeaders: { name: string; value: string }[];
  singleValueExtendedProperties: { id: string; value: string }[];
}

export interface RenderOptions {
  /** Right-hand side of generated Message-IDs and synthetic addresses. */
  archiveDomain: string;
  /** PidTagMessageClass, e.g. `IPM.Note`. */
  messageClass: string;
  productTitle: string;
  connectorId: string;
  contentKey: string;
  /** What `applySizeRule` decided. */
  kept: readonly Attachment[];
  leftOut: readonly Attachment[];
  /** Bytes. */
  sizeLimit: number;
}
