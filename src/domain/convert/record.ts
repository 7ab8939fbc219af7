import type { Attachment, CallFacts, Item, Malformed, Party, StoredMedia } from '../item.ts';
import type { SourceRecord } from '../source-item.ts';
import { safeContentType, safeFileName, uniqueNames } from '../sanitize.ts';
import { distinctParties, partyOf } from './parties.ts';
import type { Normalise } from './parties.ts';
import { occurrence } from './time.ts';

export type RecordResult = { item: Item } | { malformed: Malformed };

/** @param media what became of the record's attachments, in their order */
export function itemFromRecord(
  record: SourceRecord,
  media: readonly StoredMedia[],
  normalise: Normalise,
): RecordResult {
  const damaged = mediaFault(record, media);
  if (damaged !== undefined) return { malformed: damaged };
  const owner = record.owner && partyOf(record.owner, 'owner', normalise);
  const parties = partiesOf(record, owner, normalise);
  if (parties.length === 0) {
    return { malformed: { place: 'participants', reason: 'names no party at all' } };
  }
  const replaces = record.replacesItemId ?? (record.revision > 1 ? record.id : undefined);
  return {
    item: {
      id: record.id,
      revision: record.revision,
      format: 'record',
      kind: record.kind,
      event: record.event,
      ...(replaces !== undefined && { replaces }),
      archivedAt: record.archivedAt,
      ...occurrence(record.messageTime, record.archivedAt),
      ...(record.utcOffsetMinutes !== undefined && { utcOffsetMinutes: record.utcOffsetMinutes }),
      ...(record.direction !== undefined && { direction: record.direction }),
      ...(record.networkType !== undefined && { network: record.networkType }),
      ...(owner !== undefined && { owner }),
      parties,
      ...wordsOf(record),
      ...(record.callInfo !== undefined && { call: callOf(record.callInfo) }),
      attachments: attachmentsOf(record, media),
    },
  };
}

function partiesOf(record: SourceRecord, owner: Party | undefined, normalise: Normalise): Party[] {
  const sender = partyOf(record.sender, 'from', normalise);
  const recipients = record.recipients.map((recipient) => {
    const role = recipient.role === 'from' ? 'to' : (recipient.role ?? 'to');
    return partyOf(recipient, role, normalise);
  });
  return distinctParties([sender, ...recipients, owner].filter((party) => party !== undefined));
}

function wordsOf(record: SourceRecord): Partial<Item> {
  const { conversationId, groupName, subject, text, segment } = record;
  return {
    ...(conversationId !== undefined && { conversationId }),
    ...(groupName !== undefined && { groupName }),
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text }),
    ...(segment !== undefined && {
      segment: { id: segment.segmentedId, piece: segment.pieceNumber, of: segment.totalPieces },
    }),
  };
}

function callOf(info: NonNullable<SourceRecord['callInfo']>): CallFacts {
  return {
    ...(info.callId !== undefined && { callId: info.callId }),
    startTime: info.startTime,
    ...(info.endTime !== undefined && { endTime: info.endTime }),
    status: info.callStatus,
    ...(info.callDurationInMillis !== undefined && { durationMs: info.callDurationInMillis }),
  };
}

/** The site announces what it stores; anything else that arrived is not the communication. */
function mediaFault(
  { attachments }: SourceRecord,
  media: readonly StoredMedia[],
): Malformed | undefined {
  for (const [index, announced] of attachments.entries()) {
    const place = `attachments[${String(index)}]`;
    const stored = media[index];
    if (stored === undefined) return { place, reason: 'could not be fetched' };
    if (announced.sha256 !== undefined && announced.sha256.toLowerCase() !== stored.sha256) {
      return { place: `${place}.sha256`, reason: 'differs from what arrived' };
    }
  }
  return undefined;
}

function attachmentsOf({ attachments }: SourceRecord, media: readonly StoredMedia[]): Attachment[] {
  if (attachments.length === 0) return [];
  const names = uniqueNames(attachments.map(({ name }) => safeFileName(name)));
  return media.map(({ sha256, size }, index) => ({
    sha256,
    size,
    name: names[index] ?? safeFileName(''),
    contentType: safeContentType(attachments[index]?.contentType ?? ''),
    isInline: false,
  }));
}
