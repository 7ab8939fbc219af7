/** Items of the ledger, as callers look for them and get them. */
import { z } from 'zod';
import { DAY_MS } from '../../domain/window.ts';
import { CONNECTOR_ID } from '../setup/change.ts';
import { paging } from '../http/paging.ts';
import { Time } from '../schemas.ts';

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
    itemId: Text.optional().describe('As the source gave it. Needs no time.'),
    number: Text.optional().describe(
      "Of a participant, in any spelling; a short code or a sender's name as captured.",
    ),
    mailbox: Text.optional().describe('Object id of its user, or an address.'),
    from: Time.optional().describe('The earliest time of the communication.'),
    to: Time.optional().describe('The first moment that is too late.'),
    outcome: z
      .enum([...ItemOutcome.options, ...DELIVERY_STATES])
      .optional()
      .describe('What became of the item, or of its delivery to a mailbox.'),
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
    messageId: z.string().nullable().describe("Graph's id of the message."),
    cause: z
      .string()
      .nullable()
      .describe("Why it failed; its text stands in the item's exception."),
    leftOut: z
      .array(LeftOut)
      .describe('Attachments over the limit, which a `partial` delivery goes without.'),
    duplicateOf: z
      .object({ id: z.string(), itemId: z.string(), runId: z.string() })
      .nullable()
      .describe('The item it was delivered for, where this one is a duplicate of it.'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const ItemView = z
  .object({
    id: z.string().describe("Opaque; leads to the item's story."),
    connectorId: z.string(),
    runId: z.string(),
    itemId: z.string().describe("The source's own."),
    revision: z.int(),
    kind: z.string(),
    occurredAt: Time,
    listedAt: Time.nullable(),
    outcome: ItemOutcome,
    deliveries: Count.describe('Mailboxes it goes to.'),
    duplicates: Count.describe('How many of those had the same communication already.'),
    duplicateOf: z
      .string()
      .nullable()
      .describe('The item first listed with the same communication, by its id of the source.'),
    replaces: z.string().nullable().describe('The item that this one is a correction of.'),
    parties: z
      .array(z.string())
      .describe('Numbers, else values as captured; empty for an item that could not be read.'),
    mailboxIds: z.array(z.string()),
  })
  .meta({ id: 'Item' });
export type ItemView = z.infer<typeof ItemView>;

export const ItemList = z
  .object({
    items: z
      .array(ItemView.extend({ delivery: DeliveryView.nullable() }))
      .describe(
        'In order of time, roughly: run by run, or day by day. A page may be short, or empty, and lead to more.',
      ),
    nextCursor: z.string().optional(),
    searched: z.object({
      rows: Count.describe('Rows looked at for this page.'),
      place: z
        .string()
        .nullable()
        .describe(
          'The run or day the search has come to; `null` where nothing was left to be searched.',
        ),
      complete: z.boolean().describe('Whether this page ends the search.'),
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
    at: Time.nullable().describe('`null` where it was not recorded.'),
    type: z.enum(EVENTS),
    runId: z.string(),
    mailboxId: z.string().optional(),
    round: z.int().optional().describe('Of the run, 1 for its first.'),
    slice: z.int().optional().describe('Where it was listed.'),
    raw: z.object({ blob: z.string(), index: z.int() }).optional(),
    rule: z.enum(['custom', 'automatic']).optional().describe('Which rule found the mailbox.'),
    parties: z
      .array(z.string())
      .optional()
      .describe('Numbers and addresses no mailbox was found for.'),
    messageId: z.string().optional(),
    leftOut: z.array(LeftOut).optional(),
    itemId: z.string().optional().describe('The other item of a duplicate.'),
    reason: z.string().optional().describe('Code of what went wrong.'),
    title: z.string().optional(),
    explanation: z.string().optional(),
    remedy: z.string().optional(),
  })
  .meta({ id: 'ItemEvent' });
export type ItemEvent = z.infer<typeof ItemEvent>;

export const ItemStory = ItemView.extend({
  raw: z
    .object({ blob: z.string(), index: z.int() })
    .describe('Where its bytes stand as received, in the container `raw`.'),
  mailboxes: z.array(DeliveryView).describe('As they stand today.'),
  events: z.array(ItemEvent).describe('The oldest first.'),
  related: z
    .array(
      z.object({
        relation: z.enum(['sameInOtherRun', 'duplicateOf', 'replaces', 'replacedBy']),
        itemId: z.string(),
        revision: z.int().nullable(),
        id: z
          .string()
          .nullable()
          .describe('`null` where it was not found within a month of this one.'),
        runId: z.string().nullable(),
      }),
    )
    .describe('Other items of the ledger that have to do with it.'),
}).meta({ id: 'ItemStory' });
export type ItemStory = z.infer<typeof ItemStory>;
