/** The audit, as callers ask for it and get it. */
import { z } from 'zod';
import { CONNECTOR_ID, isRunId } from '../setup/change.ts';
import { paging } from '../http/paging.ts';
import { Time } from '../schemas.ts';

const MAX_NAME = 320;

const Stretch = {
  from: Time.optional().describe('The first moment that counts.'),
  to: Time.optional().describe('The first moment that is too late.'),
};

export const AuditQuery = z.strictObject({
  ...Stretch,
  connectorId: z.string().regex(CONNECTOR_ID).optional(),
  runId: z.string().refine(isRunId, 'This is not the id of a run.').optional(),
  who: z
    .string()
    .min(1)
    .max(MAX_NAME)
    .optional()
    .describe("A person's name or object id, `system`, or `nobody`."),
  action: z
    .string()
    .regex(/^[A-Za-z]{1,50}$/)
    .optional(),
  ...paging,
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditExportQuery = z.strictObject(Stretch);
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Of the connector under their own names, of a run behind its id. */
const Fields = z.record(z.string(), z.unknown());

const AuditRowView = z
  .looseObject({
    number: z.int(),
    at: Time,
    who: z.string(),
    whoId: z.string().optional(),
    action: z.string(),
    connectorId: z.string().optional(),
    runId: z.string().optional(),
    outcome: z
      .enum(['done', 'refused', 'failed', 'unknown'])
      .describe('`unknown`: it was begun, and what came of it could not be recorded.'),
    status: z.int().optional(),
    code: z.string().optional(),
    begunAt: Time.optional(),
    before: Fields.optional(),
    after: Fields.optional(),
    previous: Hash,
    hash: Hash,
  })
  .meta({ id: 'AuditRow' });

export const AuditList = z
  .object({
    items: z.array(AuditRowView),
    nextCursor: z.string().optional(),
    verified: z
      .boolean()
      .describe('Whether the chain of hashes holds over every day that has a row here.'),
    broken: z
      .object({ number: z.int(), at: z.string(), reason: z.enum(['altered', 'unlinked']) })
      .nullable()
      .describe('Where it first does not.'),
  })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof AuditList>;
