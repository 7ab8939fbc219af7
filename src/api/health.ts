/** Whether the application can work, for probes; what is wrong with it, for signed-in readers. */
import { errorCode } from '../domain/errors.ts';
import type { ApiDeps, HealthCheck } from './ports.ts';
import type { HealthView } from './schemas.ts';
import { within } from './items/within.ts';

/** Milliseconds; a probe gives up after ten seconds or more. */
const CHECK_TIMEOUT_MS = 5_000;

export interface HealthCases {
  look(withChecks: boolean): Promise<HealthView>;
}

export function createHealthCases(deps: Pick<ApiDeps, 'clock' | 'health'>): HealthCases {
  return {
    look: async (withChecks) => {
      const checks = await Promise.all(deps.health.map((check) => lookAt(check, deps)));
      const status = checks.every(({ ok }) => ok) ? 'healthy' : 'unhealthy';
      return { status, ...(withChecks && { checks }) };
    },
  };
}

async function lookAt(
  { name, check }: HealthCheck,
  { clock }: Pick<ApiDeps, 'clock'>,
): Promise<{ name: string; ok: boolean; code?: string }> {
  const code = await within(clock, CHECK_TIMEOUT_MS, () =>
    check().then(
      () => undefined,
      (error: unknown) => errorCode(error),
    ),
  );
  return { name, ok: code === undefined, ...(code !== undefined && { code }) };
}
