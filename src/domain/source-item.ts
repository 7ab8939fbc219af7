/** What the source lists, checked and typed by its adapter, not yet interpreted. Times in milliseconds since 1970 UTC. */
import type { Direction, ItemEvent, Kind, Malformed, PartyRole } from './item.ts';

export interface SourceParty {
  value: string;
  type?: string;
  role?: PartyRole;
  email?: string;
  firstName?: string;
  lastName?: string;
}

interface SourceBase {
  id: string;
  revision: number;
  kind: Kind;
  archivedAt: number;
}

export interface SourceEmail extends SourceBase {
  format: 'email';
  participants: SourceParty[];
  /** `inline`: the message itself, decoded; without it, fetch the content. */
  email: { size: number; sha256: string; inline?: Uint8Array };
}

export interface SourceAttachment {
  id: string;
  name: string;
  contentType: string;
  size: number;
  sha256?: string;
}

export interface SourceRecord extends SourceBase {
  format: 'record';
  event: ItemEvent;
  replacesItemId?: string;
  messageTime: number;
  utcOffsetMinutes?: number;
  direction?: Direction;
  networkType?: string;
  owner?: SourceParty;
  sender: SourceParty;
  recipients: SourceParty[];
  conversationId?: string;
  groupName?: string;
  subject?: string;
  text?: string;
  segment?: { segmentedId: string; pieceNumber: number; totalPieces: number };
  callInfo?: {
    callId?: string;
    startTime: number;
    endTime?: number;
    callStatus: string;
    callDurationInMillis?: number;
  };
  attachments: SourceAttachment[];
}

type SourceItem = SourceEmail | SourceRecord;

/** One listing of a page: an item, or why it is none. */
export type Listing =
  | { item: SourceItem }
  | {
      item?: undefined;
      malformed: Malformed;
      /** The id, if there was a usable one; else a hash of the listing's bytes. */
      id: string;
      revision: number;
      kind: Kind | 'unknown';
      /** If it was readable. */
      archivedAt?: number;
    };
