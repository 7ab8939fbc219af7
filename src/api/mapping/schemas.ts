/** What callers send and get about the custom mapping. */
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import { Time } from '../schemas.ts';

/** Addresses that one call may ask the directory about: some hundred requests there, a few seconds. */
export const MAX_CHECKED_AT_ONCE = 100;
/** Rows that one call may add: well below the limit of a JSON body. */
const MAX_ADDED_AT_ONCE = 200;
/** Unmapped numbers that one call may reprocess: what a list of them shows. */
const MAX_PARTIES_AT_ONCE = 100;
/** Characters; longer ones are told their fault by the checks of a mapping, not by the parser of the request. */
const MAX_CELL = 500;

const Cell = z.string().max(MAX_CELL);
/** An empty row of a file is passed over; one that was asked for must not be. */
const FilledCell = Cell.trim().min(1);
const Position = z.string().min(1).max(2_000);

// ------------------------------------------------------------------------------------------------ what callers send

export const UploadQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });

export const NewEntries = z
  .strictObject({
    add: z
      .array(
        z.strictObject({
          number: FilledCell,
          mailbox: FilledCell,
          validFrom: Cell.optional().describe(
            'Dates like 2026-03-31, as in a file; half-open, UTC.',
          ),
          validTo: Cell.optional().describe('The first day after the last, UTC.'),
        }),
      )
      .min(1)
      .max(MAX_ADDED_AT_ONCE),
    replace: z
      .boolean()
      .default(false)
      .describe('Rows in use that name one of the numbers make way.'),
  })
  .meta({ id: 'NewEntries' });
export type NewEntries = z.infer<typeof NewEntries>;

export const ResolveQuestion = z
  .strictObject({
    number: z.string().trim().min(1).max(MAX_CELL).optional(),
    email: z.string().trim().min(1).max(MAX_CELL).optional(),
    at: Time.optional().describe('The moment of the communication; now unless given.'),
  })
  .refine(({ number, email }) => number !== undefined || email !== undefined, {
    message: 'Give a number, an e-mail address, or both.',
  })
  .meta({ id: 'ResolveQuestion' });
export type ResolveQuestion = z.infer<typeof ResolveQuestion>;

/** A mailbox's address and the first line of the file it stands on; none for what is stored. */
const ListedAddress = z
  .strictObject({ line: z.int().min(1).nullable(), address: Cell })
  .meta({ id: 'ListedAddress' });
export type ListedAddress = z.infer<typeof ListedAddress>;

export const CheckQuestion = z
  .strictObject({
    addresses: z
      .array(ListedAddress)
      .min(1)
      .max(MAX_CHECKED_AT_ONCE)
      .optional()
      .describe('The mapping in use unless given.'),
    cursor: Position.optional(),
  })
  .meta({ id: 'CheckQuestion' });
export type CheckQuestion = z.infer<typeof CheckQuestion>;

export const ReprocessQuestion = z
  .strictObject({
    parties: z
      .array(z.string().min(1).max(MAX_CELL))
      .min(1)
      .max(MAX_PARTIES_AT_ONCE)
      .optional()
      .describe('As the exceptions name them; all unmapped items unless given.'),
    cursor: Position.optional(),
  })
  .meta({ id: 'ReprocessQuestion' });
export type ReprocessQuestion = z.infer<typeof ReprocessQuestion>;

// -------------------------------------------------------------------------------------------------- what callers get

export const MappingVersionView = z
  .object({
    version: z.int(),
    uploadedAt: Time,
    uploadedBy: z.string(),
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    restoredFrom: z.int().nullable().describe('The version whose copy it is.'),
    live: z.boolean().describe('Whether runs use this one now.'),
  })
  .meta({ id: 'MappingVersion' });
export type MappingVersionView = z.infer<typeof MappingVersionView>;

export const RowFault = z
  .object({
    line: z.int(),
    column: z.string(),
    path: z.string(),
    code: z.string(),
    message: z.string().describe('What is wrong and what to do.'),
  })
  .meta({ id: 'RowFault' });
