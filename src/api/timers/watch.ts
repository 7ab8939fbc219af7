/** Says, at every tick, what has gone on for too long: the alerts listen. */
import { OLD_WATERMARK_HOURS } from '../../domain/due.ts';
import type { Connector } from '../../domain/records.ts';
import { HOUR_MS } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';

/** A usual day takes minutes, the greatest catch-up a few hours. */
const LATE_AFTER_HOURS = 6;
/** One that waits for a person is told of as well: nothing else would move it. */
const WATCHED_STATES: ReadonlySet<Connector['state']> = new Set(['active', 'attention']);

export async function watch(
  ports: Pick<Ports, 'clock' | 'log' | 'runs' | 'connectors'>,
): Promise<void> {
  const hoursSince = (time: number): number => (ports.clock.now() - time) / HOUR_MS;
  for (const { id, connectorId, createdAt, phase } of await ports.runs.active()) {
    const hours = Math.floor(hoursSince(createdAt));
    if (hours < LATE_AFTER_HOURS) continue;
    ports.log.warn('a run is late', { runId: id, connectorId, hours, phase });
  }
  for (const { id, state, product, watermark, activatedAt } of await ports.connectors.list()) {
    if (!WATCHED_STATES.has(state)) continue;
    const hours = Math.floor(hoursSince(watermark ?? activatedAt ?? ports.clock.now()));
    if (hours < OLD_WATERMARK_HOURS) continue;
    ports.log.warn('the watermark of a connector is old', { connectorId: id, product, hours });
  }
}
