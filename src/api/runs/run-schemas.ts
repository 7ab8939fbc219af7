/** Runs and exceptions, as callers send and get them. */
import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../../domain/window.ts';
import { CONNECTOR_ID, isRunId } from '../setup/change.ts';
import { paging } from '../http/paging.ts';
import { RunStateName, Time, WindowView } from '../schemas.ts';

/** A longer window would keep one orchestration busy for days; several runs do the same, one after the other. */
export const MAX_WINDOW_DAYS = 31;

export const NewRun = z
  .strictObject({ from: Time, to: Time })
  .transform(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  .superRefine(({ from, to }, context) => {
    const fault = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (from % MINUTE_MS !== 0) fault('from', 'Must be a whole minute.');
    if (to % MINUTE_MS !== 0) fault('to', 'Must be a whole minute.');
    if (from >= to) fault('to', 'Must be after "from".');
    if (to - from > MAX_WINDOW_DAYS * DAY_MS) {
      fault('to', `Must be within ${String(MAX_WINDOW_DAYS)} days of "from".`);
    }
  })
  .meta({ id: 'NewRun' });
export type NewRun = z.infer<typeof NewRun>;

const Count = z.int().min(0);

const CountersView = z
  .object({
    listed: Count,
    repeated: Count,
    items: Count,
    delivered: Count,
    unmapped: Count,
    tooLarge: Count,
    malformed: Count,
    deliveries: Count,
    imported: Count,
    partial: Count,
    duplicate: Count,
    failed: Count,
  })
  .meta({ id: 'Counters' });

const Progress = z.object({ done: Count, of: Count });

export const RunView = z
  .object({
    id: z.string(),
    connectorId: z.string(),
    number: z.int(),
    state: RunStateName,
    phase: z.enum(['open', 'stage', 'reprocess', 'import', 'settle', 'done']),
    window: WindowView,
    createdAt: Time,
    createdBy: z.string(),
    startedAt: Time.nullable(),
    settledAt: Time.nullable(),
    round: z.int(),
    attempt: z.int(),
    cancelRequested: z.boolean(),
    counters: CountersView,
    sourceCount: Count.nullable().describe(
      'What the source itself counted for the window, once it was asked.',
    ),
    certificate: z
      .object({
        balanced: z.boolean(),
        equations: z.array(z.object({ text: z.string(), holds: z.boolean() })),
        settledAt: Time,
      })
      .nullable(),
    progress: z.object({ slices: Progress, deliveries: Progress }),
    rate: z
      .object({ of: z.enum(['items', 'deliveries']), perSecond: z.number().min(0) })
      .nullable()
      .describe("Items while listing, then deliveries; of a run's first round only."),
    estimatedEnd: Time.nullable().describe('While messages are being written, at the rate so far.'),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof RunView>;

export const ReportQuery = z.strictObject({ format: z.enum(['csv', 'json']).default('json') });
export type ReportFormat = z.infer<typeof ReportQuery>['format'];

/** Longer than any code, place in an item, id or address. */
const MAX_TEXT_LENGTH = 300;

const Cause = z
  .enum(['unmapped', 'tooLarge', 'malformed', 'failed'])
  .meta({ id: 'ExceptionCause' });
const ExceptionState = z.enum(['open', 'resolved']);

export const ExceptionQuery = z.strictObject({
  connectorId: z.string().regex(CONNECTOR_ID).optional(),
  runId: z.string().refine(isRunId, 'This is not the id of a run.').optional(),
  cause: Cause.optional(),
  state: ExceptionState.optional(),
  reason: z.string().min(1).max(MAX_TEXT_LENGTH).optional(),
  itemId: z
    .string()
    .min(1)
    .max(MAX_TEXT_LENGTH)
    .optional()
    .describe('Of the item, as the source gave it.'),
  party: z
    .string()
    .min(1)
    .max(MAX_TEXT_LENGTH)
    .optional()
    .describe('A number or address no mailbox was found for, as the exceptions name it.'),
  counts: z
    .enum(['true', 'false'])
    .default('true')
    .describe('Whether to count as well, which takes seconds where there are many.'),
  ...paging,
});
export type ExceptionQuery = z.infer<typeof ExceptionQuery>;

export const ExceptionView = z
  .object({
    id: z.string(),
    connectorId: z.string(),
    runId: z.string(),
    cause: Cause,
    reason: z.string(),
    title: z.string(),
    explanation: z.string(),
    remedy: z.string(),
    state: ExceptionState,
    itemId: z.string(),
    item: z.string().describe("Leads to the item's story."),
    kind: z.string(),
    occurredAt: Time,
    since: Time,
    resolvedAt: Time.nullable(),
    parties: z.array(z.string()),
    mailboxId: z.string().nullable(),
  })
  .meta({ id: 'Exception' });
export type ExceptionView = z.infer<typeof ExceptionView>;

const ExceptionGroup = z
  .object({
    cause: Cause,
    reason: z
      .string()
      .nullable()
      .describe('`null` for all that cannot be read, whatever is wrong with each.'),
    title: z.string(),
    explanation: z.string(),
    remedy: z.string(),
    action: z
      .enum(['retry', 'reprocess'])
      .nullable()
      .describe('What takes them up again; `null` where the window has to be run again.'),
    count: Count,
    open: Count,
  })
  .meta({ id: 'ExceptionGroup' });

export const ExceptionList = z
  .object({
    items: z.array(ExceptionView),
    nextCursor: z.string().optional(),
    counts: z
      .object({
        causes: z.partialRecord(Cause, Count),
        groups: z
          .array(ExceptionGroup)
          .describe('By cause and reason, the most frequent first, each with what to do about it.'),
        unmapped: z
          .array(z.object({ party: z.string(), count: Count }))
          .describe(
            'Numbers and addresses no mailbox was found for, the most frequent first; at most 100.',
          ),
        counted: Count.describe('Exceptions counted.'),
        complete: z
          .boolean()
          .describe(
            'False where there are too many to count all while a person waits: there are at least so many.',
          ),
      })
      .optional()
      .describe('Of everything the filter selects; on the first page only.'),
  })
  .meta({ id: 'ExceptionList' });
export type ExceptionList = z.infer<typeof ExceptionList>;

export const RunReport = z
  .object({ run: RunView, exceptions: z.array(ExceptionView) })
  .meta({ id: 'RunReport' });
