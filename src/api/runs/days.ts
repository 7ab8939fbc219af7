/** What became of a connector's days, for the calendar and the chart of the overview. */
import { exceptionsIn } from '../../domain/certificate.ts';
import { daysOf, type Day } from '../../domain/days.ts';
import { DAY_MS, isoTime } from '../../domain/window.ts';
import { findConnector } from '../setup/change.ts';
import type { DayList, DayQuery, DayView } from './day-schemas.ts';
import type { ApiDeps } from '../ports.ts';
import { MAX_WINDOW_DAYS } from './run-schemas.ts';

export interface DayCases {
  list(connectorId: string, query: DayQuery): Promise<DayList>;
}

export function createDayCases(deps: Pick<ApiDeps, 'clock' | 'connectors' | 'runs'>): DayCases {
  return {
    list: async (connectorId, { from, to }) => {
      const connector = await findConnector(deps, connectorId);
      // A run over many days stands where its window begins.
      const reach = from - (MAX_WINDOW_DAYS - 1) * DAY_MS;
      const runs = await deps.runs.between(connectorId, reach, to);
      return { items: daysOf(connector, runs, { from, to }, deps.clock.now()).map(dayView) };
    },
  };
}

function dayView({ window, state, run }: Day): DayView {
  const isOfDay = run?.window.from === window.from && run.window.to === window.to;
  const counted = isOfDay && state !== 'running' ? run.certificate : undefined;
  return {
    day: isoTime(window.from).slice(0, 10),
    state,
    runId: run?.id ?? null,
    runState: run?.state ?? null,
    items: counted?.items ?? null,
    deliveries: counted?.deliveries ?? null,
    exceptions: counted ? exceptionsIn(counted) : null,
  };
}
