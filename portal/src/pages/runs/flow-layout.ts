/** Where the picture of a certificate has its bars and bands: pure, in units of its own view box. */
type Tone = 'neutral' | 'brand' | 'good' | 'warn' | 'bad';
export type Counter =
  | 'listed'
  | 'items'
  | 'repeated'
  | 'delivered'
  | 'unmapped'
  | 'tooLarge'
  | 'malformed'
  | 'deliveries'
  | 'imported'
  | 'partial'
  | 'duplicate'
  | 'failed';
type Counters = Readonly<Record<Counter, number>>;
type NodeId = Counter | 'open';

export interface FlowNode {
  id: NodeId;
  tone: Tone;
  value: number;
  x: number;
  y: number;
  height: number;
}

interface FlowBand {
  tone: Tone;
  /** Outline of the band, as a path. */
  path: string;
}

interface Flow {
  nodes: FlowNode[];
  bands: FlowBand[];
  width: number;
  height: number;
}

export const BAR_WIDTH = 12;
const COLUMNS = [0, 180, 380, 590, 790] as const;
const WIDTH = 960;
/** Height of the largest number. */
const FULL = 200;
const TOP = 4;
/** Small numbers stay visible. */
const MIN_HEIGHT = 3;
/** Room for a label of two lines. */
const SLOT = 46;
const GAP = 8;

interface Part {
  id: NodeId;
  tone: Tone;
  value: number;
}

/** Deliveries that no mailbox has answered for yet; none once the run is settled. */
function openDeliveries(counters: Counters): number {
  const { deliveries, imported, partial, duplicate, failed } = counters;
  return Math.max(0, deliveries - imported - partial - duplicate - failed);
}

export function layOut(counters: Counters): Flow {
  const { listed, repeated, items, deliveries } = counters;
  const left = FULL / Math.max(1, listed, items + repeated);
  const right = FULL / Math.max(1, deliveries);
  const open = openDeliveries(counters);
  const part = (id: Counter, tone: Tone): Part => ({
    id,
    tone,
    value: counters[id],
  });
  const columns = [
    column(0, left, [part('listed', 'brand')]),
    column(1, left, [part('items', 'brand'), part('repeated', 'neutral')]),
    column(2, left, [
      part('delivered', 'brand'),
      part('unmapped', 'warn'),
      part('tooLarge', 'warn'),
      part('malformed', 'bad'),
    ]),
    column(3, right, [part('deliveries', 'brand')]),
    column(4, right, [
      part('imported', 'good'),
      part('partial', 'warn'),
      part('duplicate', 'neutral'),
      part('failed', 'bad'),
      ...(open > 0 ? [{ id: 'open', tone: 'neutral', value: open } as const] : []),
    ]),
  ] as const;
  const [source, listing, outcomes, sent, results] = columns;
  const nodes = columns.flat();
  const bands = [
    ...fan(source[0], listing, left),
    ...fan(listing[0], outcomes, left),
    ...between(outcomes[0], sent[0]),
    ...fan(sent[0], results, right),
  ];
  const height = Math.max(...nodes.map(({ y, height: own }) => y + Math.max(own, SLOT)));
  return { nodes, bands, width: WIDTH, height };
}

function column(index: number, scale: number, parts: readonly Part[]): FlowNode[] {
  let y = TOP;
  return parts.map((part) => {
    const height = part.value === 0 ? 0 : Math.max(MIN_HEIGHT, part.value * scale);
    const node = { ...part, x: COLUMNS[index] ?? 0, y, height };
    y += Math.max(SLOT, height) + GAP;
    return node;
  });
}

/** Bands from one bar to several, side by side where they leave it. */
function fan(from: FlowNode | undefined, to: readonly FlowNode[], scale: number): FlowBand[] {
  if (!from) return [];
  let offset = 0;
  return to.flatMap((node) => {
    const start = from.y + offset;
    const thickness = node.value * scale;
    offset += thickness;
    return node.value === 0 ? [] : [band(from.x, start, Math.max(1, thickness), node)];
  });
}

function between(from: FlowNode | undefined, to: FlowNode | undefined): FlowBand[] {
  return from && to && from.height > 0 && to.height > 0
    ? [band(from.x, from.y, from.height, to)]
    : [];
}

function band(fromX: number, fromY: number, thickness: number, to: FlowNode): FlowBand {
  const x1 = fromX + BAR_WIDTH;
  const x2 = to.x;
  const middle = (x1 + x2) / 2;
  const path = [
    `M${point(x1, fromY)}C${point(middle, fromY)} ${point(middle, to.y)} ${point(x2, to.y)}`,
    `V${round(to.y + to.height)}`,
    `C${point(middle, to.y + to.height)} ${point(middle, fromY + thickness)} ${point(x1, fromY + thickness)}Z`,
  ];
  return { tone: to.tone, path: path.join('') };
}

function point(x: number, y: number): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): string {
  return value.toFixed(1);
}
