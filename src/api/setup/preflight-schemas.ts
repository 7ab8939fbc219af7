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
    ready: z.boolean().describe('Every check passed.'),
    checks: z.array(
      z.object({
        name: z.enum(CHECK_NAMES),
        ok: z.boolean(),
        detail: z.string().describe('What was found; never a secret.'),
        remedy: z.string().describe('What to do; empty where all is well.'),
      }),
    ),
  })
  .meta({ id: 'Preflight' });
export type PreflightView = z.infer<typeof PreflightView>;
