import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveFaultControl } from '../kit/fault-control.ts';
import type { FaultBook } from '../kit/faults.ts';
import { readJson, sendJson } from '../kit/http.ts';
import { asyncOf } from '../world/media.ts';
import type { Bytes, SimItem } from '../world/types.ts';
import type { Site } from './site.ts';

/** Bodies whose path matches are cut off after so many bytes. */
interface Cut {
  readonly path: string;
  readonly afterBytes: number;
  times: number;
}

interface Stats {
  /** answers by operation and status, for example `listItems 200` */
  readonly answers: Record<string, number>;
  bytesOfBodies: number;
}

export interface Control {
  readonly faults: FaultBook;
  readonly cuts: Cut[];
  readonly stats: Stats;
}

/** An item as a test hands it over; `raw` may be anything, also what no client could understand. */
interface HandedItem {
  readonly product: string;
  readonly archivedAt: string;
  readonly raw: unknown;
  /** base64 */
  readonly content?: string;
  /** base64 by attachment id */
  readonly attachments?: Readonly<Record<string, string>>;
}

/** `/_control/…`: what a test needs to arrange and to see, off the contract's paths. */
export async function serveControl(
  path: string,
  { site, control }: { site: Site; control: Control },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const what = `${String(request.method)} ${path.slice('/_control/'.length)}`;
  if (path === '/_control/faults') {
    await serveFaultControl(control.faults, request, response);
    return;
  }
  const body = await readJson(request);
  switch (what) {
    case 'POST cuts':
      control.cuts.push(body as Cut);
      break;
    case 'POST expire-sessions':
      site.sessions.expireAll();
      break;
    case 'POST advance-clock':
      site.clock.advance((body as { ms: number }).ms);
      break;
    case 'POST items':
      for (const item of body as HandedItem[]) site.store.add(item.product, [unpacked(item)]);
      break;
    case 'GET stats':
      sendJson(response, 200, { ...control.stats, openSessions: site.sessions.open() });
      return;
    default:
      sendJson(response, 404, { error: { code: 'not_found', message: `No control '${what}'.` } });
      return;
  }
  sendJson(response, 200, {});
}

/** After how many bytes this body is to be cut, if it is. */
export function takeCut(cuts: readonly Cut[], path: string): number | undefined {
  const cut = cuts.find((candidate) => candidate.times > 0 && path.includes(candidate.path));
  if (cut === undefined) return undefined;
  cut.times -= 1;
  return cut.afterBytes;
}

function unpacked({ raw, archivedAt, content, attachments }: HandedItem): SimItem {
  const files = Object.entries(attachments ?? {}).map(([id, data]) => [id, held(data)] as const);
  return {
    raw,
    archivedAt,
    ...(content !== undefined && { content: held(content) }),
    attachments: new Map(files),
  };
}

function held(base64: string): Bytes {
  const data = Buffer.from(base64, 'base64');
  return {
    size: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
    open: () => asyncOf([data]),
  };
}