export type RowFault = z.infer<typeof RowFault>;

const Difference = z
  .object({
    change: z.enum(['added', 'changed', 'removed']),
    number: z.string().describe('Normalised.'),
    mailbox: z.string().nullable().describe('`null` in a removed row.'),
    before: z.string().nullable().describe('`null` in an added row.'),
    validFrom: Time.nullable(),
    validTo: Time.nullable(),
  })
  .meta({ id: 'Difference' });
export type Difference = z.infer<typeof Difference>;

const UnknownUser = z
  .object({
    line: z.int().nullable(),
    address: z.string(),
    reason: z.enum(['notFound', 'noMailbox', 'accessDenied']),
    message: z.string(),
  })
  .meta({ id: 'UnknownUser' });
export type UnknownUser = z.infer<typeof UnknownUser>;

/** What the directory says of the mailboxes. A warning: rows that name nobody yet are taken all the same. */
const UsersReport = z
  .object({
    of: z.int().describe('Distinct addresses.'),
    checked: z.int(),
    unknown: z.array(UnknownUser),
    pending: z
      .array(ListedAddress)
      .describe('Not asked about yet, for `mapping-check`; in a dry run only.'),
  })
  .meta({ id: 'UsersReport' });
export type UsersReport = z.infer<typeof UsersReport>;

export const MappingReport = z
  .object({
    version: z.int().describe('The version the upload became, or would become.'),
    rows: z.int(),
    valid: z.int(),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    errors: z.array(RowFault),
    differences: z
      .array(Difference)
      .describe(
        'Against the mapping in use; the first ones, `added`, `changed` and `removed` count all.',
      ),
    users: UsersReport,
  })
  .meta({ id: 'MappingReport' });
export type MappingReport = z.infer<typeof MappingReport>;

/** A report as a problem: its faults are why nothing was changed. */
export const MappingRefusal = z
  .looseObject({ ...Problem.shape, ...MappingReport.shape, errorCount: z.int() })
  .meta({ id: 'MappingRefusal' });

export const CheckReport = z
  .object({
    checked: z.int().describe('From the beginning of the list up to here.'),
    of: z.int(),
    unknown: z.array(UnknownUser).describe('Of those that this call looked at.'),
    nextCursor: z
      .string()
      .optional()
      .describe('There is more: ask the same question again with it.'),
  })
  .meta({ id: 'CheckReport' });
export type CheckReport = z.infer<typeof CheckReport>;

const Normalised = z.object({
  given: z.string(),
  normalised: z
    .string()
    .describe('What is compared; the value as given where it is no telephone number.'),
});

export const ResolveAnswer = z
  .object({
    number: Normalised.nullable(),
    email: Normalised.nullable(),
    at: Time,
    mappingVersion: z.int().nullable(),
    mailbox: z
      .object({ address: z.string(), mailboxId: z.string(), rule: z.enum(['custom', 'automatic']) })
      .nullable()
      .describe(
        'Where an item of this participant alone would go; `null`: it would not be imported.',
      ),
    steps: z
      .array(
        z.object({
          rule: z.enum(['custom', 'automatic']),
          result: z.enum(['won', 'notNeeded', 'noUser', 'noMatch', 'notEffective', 'off']),
          address: z.string().nullable(),
          message: z.string(),
        }),
      )
      .describe('Each rule in its order, and what came of it.'),
  })
  .meta({ id: 'ResolveAnswer' });
export type ResolveAnswer = z.infer<typeof ResolveAnswer>;

export const ReprocessReport = z
  .object({
    queued: z
      .array(z.string())
      .describe('Runs that were queued; those of a connector follow one another.'),
    busy: z
      .array(z.string())
      .describe('Runs that are under way already; reprocess them when they have settled.'),
    items: z.int().describe('Items seen that wait for one of the numbers.'),
    nextCursor: z
      .string()
      .optional()
      .describe('There are more exceptions to look through: ask the same question again with it.'),
  })
  .meta({ id: 'ReprocessReport' });
export type ReprocessReport = z.infer<typeof ReprocessReport>;
