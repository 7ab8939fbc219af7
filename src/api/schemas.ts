/** What callers send and get: the one source of validation, types and description. */
import { z } from 'zod';
import { Product } from '../catalog/products.ts';
import { DEFAULT_SIZE_LIMIT, MAX_SIZE_LIMIT } from '../domain/size-rule.ts';
import { listOf } from './http/paging.ts';

export const MB = 1_048_576;
/** Exchange keeps a message class of at most 255 characters. */
const MAX_CLASS_LENGTH = 255;
/** Longer than any of the source's, short enough for a secret's name and value. */
const MAX_CREDENTIAL_LENGTH = 256;

export const Time = z.iso.datetime().meta({ id: 'Time' });

// ------------------------------------------------------------------------------------------------ what callers send

const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.');

export const NewConnector = z
  .strictObject({ product: z.string().min(1).max(50), name: Name })
  .meta({ id: 'NewConnector' });

const SettingsChange = z.strictObject({
  sizeLimitMb: z
    .int()
    .min(DEFAULT_SIZE_LIMIT / MB)
    .max(MAX_SIZE_LIMIT / MB)
    .nullable()
    .optional()
    .describe("`null` goes back to the product's own limit."),
  messageClass: z
    .string()
    .max(MAX_CLASS_LENGTH)
    .regex(/^IPM\.Note(\.[A-Za-z0-9_-]+)*$/, 'Must be IPM.Note, or begin with "IPM.Note.".')
    .nullable()
    .optional(),
});

export const ConnectorPatch = z
  .strictObject({ name: Name.optional(), settings: SettingsChange.optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Nothing to change was given.')
  .meta({ id: 'ConnectorPatch' });

export const Terms = z
  .strictObject({
    version: z.string().trim().min(1).max(50),
    accepted: z.literal(true),
  })
  .meta({ id: 'Terms' });

export const Credentials = z
  .strictObject({
    username: z.string().trim().min(1).max(MAX_CREDENTIAL_LENGTH),
    password: z.string().min(1).max(MAX_CREDENTIAL_LENGTH),
  })
  .meta({ id: 'Credentials' });

export const MappingRules = z
  .strictObject({ automatic: z.boolean(), custom: z.boolean() })
  .refine(({ automatic, custom }) => automatic || custom, 'At least one rule must be on.')
  .meta({ id: 'MappingRules' });

// -------------------------------------------------------------------------------------------------- what callers get

export const Me = z.object({ name: z.string(), roles: z.array(z.string()) }).meta({ id: 'Me' });
export const Catalogue = listOf(Product);

const ConnectorStateName = z
  .enum(['draft', 'ready', 'active', 'paused', 'attention', 'deleted'])
  .meta({ id: 'ConnectorState' });
export const RunStateName = z
  .enum([
    'queued',
    'running',
    'settling',
    'succeeded',
    'succeededWithExceptions',
    'failed',
    'cancelled',
  ])
  .meta({ id: 'RunState' });
const StepStateName = z.enum(['open', 'done', 'notNeeded']).meta({ id: 'StepState' });
export const WindowView = z.object({ from: Time, to: Time }).meta({ id: 'Window' });

export const ConnectorView = z
  .object({
    id: z.string(),
    product: z.string(),
    title: z.string(),
    folder: z.string(),
    name: z.string(),
    state: ConnectorStateName,
    steps: z.object({
      terms: StepStateName,
      credentials: StepStateName,
      mapping: StepStateName,
      consent: StepStateName,
    }),
    settings: z.object({ sizeLimitMb: z.number(), messageClass: z.string() }),
    mapping: z.object({
      automatic: z.boolean(),
      custom: z.boolean(),
      version: z.int().nullable(),
    }),
    terms: z.object({ version: z.string(), acceptedAt: Time, acceptedBy: z.string() }).nullable(),
    credentials: z
      .object({
        username: z.string(),
        company: z.string(),
        verifiedAt: Time,
        verifiedBy: z.string(),
      })
      .nullable(),
    consent: z.object({ tenant: z.string(), grantedAt: Time, grantedBy: z.string() }).nullable(),
    attention: z
      .object({ code: z.string(), since: Time, reason: z.string(), remedy: z.string() })
      .nullable()
      .describe('Why the connector waits for a person, and what to do.'),
    createdAt: Time,
    createdBy: z.string(),
    activatedAt: Time.nullable(),
    watermark: Time.nullable().describe('Everything archived before this moment has been settled.'),
    lastRun: z
      .object({
        id: z.string(),
        state: RunStateName,
        window: WindowView,
        settledAt: Time.nullable(),
        balanced: z.boolean().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Connector' });
export type ConnectorView = z.infer<typeof ConnectorView>;

export const ConsentPage = z.object({ url: z.url() }).meta({ id: 'ConsentPage' });
export const ConsentGranted = z
  .object({ connectorId: z.string(), granted: z.literal(true) })
  .meta({ id: 'ConsentGranted' });

export const HealthView = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    checks: z
      .array(z.object({ name: z.string(), ok: z.boolean(), code: z.string().optional() }))
      .optional()
      .describe('For signed-in readers only.'),
  })
  .meta({ id: 'Health' });
export type HealthView = z.infer<typeof HealthView>;
