import { SECOND_MS } from './stage.ts';
import type { ProductRules } from './stage.ts';
import type { Bytes, Call, Communication, Party, SimItem } from './types.ts';
import { without } from './without.ts';

/** A communication as the products that deliver structured records list it. */
export function toRecord(said: Communication, rules: ProductRules): SimItem {
  const media = (said.media ?? []).map((item, index) => ({
    ...item,
    id: `${String(index + 1)}-${item.id}`,
  }));
  const archivedAt = new Date(said.archivedAt).toISOString();
  const raw: Record<string, unknown> = {
    id: said.id,
    ...(said.revision !== undefined && { revision: said.revision }),
    format: 'record',
    kind: said.kind,
    archivedAt,
    ...(said.event !== undefined && { event: said.event }),
    ...(said.replaces !== undefined && { replacesItemId: said.replaces }),
    messageTime: said.at,
    utcOffsetMinutes: said.utcOffsetMinutes,
    direction: said.outbound ? 'outbound' : 'inbound',
    networkType: rules.networkType,
    owner: participant(said.owner),
    sender: participant(said.from, 'from'),
    recipients: said.to.map((party) => participant(party, 'to')),
    conversationId: said.conversationId,
    ...(said.groupName !== undefined && { groupName: said.groupName }),
    ...(said.subject !== undefined && { subject: said.subject }),
    ...(said.text !== undefined && { text: said.text }),
    ...(said.segment !== undefined && { segment: said.segment }),
    ...(said.call !== undefined && { callInfo: callInfo(said.call, said.at) }),
    ...(media.length > 0 && {
      attachments: media.map(({ id, name, contentType, bytes }) => ({
        id,
        name,
        contentType,
        size: bytes.size,
        sha256: bytes.sha256,
      })),
    }),
    // The contract allows properties nobody has heard of.
    captureTrace: { gateway: 'eu-2', hops: 3 },
  };
  said.damage?.(raw);
  return {
    raw,
    archivedAt,
    attachments: new Map<string, Bytes>(media.map(({ id, bytes }) => [id, bytes])),
  };
}

export function participant(party: Party, role?: 'from' | 'to'): Record<string, string> {
  return { ...without(party, 'digits'), ...(role !== undefined && { role }) };
}

function callInfo(call: Call, startTime: number): Record<string, unknown> {
  return {
    callId: call.callId,
    startTime,
    endTime: startTime + call.seconds * SECOND_MS,
    callStatus: call.status,
    callDurationInMillis: call.seconds * SECOND_MS,
  };
}
