/** The daily letter to the administrators: what was archived, what waits. Counts and names of connectors, no content. */
import { OLD_WATERMARK_HOURS } from './due.ts';
import type { ConnectorState, RunState } from './records.ts';
import { escapeHtml } from './html.ts';
import { ARCHIVE_KEY_PROPERTY } from './properties.ts';
import { HOUR_MS, isoTime } from './window.ts';

/** One connector's part. */
export interface DigestEntry {
  connectorId: string;
  name: string;
  state: ConnectorState;
  /** Clock time; absent before the first settled run. */
  watermark?: number;
  /** Runs settled since the letter before. */
  runs: { id: string; state: RunState; items: number; deliveries: number; exceptions: number }[];
}

export interface Digest {
  /** Clock time. */
  at: number;
  entries: readonly DigestEntry[];
  /** Address of the administration page; without it the letter has no link. */
  page?: string;
}

const READ_BY_NOBODY = '0';
const BAD_STATES: ReadonlySet<string> = new Set(['attention', 'failed', 'cancelled']);

/** Whether anything in it wants a person. */
function wantsPerson({ at, entries }: Digest): boolean {
  return entries.some(
    ({ state, watermark, runs }) =>
      BAD_STATES.has(state) ||
      runs.some((run) => BAD_STATES.has(run.state) || run.exceptions > 0) ||
      (state === 'active' &&
        watermark !== undefined &&
        at - watermark > OLD_WATERMARK_HOURS * HOUR_MS),
  );
}

/** The message as Microsoft Graph takes it. The same digest and key give the same bytes. */
export function renderDigest(digest: Digest, address: string, key: string): string {
  const day = isoTime(digest.at).slice(0, 10);
  const recipient = { emailAddress: { name: address, address } };
  const verdict = wantsPerson(digest) ? 'something waits for you' : 'all is well';
  return JSON.stringify({
    subject: `Mobile Archiver, ${day}: ${verdict}`,
    body: { contentType: 'html', content: bodyOf(digest, day) },
    from: recipient,
    sender: recipient,
    toRecipients: [recipient],
    isRead: false,
    singleValueExtendedProperties: [
      { id: 'Integer 0x0E07', value: READ_BY_NOBODY },
      { id: 'SystemTime 0x0E06', value: isoTime(digest.at) },
      { id: 'SystemTime 0x0039', value: isoTime(digest.at) },
      { id: ARCHIVE_KEY_PROPERTY, value: key },
    ],
  });
}

function bodyOf({ at, entries, page }: Digest, day: string): string {
  const rows = entries.map((entry) => {
    const runs = entry.runs.map(
      ({ state, items, deliveries, exceptions }) =>
        `${state}: ${String(items)} items, ${String(deliveries)} deliveries, ${String(exceptions)} exceptions`,
    );
    const cells = [
      entry.name,
      entry.state,
      entry.watermark === undefined ? 'nothing yet' : isoTime(entry.watermark),
      runs.length === 0 ? 'no run' : runs.join('; '),
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const link =
    page === undefined ? '' : `<p><a href="${escapeHtml(page)}">${escapeHtml(page)}</a></p>`;
  const head = ['Connector', 'State', 'Settled up to', 'Runs settled since yesterday'];
  return (
    `<p>What the archiver did in the 24 hours before ${escapeHtml(isoTime(at))} (${day}).</p>` +
    `<table><tr>${head.map((cell) => `<th align="left">${cell}</th>`).join('')}</tr>${rows.join('')}</table>${link}`
  );
}
