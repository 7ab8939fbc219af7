/** Reading and changing a row that others change at the same time. */
import { isCode } from '../../domain/errors.ts';
import type { Connector, ConnectorChange, Run, RunChange } from '../../domain/records.ts';
import { parseRunId } from '../../domain/run-id.ts';
import type { Tagged } from '../../ports/storage.ts';
import { requireMatch, stale } from '../http/etag.ts';
import type { ApiDeps } from '../ports.ts';
import { notFound } from '../http/problem.ts';

/** A caller who named no state of the row means the newest: a change that was overtaken is made once more. */
const ATTEMPTS = 5;
/** What our own ids look like; anything else was never one of them and is not asked of the storage. */
export const CONNECTOR_ID = /^[a-z2-7]{12}$/;
export const MAPPING_VERSION = /^[1-9]\d{0,8}$/;

export async function findConnector(
  { connectors }: Pick<ApiDeps, 'connectors'>,
  id: string,
): Promise<Tagged<Connector>> {
  const connector = CONNECTOR_ID.test(id) ? await connectors.get(id) : undefined;
  if (!connector) throw notFound('connector');
  return connector;
}

export async function findRun({ runs }: Pick<ApiDeps, 'runs'>, id: string): Promise<Tagged<Run>> {
  const run = isRunId(id) ? await runs.get(id) : undefined;
  if (!run) throw notFound('run');
  return run;
}

export function isRunId(id: string): boolean {
  const name = parseRunId(id);
  return name !== undefined && CONNECTOR_ID.test(name.connectorId);
}

/** @param decide says what to change in the row as it stands, or throws; called again when it was overtaken. */
export function changeConnector(
  deps: Pick<ApiDeps, 'connectors'>,
  id: string,
  ifMatch: string | undefined,
  decide: (connector: Tagged<Connector>) => ConnectorChange,
): Promise<Tagged<Connector>> {
  return retrying(ifMatch, async () => {
    const connector = await findConnector(deps, id);
    requireMatch(ifMatch, connector.etag);
    const change = decide(connector);
    if (Object.keys(change).length === 0) return connector;
    return deps.connectors.update(id, connector.etag, change);
  });
}

export function changeRun(
  deps: Pick<ApiDeps, 'runs'>,
  id: string,
  decide: (run: Tagged<Run>) => RunChange,
): Promise<Tagged<Run>> {
  return retrying(undefined, async () => {
    const run = await findRun(deps, id);
    return deps.runs.update(id, run.etag, decide(run));
  });
}

async function retrying<T>(ifMatch: string | undefined, change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change();
    } catch (error) {
      if (!isCode(error, 'conflict')) throw error;
      if (ifMatch !== undefined) throw stale();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
