import { createConnectorCases, type ConnectorCases } from './connectors.ts';
import { createConsentCases, type ConsentCases } from './consent.ts';
import { createExceptionCases, type ExceptionCases } from './exceptions.ts';
import { createHealthCases, type HealthCases } from './health.ts';
import { createMappingCases, type MappingCases } from './mapping.ts';
import { createDayCases, type DayCases } from './days.ts';
import type { ApiDeps } from './ports.ts';
import { createReportCases, type ReportCases } from './report.ts';
import { createRunCases, type RunCases } from './runs.ts';
import { createSetupCases, type SetupCases } from './setup.ts';

/** The use cases behind the routes. */
export interface Api {
  deps: ApiDeps;
  health: HealthCases;
  connectors: ConnectorCases;
  setup: SetupCases;
  mapping: MappingCases;
  consent: ConsentCases;
  runs: RunCases;
  days: DayCases;
  reports: ReportCases;
  exceptions: ExceptionCases;
}

export function createApi(deps: ApiDeps): Api {
  return {
    deps,
    health: createHealthCases(deps),
    connectors: createConnectorCases(deps),
    setup: createSetupCases(deps),
    mapping: createMappingCases(deps),
    consent: createConsentCases(deps),
    runs: createRunCases(deps),
    days: createDayCases(deps),
    reports: createReportCases(deps),
    exceptions: createExceptionCases(deps),
  };
}
