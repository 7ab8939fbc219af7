import { anyTime } from '../convert/time.ts';
import type { CallFacts, Item, ItemEvent, Kind, Party } from '../item.ts';
import { oneLine, safeName } from '../sanitize.ts';
import { MINUTE_MS } from '../window.ts';

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  sms: 'SMS',
  mms: 'MMS',
  chat: 'Chat message',
  voiceCall: 'Voice call',
  callLog: 'Call',
};

export const EVENT_TITLES: Readonly<Record<ItemEvent, string>> = {
  created: '',
  edited: 'Edited',
  deleted: 'Deleted',
  recalled: 'Recalled',
};

const SECOND_MS = 1000;
const HOUR_S = 3600;
const MINUTE_S = 60;
/** No place on earth is further from UTC. */
const MAX_OFFSET_MINUTES = 18 * 60;

/** Name and number (or whatever was captured), in one line: `Anna Berg +447700900123`. */
export function partyLabel(party: Party): string {
  const name = safeName(party.name ?? '');
  const value = party.number ?? safeName(party.value);
  const shown = value.toLowerCase() === party.email && name !== '' ? '' : value;
  return [name, shown].filter(Boolean).join(' ') || safeName(party.email ?? '') || 'Unknown';
}

/** `3 min 12 s`, `0 s`, `1 h 0 min 5 s`. */
export function durationWords(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS);
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  const parts = [
    ...(hours > 0 ? [`${String(hours)} h`] : []),
    ...(hours > 0 || minutes > 0 ? [`${String(minutes)} min`] : []),
    `${String(seconds % MINUTE_S)} s`,
  ];
  return parts.join(' ');
}

/** What tells one call from another: how long it was, or what became of it. */
export function callWords(call: CallFacts): string {
  const length =
    call.durationMs ?? (call.endTime === undefined ? 0 : call.endTime - call.startTime);
  const status = oneLine(call.status);
  return status === 'answered' || status === '' || length > 0 ? durationWords(length) : status;
}

/** `2026-11-20 09:15:00 UTC (10:15:00 +01:00 on the phone)`. */
export function timeWords(ms: number, offsetMinutes?: number): string {
  const utc = anyTime(ms);
  if (!utc.endsWith('Z')) return utc;
  const words = `${utc.slice(0, utc.indexOf('.')).replace('T', ' ')} UTC`;
  if (offsetMinutes === undefined || Math.abs(offsetMinutes) > MAX_OFFSET_MINUTES) return words;
  const local = anyTime(ms + offsetMinutes * MINUTE_MS);
  if (!local.endsWith('Z')) return words;
  const clock = local.slice(local.indexOf('T') + 1, local.indexOf('.'));
  return `${words} (${clock} ${offsetWords(offsetMinutes)} on the phone)`;
}

function offsetWords(minutes: number): string {
  const size = Math.abs(Math.trunc(minutes));
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / MINUTE_S))}:${pad(size % MINUTE_S)}`;
}

/** The sender, if known. */
export function senderOf(item: Item): Party | undefined {
  return item.parties.find(({ role }) => role === 'from');
}

/** Everybody the communication went to; the owner only where nobody else is named. */
export function othersOf(item: Item): Party[] {
  const others = item.parties.filter(({ role }) => role !== 'from' && role !== 'owner');
  return others.length > 0 ? others : item.parties.filter(({ role }) => role === 'owner');
}
