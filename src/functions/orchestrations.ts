import type { DurableClient } from 'durable-functions';
import { isCode } from '../domain/errors.ts';
import type { InstanceStatus } from '../domain/due.ts';
import type { Run } from '../domain/records.ts';
import { ARCHIVE_RUN, CANCEL_EVENT } from '../orchestrators/archive-run.ts';
import type { Ports } from '../ports/ports.ts';
import type { Tagged } from '../ports/storage.ts';

const LIVE_STATES: ReadonlySet<string> = new Set([
  'Pending',
  'Running',
  'ContinuedAsNew',
  'Suspended',
]);

/** Starts, asks after and cancels the orchestrations of runs. */
export interface RunOrchestrations {
  start(run: Tagged<Run>): Promise<void>;
  cancel(run: Run): Promise<void>;
  status(run: Run): Promise<InstanceStatus>;
}

/** What is used of the durable client. */
type Client = Pick<DurableClient, 'startNew' | 'raiseEvent' | 'getStatus'>;

/** @param draining begins nothing: what was queued meanwhile is taken up by the tick afterwards */
export function createOrchestrations(
  ports: Ports,
  client: Client,
  draining = false,
): RunOrchestrations {
  return { start, cancel, status };

  /** The attempt is noted before it is begun: a crash in between is found by the tick, two starters by the tag. */
  async function start(run: Tagged<Run>): Promise<void> {
    if (draining) return;
    const attempt = run.attempt + 1;
    const instanceId = attempt === 1 ? run.id : `${run.id}-a${String(attempt)}`;
    const attemptedAt = ports.clock.now();
    try {
      await ports.runs.update(run.id, run.etag, { attempt, instanceId, attemptedAt });
    } catch (error) {
      if (isCode(error, 'conflict')) return;
      throw error;
    }
    await client.startNew(ARCHIVE_RUN, { instanceId, input: { runId: run.id, attempt } });
  }

  async function cancel(run: Run): Promise<void> {
    if (run.instanceId !== undefined) await client.raiseEvent(run.instanceId, CANCEL_EVENT, {});
  }

  async function status(run: Run): Promise<InstanceStatus> {
    if (run.instanceId === undefined) return { kind: 'unknown' };
    try {
      const found = await client.getStatus(run.instanceId);
      if (!LIVE_STATES.has(found.runtimeStatus)) return { kind: 'ended' };
      return { kind: 'alive', lastSignAt: new Date(found.lastUpdatedTime).getTime() };
    } catch {
      // The client throws for an instance it does not know, and says so only in words.
      return { kind: 'unknown' };
    }
  }
}
