/** Items of the ledger, as callers look for them and get them. */
import { z } from 'zod';
import { DAY_MS } from '../domain/window.ts';
import { CONNECTOR_ID } from './change.ts';
import { paging } from './paging.ts';
import { Time } from './schemas.ts';

/** What has no index is searched row by row; a longer search is several. */
const MAX_SEARCHED_DAYS = 31;
/** Longer than any id of the source's. */
const MAX_TEXT_LENGTH = 300;

const Count = z.int().min(0);
const ItemOutcome = z.enum(['delivered', 'unmapped', 'tooLarge', 'malformed']);
export const DELIVERY_STATES = ['planned', 'claimed', 'imported', 'partial', 'failed'] as const;
const DeliveryState = z.enum(DELIVERY_STATES);
const Text = z.string().trim().min(1).max(MAX_TEXT_LENGTH);

export const ItemQuery = z
  .strictObject({
    connectorId: z.string().regex(CONNECTOR_ID),
    /** As the source gave it. Needs no time. */
    itemId: Text.optional(),
    /** Of a participant, in any spelling; a short code or a sender's name as captured. */
    number: Text.optional(),
    /** Object id of its user, or an address. */
    mailbox: Text.optional(),
    /** When the communication took place: half-open [from, to). */
    from: Time.optional(),
    to: Time.optional(),
    /** What became of the item, or of its delivery to a mailbox. */
    outcome: z.enum([...ItemOutcome.options, ...DELIVERY_STATES]).optional(),
    ...paging,
  })
  .transform(({ from, to, ...query }) => ({
    ...query,
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  }))
  .superRefine(({ itemId, from, to }, context) => {
    const fault = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (itemId === undefined && from === undefined) fault('from', 'Give it, or an "itemId".');
    if (itemId === undefined && to === undefined) fault('to', 'Give it, or an "itemId".');
    if (from === undefined || to === undefined) return;
    if (from >= to) fault('to', 'Must be after "from".');
    if (itemId === undefined && to - from > MAX_SEARCHED_DAYS * DAY_MS) {
      fault('to', `Must be within ${String(MAX_SEARCHED_DAYS)} days of "from".`);
    }
  });
export type ItemQuery = z.infer<typeof ItemQuery>;

const LeftOut = z.object({ name: z.string(), size: Count, sha256: z.string() });

/** What became of the item in one mailbox. */
const DeliveryView = z
  .object({
    mailboxId: z.string(),
    state: DeliveryState,
    rule: z.enum(['custom', 'automatic']),
    at: Time,
    /** Graph's id of the message. */
    messageId: z.string().nullable(),
    /** Why it failed; its text stands in the item's exception. */
    cause: z.string().nullable(),
    /** Attachments over the limit, which a `partial` delivery goes without. */
    leftOut: z.array(LeftOut),
    /** The item it was delivered for, where this one is a duplicate of it. */
    duplicateOf: z.object({ id: z.string(), itemId: z.string(), runId: z.string() }).nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const ItemView = z
  .object({
    /** Opaque; leads to the item's story. */
    id: z.string(),
    connectorId: z.string(),
    runId: z.string(),
    /** The source's own. */
    itemId: z.string(),
    revision: z.int(),
    kind: z.string(),
    occurredAt: Time,
    listedAt: Time.nullable(),
    outcome: ItemOutcome,
    /** Mailboxes it goes to, and how many of those had the same communication already. */
    deliveries: Count,
    duplicates: Count,
    /** Ids of the source. */
    duplicateOf: z.string().nullable(),
    replaces: z.string().nullable(),
    /** Numbers, else values as captured; empty for an item that could not be read. */
    parties: z.array(z.string()),
    mailboxIds: z.array(z.string()),
  })
  .meta({ id: 'Item' });
export type ItemView = z.infer<typeof ItemView>;

export const ItemList = z
  .object({
    /** In order of time, roughly: run by run, or day by day. A page may be short, or empty, and lead to more. */
    items: z.array(ItemView.extend({ delivery: DeliveryView.nullable() })),
    nextCursor: z.string().optional(),
    searched: z.object({
      /** Rows looked at for this page. */
      rows: Count,
      /** The run or day the search has come to; `null` where nothing was left to be searched. */
      place: z.string().nullable(),
      /** Whether this page ends the search. */
      complete: z.boolean(),
    }),
  })
  .meta({ id: 'ItemList' });
export type ItemList = z.infer<typeof ItemList>;

const EVENTS = [
  'listed',
  'listedAgain',
  'unmapped',
  'tooLarge',
  'malformed',
  'planned',
  'duplicate',
  'claimed',
  'inDoubt',
  'imported',
  'partial',
  'failed',
  'reprocessed',
  'resolved',
] as const;

/** One thing that happened to an item. */
const ItemEvent = z
  .object({
    /** `null` where it was not recorded. */
    at: Time.nullable(),
    type: z.enum(EVENTS),
    runId: z.string(),
    mailboxId: z.string().optional(),
    /** Of the run, 1 for its first. */
    round: z.int().optional(),
    /** Where it was listed. */
    slice: z.int().optional(),
    raw: z.object({ blob: z.string(), index: z.int() }).optional(),
    /** Which rule found the mailbox. */
    rule: z.enum(['custom', 'automatic']).optional(),
    /** Numbers and addresses no mailbox was found for. */
    parties: z.array(z.string()).optional(),
    messageId: z.string().optional(),
    leftOut: z.array(LeftOut).optional(),
    /** The other item of a duplicate. */
    itemId: z.string().optional(),
    /** Code, meaning and remedy of what went wrong. */
    reason: z.string().optional(),
    title: z.string().optional(),
    explanation: z.string().optional(),
    remedy: z.string().optional(),
  })
  .meta({ id: 'ItemEvent' });
export type ItemEvent = z.infer<typeof ItemEvent>;

export const ItemStory = ItemView.extend({
  /** Where its bytes stand as received, in the container `raw`. */
  raw: z.object({ blob: z.string(), index: z.int() }),
  /** As they stand today. */
  mailboxes: z.array(DeliveryView),
  /** The oldest first. */
  events: z.array(ItemEvent),
  /** Other items of the ledger that have to do with it. */
  related: z.array(
    z.object({
      relation: z.enum(['sameInOtherRun', 'duplicateOf', 'replaces', 'replacedBy']),
      itemId: z.string(),
      revision: z.int().nullable(),
      /** `null` where it was not found within a month of this one. */
      id: z.string().nullable(),
      runId: z.string().nullable(),
    }),
  ),
}).meta({ id: 'ItemStory' });
export type ItemStory = z.infer<typeof ItemStory>;
