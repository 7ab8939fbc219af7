/** What callers send and get about the custom mapping. */
import { z } from 'zod';
import { Problem } from './problem.ts';

const Time = z.iso.datetime();

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
          /** Dates like 2026-03-31, as in a file; half-open, UTC. */
          validFrom: Cell.optional(),
          validTo: Cell.optional(),
        }),
      )
      .min(1)
      .max(MAX_ADDED_AT_ONCE),
    /** Rows in use that name one of the numbers make way. */
    replace: z.boolean().default(false),
  })
  .meta({ id: 'NewEntries' });
export type NewEntries = z.infer<typeof NewEntries>;

export const ResolveQuestion = z
  .strictObject({
    number: z.string().trim().min(1).max(MAX_CELL).optional(),
    email: z.string().trim().min(1).max(MAX_CELL).optional(),
    /** The moment of the communication; now unless given. */
    at: Time.optional(),
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
    /** The mapping in use unless given. */
    addresses: z.array(ListedAddress).min(1).max(MAX_CHECKED_AT_ONCE).optional(),
    cursor: Position.optional(),
  })
  .meta({ id: 'CheckQuestion' });
export type CheckQuestion = z.infer<typeof CheckQuestion>;

export const ReprocessQuestion = z
  .strictObject({
    /** As the exceptions name them; all unmapped items unless given. */
    parties: z.array(z.string().min(1).max(MAX_CELL)).min(1).max(MAX_PARTIES_AT_ONCE).optional(),
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
    /** The version whose copy it is. */
    restoredFrom: z.int().nullable(),
    /** Whether runs use this one now. */
    live: z.boolean(),
  })
  .meta({ id: 'MappingVersion' });
export type MappingVersionView = z.infer<typeof MappingVersionView>;

export const RowFault = z
  .object({
    line: z.int(),
    column: z.string(),
    path: z.string(),
    code: z.string(),
    /** What is wrong and what to do. */
    message: z.string(),
  })
  .meta({ id: 'RowFault' });
export type RowFault = z.infer<typeof RowFault>;

const Difference = z
  .object({
    change: z.enum(['added', 'changed', 'removed']),
    /** Normalised. */
    number: z.string(),
    /** `null` in a removed row. */
    mailbox: z.string().nullable(),
    /** `null` in an added row. */
    before: z.string().nullable(),
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
    /** Distinct addresses. */
    of: z.int(),
    checked: z.int(),
    unknown: z.array(UnknownUser),
    /** Not asked about yet, for `mapping-check`; in a dry run only. */
    pending: z.array(ListedAddress),
  })
  .meta({ id: 'UsersReport' });
export type UsersReport = z.infer<typeof UsersReport>;

export const MappingReport = z
  .object({
    /** The version the upload became, or would become. */
    version: z.int(),
    rows: z.int(),
    valid: z.int(),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    errors: z.array(RowFault),
    /** Against the mapping in use; the first ones, `added`, `changed` and `removed` count all. */
    differences: z.array(Difference),
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
    /** From the beginning of the list up to here. */
    checked: z.int(),
    of: z.int(),
    /** Of those that this call looked at. */
    unknown: z.array(UnknownUser),
    /** There is more: ask the same question again with it. */
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'CheckReport' });
export type CheckReport = z.infer<typeof CheckReport>;

const Normalised = z.object({
  given: z.string(),
  /** What is compared; the value as given where it is no telephone number. */
  normalised: z.string(),
});

export const ResolveAnswer = z
  .object({
    number: Normalised.nullable(),
    email: Normalised.nullable(),
    at: Time,
    mappingVersion: z.int().nullable(),
    /** Where an item of this participant alone would go; `null`: it would not be imported. */
    mailbox: z
      .object({ address: z.string(), mailboxId: z.string(), rule: z.enum(['custom', 'automatic']) })
      .nullable(),
    /** Each rule in its order, and what came of it. */
    steps: z.array(
      z.object({
        rule: z.enum(['custom', 'automatic']),
        result: z.enum(['won', 'notNeeded', 'noUser', 'noMatch', 'notEffective', 'off']),
        address: z.string().nullable(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ResolveAnswer' });
export type ResolveAnswer = z.infer<typeof ResolveAnswer>;

export const ReprocessReport = z
  .object({
    /** Runs that were queued; those of a connector follow one another. */
    queued: z.array(z.string()),
    /** Runs that are under way already; reprocess them when they have settled. */
    busy: z.array(z.string()),
    /** Items seen that wait for one of the numbers. */
    items: z.int(),
    /** There are more exceptions to look through: ask the same question again with it. */
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'ReprocessReport' });
export type ReprocessReport = z.infer<typeof ReprocessReport>;
