import type { Direction, ItemEvent, Kind, PartyRole } from '../../domain/item.ts';
import type {
  SourceAttachment,
  SourceEmail,
  SourceParty,
  SourceRecord,
} from '../../domain/source-item.ts';
import {
  list,
  number,
  object,
  optionalBase64,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalOneOf,
  optionalSha256,
  optionalText,
  optionalWhole,
  sha256,
  text,
  whole,
} from './fields.ts';
import type { Fields } from './fields.ts';

const EVENTS: ReadonlySet<ItemEvent> = new Set(['created', 'edited', 'deleted', 'recalled']);
const DIRECTIONS: ReadonlySet<Direction> = new Set(['inbound', 'outbound']);
const ROLES: ReadonlySet<PartyRole> = new Set(['from', 'to', 'cc', 'member']);

export interface Base {
  id: string;
  revision: number;
  kind: Kind;
  archivedAt: number;
}

export function readEmail(base: Base, fields: Fields): SourceEmail {
  const email = object(fields, 'email', 'email');
  return {
    ...base,
    format: 'email',
    participants: list(fields, 'participants', 'participants', readParty),
    email: known({
      size: whole(email, 'size', 'email.size', 0),
      sha256: sha256(email, 'sha256', 'email.sha256'),
      inline: optionalBase64(email, 'inline', 'email.inline'),
    }),
  };
}

export function readRecord(base: Base, fields: Fields): SourceRecord {
  const owner = optionalObject(fields, 'owner', 'owner');
  return known({
    ...base,
    format: 'record' as const,
    event: optionalOneOf(fields, 'event', 'event', EVENTS) ?? ('created' as const),
    replacesItemId: optionalText(fields, 'replacesItemId', 'replacesItemId'),
    messageTime: number(fields, 'messageTime', 'messageTime'),
    utcOffsetMinutes: optionalNumber(fields, 'utcOffsetMinutes', 'utcOffsetMinutes'),
    direction: optionalOneOf(fields, 'direction', 'direction', DIRECTIONS),
    networkType: optionalText(fields, 'networkType', 'networkType'),
    owner: owner && readParty(owner, 'owner'),
    sender: readParty(object(fields, 'sender', 'sender'), 'sender'),
    recipients: list(fields, 'recipients', 'recipients', readParty),
    conversationId: optionalText(fields, 'conversationId', 'conversationId'),
    groupName: optionalText(fields, 'groupName', 'groupName'),
    subject: optionalText(fields, 'subject', 'subject'),
    text: optionalText(fields, 'text', 'text'),
    segment: readSegment(optionalObject(fields, 'segment', 'segment')),
    callInfo: readCall(optionalObject(fields, 'callInfo', 'callInfo')),
    attachments: optionalList(fields, 'attachments', 'attachments', readAttachment) ?? [],
  });
}

function readParty(party: Fields, place: string): SourceParty {
  return known({
    value: text(party, 'value', `${place}.value`),
    type: optionalText(party, 'type', `${place}.type`),
    role: optionalOneOf(party, 'role', `${place}.role`, ROLES),
    email: optionalText(party, 'email', `${place}.email`),
    firstName: optionalText(party, 'firstName', `${place}.firstName`),
    lastName: optionalText(party, 'lastName', `${place}.lastName`),
  });
}

function readSegment(segment: Fields | undefined): SourceRecord['segment'] {
  return (
    segment && {
      segmentedId: text(segment, 'segmentedId', 'segment.segmentedId'),
      pieceNumber: whole(segment, 'pieceNumber', 'segment.pieceNumber', 1),
      totalPieces: whole(segment, 'totalPieces', 'segment.totalPieces', 1),
    }
  );
}

function readCall(call: Fields | undefined): SourceRecord['callInfo'] {
  return (
    call &&
    known({
      callId: optionalText(call, 'callId', 'callInfo.callId'),
      startTime: number(call, 'startTime', 'callInfo.startTime'),
      endTime: optionalNumber(call, 'endTime', 'callInfo.endTime'),
      callStatus: text(call, 'callStatus', 'callInfo.callStatus'),
      callDurationInMillis: optionalWhole(
        call,
        'callDurationInMillis',
        'callInfo.callDurationInMillis',
        0,
      ),
    })
  );
}

function readAttachment(attachment: Fields, place: string): SourceAttachment {
  return known({
    id: text(attachment, 'id', `${place}.id`),
    name: text(attachment, 'name', `${place}.name`),
    contentType: text(attachment, 'contentType', `${place}.contentType`),
    size: whole(attachment, 'size', `${place}.size`, 0),
    sha256: optionalSha256(attachment, 'sha256', `${place}.sha256`),
  });
}

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined: an absent property must stay absent when the item is stored as JSON. */
function known<T extends object>(value: T): Known<T> {
  const present: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) if (field !== undefined) present[name] = field;
  return present as Known<T>;
}
