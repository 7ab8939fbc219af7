import { createAuditCases, type AuditCases } from './audit/audit.ts';
import { createAuditTrail, type AuditTrail } from './audit/trail.ts';
import { createConnectorCases, type ConnectorCases } from './setup/connectors.ts';
import { createConsentCases, type ConsentCases } from './setup/consent.ts';
import { createExceptionCases, type ExceptionCases } from './runs/exceptions.ts';
import { createHealthCases, type HealthCases } from './health.ts';
import { createItemCases, type ItemCases } from './items/items.ts';
import { createMappingCases, type MappingCases } from './mapping/mapping.ts';
import { createDayCases, type DayCases } from './runs/days.ts';
import { createMappingUserCases, type MappingUserCases } from './mapping/users.ts';
import type { ApiDeps } from './ports.ts';
import { createPreflightCases, type PreflightCases } from './setup/preflight.ts';
import { createReprocessCases, type ReprocessCases } from './runs/reprocess.ts';
import { createReportCases, type ReportCases } from './runs/report.ts';
import { createRunCases, type RunCases } from './runs/runs.ts';
import { createSetupCases, type SetupCases } from './setup/setup.ts';

/** The use cases behind the routes. */
export interface Api {
  deps: ApiDeps;
  trail: AuditTrail;
  health: HealthCases;
  connectors: ConnectorCases;
  setup: SetupCases;
  mapping: MappingCases;
  users: MappingUserCases;
  preflight: PreflightCases;
  consent: ConsentCases;
  runs: RunCases;
  reprocess: ReprocessCases;
  days: DayCases;
  items: ItemCases;
  reports: ReportCases;
  exceptions: ExceptionCases;
  audit: AuditCases;
}

export function createApi(given: ApiDeps): Api {
  const trail = createAuditTrail(given);
  const { deps } = trail;
  const runs = createRunCases(deps);
  return {
    deps,
    trail,
    health: createHealthCases(deps),
    connectors: createConnectorCases(deps),
    setup: createSetupCases(deps),
    mapping: createMappingCases(deps),
    users: createMappingUserCases(deps),
    preflight: createPreflightCases(deps),
    consent: createConsentCases(deps),
    runs,
    reprocess: createReprocessCases(deps, runs),
    days: createDayCases(deps),
    items: createItemCases(deps),
    reports: createReportCases(deps),
    exceptions: createExceptionCases(deps),
    audit: createAuditCases(deps),
  };
}
