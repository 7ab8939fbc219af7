/** What waits for a person, the most urgent first. Pure. */
import type { Schemas } from '../../api/client.ts';
import { texts } from '../../texts.ts';

type Connector = Schemas['Connector'];
type Day = Schemas['Day'];

export interface Need {
  key: string;
  severity: 'error' | 'warning' | 'info';
  title: string;
  text?: string;
  action: { label: string; href: string };
}

const RANK: Record<Need['severity'], number> = { error: 0, warning: 1, info: 2 };
const words = texts.needs;

/** @param days of each connector, where they are known */
export function needsOf(
  connectors: readonly Connector[],
  days: readonly (readonly Day[] | undefined)[],
  openExceptions: number,
): Need[] {
  const needs = connectors.flatMap((connector, index) => ofConnector(connector, days[index] ?? []));
  if (openExceptions > 0) {
    needs.push({
      key: 'exceptions',
      severity: 'warning',
      title: words.exceptions(openExceptions),
      text: words.exceptionsText,
      action: { label: words.look, href: '/exceptions' },
    });
  }
  return needs.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function ofConnector(
  { id, name, state, attention, steps }: Connector,
  days: readonly Day[],
): Need[] {
  const href = `/connectors/${id}`;
  const needs: Need[] = [];
  if (attention) {
    needs.push({
      key: `${id} attention`,
      severity: 'error',
      title: `${name}: ${attention.reason}`,
      text: attention.remedy,
      action: { label: words.mend, href },
    });
  }
  if (state === 'draft' || state === 'ready') {
    const open = Object.values(steps).filter((step) => step === 'open').length;
    needs.push({
      key: `${id} setup`,
      severity: 'info',
      title: words.unfinished(name),
      text: words.stepsOpen(open),
      action: { label: words.continue, href: `${href}/setup` },
    });
  }
  const missing = days.filter((day) => day.state === 'missing').length;
  if (missing > 0) {
    needs.push({
      key: `${id} missing`,
      severity: 'error',
      title: words.missing(name, missing),
      text: words.missingText,
      action: { label: words.catchUp, href: `${href}/runs` },
    });
  }
  const failed = days.findLast((day) => day.state === 'failed');
  if (failed) {
    needs.push({
      key: `${id} failed`,
      severity: 'error',
      title: words.failed(name),
      action: { label: words.look, href: failed.runId ? `/runs/${failed.runId}` : href },
    });
  }
  return needs;
}
