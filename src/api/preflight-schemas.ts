import { z } from 'zod';

export const CHECK_NAMES = [
  'source',
  'directory',
  'mailbox',
  'storage',
  'secretStore',
  'mapping',
] as const;

export const PreflightView = z
  .object({
    /** Every check passed. */
    ready: z.boolean(),
    checks: z.array(
      z.object({
        name: z.enum(CHECK_NAMES),
        ok: z.boolean(),
        /** What was found; never a secret. */
        detail: z.string(),
        /** What to do; empty where all is well. */
        remedy: z.string(),
      }),
    ),
  })
  .meta({ id: 'Preflight' });
export type PreflightView = z.infer<typeof PreflightView>;
