/** What becomes of each item of a batch: pure but for the answers of the directory, which are handed in. */
import { bucketOf } from '../../domain/buckets.ts';
import { contentKey, partyName } from '../../domain/content-key.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Item, Kind, Malformed } from '../../domain/item.ts';
import { assignMailboxes, type MappingIndex } from '../../domain/mapping.ts';
import { renderMessage } from '../../domain/message/render.ts';
import type {
  DeliveryRow,
  ItemOutcome,
  LeftOut,
  RawPointer,
  StagedPointer,
} from '../../domain/records.ts';
import { applySizeRule } from '../../domain/size-rule.ts';
import { dayName } from '../../domain/window.ts';
import type { DeliveryPartition } from '../../ports/ledger.ts';
import type { Resolution } from '../../ports/microsoft365.ts';
import type { RunContext } from '../run-context.ts';
import { encodeMessage, type StagedBlob } from './staged-blob.ts';

/** What the ledger keeps of a listing. */
interface Facts {
  key: string;
  id: string;
  revision: number;
  kind: Kind | 'unknown';
  /** For a malformed one the moment it was listed for. */
  occurredAt: number;
  raw: RawPointer;
}

/** One listing, understood or not. */
export interface Entry extends Facts {
  item?: Item;
  malformed?: Malformed;
}

export interface PlannedDelivery {
  partition: DeliveryPartition;
  row: DeliveryRow;
}

/** Holds nothing of the item itself: thousands wait together for their rows to be written. */
export interface PlannedItem extends Facts {
  replaces?: string;
  parties?: string[];
  outcome: ItemOutcome;
  contentKey?: string;
  deliveries: PlannedDelivery[];
  exception?: { reason: string; parties?: string[]; staged?: StagedPointer };
}

export interface PlanTools {
  context: RunContext;
  mapping: MappingIndex | undefined;
  archiveDomain: string;
  staged: StagedBlob;
  now: number;
}

export function planItem(
  entry: Entry,
  resolutions: ReadonlyMap<string, Resolution>,
  tools: PlanTools,
): PlannedItem {
  const { run, product } = tools.context;
  const { item, malformed, ...facts } = entry;
  if (!item) {
    const reason = malformed ? `${malformed.place}: ${malformed.reason}` : '';
    return { ...facts, outcome: 'malformed', deliveries: [], exception: { reason } };
  }
  const content = contentKey(item);
  const sized = applySizeRule(item, product.sizeRule, run.snapshot.sizeLimit);
  const base = {
    ...facts,
    contentKey: content,
    deliveries: [],
    parties: [...new Set(item.parties.map(partyName))],
    ...(item.replaces !== undefined && { replaces: item.replaces }),
  };
  if (sized.tooLarge) {
    const exception = { reason: 'size', staged: tools.staged.addItem(item) };
    return { ...base, outcome: 'tooLarge', exception };
  }
  const assigned = assignMailboxes(item, run.snapshot.rules, tools.mapping, resolutions);
  if (assigned.mailboxes.length === 0) {
    const staged = tools.staged.addItem(item);
    const exception = { reason: 'noMailbox', parties: assigned.unmatched, staged };
    return { ...base, outcome: 'unmapped', exception };
  }
  const message = renderMessage(item, {
    archiveDomain: tools.archiveDomain,
    messageClass: run.snapshot.messageClass,
    productTitle: product.title,
    connectorId: run.connectorId,
    contentKey: content,
    kept: sized.kept,
    leftOut: sized.leftOut,
    sizeLimit: run.snapshot.sizeLimit,
  });
  const line = encodeMessage(JSON.stringify(message), sized.kept);
  const deliveries = deliveriesOf(item, assigned.mailboxes, {
    key: facts.key,
    content,
    line,
    leftOut: sized.leftOut.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    tools,
  });
  return { ...base, outcome: 'delivered', deliveries };
}

interface Rendition {
  key: string;
  content: string;
  line: Uint8Array;
  leftOut: LeftOut[];
  tools: PlanTools;
}

function deliveriesOf(
  item: Item,
  mailboxes: readonly { mailboxId: string; rule: DeliveryRow['rule'] }[],
  { key, content, line, leftOut, tools }: Rendition,
): PlannedDelivery[] {
  const { run } = tools.context;
  const pointers = new Map<number, StagedPointer>();
  return mailboxes.map(({ mailboxId, rule }) => {
    const bucket = bucketOf(mailboxId);
    const staged = pointers.get(bucket) ?? tools.staged.addMessage(bucket, line);
    pointers.set(bucket, staged);
    return {
      partition: { connectorId: run.connectorId, day: dayName(item.occurredAt), bucket },
      row: {
        key: deliveryKey(mailboxId, content),
        runId: run.id,
        itemId: item.id,
        itemKey: key,
        state: 'planned',
        staged,
        reduced: leftOut.length > 0,
        ...(leftOut.length > 0 && { leftOut }),
        rule,
        round: run.round,
        attempts: 0,
        at: tools.now,
      },
    };
  });
}
