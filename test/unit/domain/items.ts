/** Builders for the canonical item, its source and its rendition; each test states only what it is about. */
import type { Attachment, Item, Party } from '../../../src/domain/item.ts';
import { renderMessage } from '../../../src/domain/message/render.ts';
import type { GraphMessage, RenderOptions } from '../../../src/domain/message/types.ts';
import type { SourceEmail, SourceRecord } from '../../../src/domain/source-item.ts';

export const ARCHIVED_AT = Date.UTC(2026, 10, 20, 6, 0, 0);
export const SAID_AT = Date.UTC(2026, 10, 19, 9, 15, 0, 250);

export const ANNA: Party = {
  value: '447700900123',
  role: 'from',
  number: '+447700900123',
  email: 'anna.berg@contoso.example',
  name: 'Anna Berg',
};
export const BO: Party = { value: '07700 900456', role: 'to', number: '+447700900456', name: 'Bo' };

export function item(change: Partial<Item> = {}): Item {
  return {
    id: 'sms-1',
    revision: 1,
    format: 'record',
    kind: 'sms',
    event: 'created',
    archivedAt: ARCHIVED_AT,
    occurredAt: SAID_AT,
    parties: [ANNA, BO],
    text: 'See you at 5',
    attachments: [],
    ...change,
  };
}

export function attachment(size: number, change: Partial<Attachment> = {}): Attachment {
  return {
    sha256: size.toString(16).padStart(64, '0'),
    size,
    name: `${String(size)}.jpg`,
    contentType: 'image/jpeg',
    isInline: false,
    ...change,
  };
}

export function record(change: Partial<SourceRecord> = {}): SourceRecord {
  return {
    id: 'sms-1',
    revision: 1,
    format: 'record',
    kind: 'sms',
    event: 'created',
    archivedAt: ARCHIVED_AT,
    messageTime: SAID_AT,
    sender: { value: '447700900123', email: 'Anna.Berg@contoso.example', firstName: 'Anna' },
    recipients: [{ value: '07700 900456' }],
    text: 'See you at 5',
    attachments: [],
    ...change,
  };
}

export function email(change: Partial<SourceEmail> = {}): SourceEmail {
  return {
    id: 'mail-1',
    revision: 1,
    format: 'email',
    kind: 'sms',
    archivedAt: ARCHIVED_AT,
    participants: [],
    email: { size: 100, sha256: 'a'.repeat(64) },
    ...change,
  };
}

export function render(of: Item, change: Partial<RenderOptions> = {}): GraphMessage {
  return renderMessage(of, {
    archiveDomain: 'archive.invalid',
    messageClass: 'IPM.Note',
    productTitle: 'O2 Network',
    connectorId: 'c1',
    contentKey: '0123456789abcdef0123456789abcdef01234567',
    kept: of.attachments,
    leftOut: [],
    sizeLimit: 10_485_760,
    ...change,
  });
}
