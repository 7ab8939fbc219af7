import { tokens } from '@fluentui/react-components';
import type { Schemas } from '../../api/client.ts';

export type DayState = Schemas['Day']['state'];

/** From good to bad, as the legend has them. */
export const DAY_STATES: readonly DayState[] = [
  'complete',
  'withExceptions',
  'running',
  'missing',
  'failed',
  'notDue',
];

export const DAY_COLORS: Record<DayState, string> = {
  complete: tokens.colorStatusSuccessForeground3,
  withExceptions: tokens.colorStatusWarningForeground3,
  running: tokens.colorCompoundBrandStroke,
  missing: tokens.colorStatusDangerForeground3,
  failed: tokens.colorStatusDangerForeground3,
  notDue: tokens.colorNeutralStroke1,
};

/** States are told apart by form too: a filled square, one with a hole, a frame, a cross. */
export function cellPath(state: DayState, x: number, y: number, size: number): string {
  const square = `M${String(x)} ${String(y)}h${String(size)}v${String(size)}h${String(-size)}z`;
  switch (state) {
    case 'complete':
    case 'running':
      return square;
    case 'withExceptions':
      return square + inner(x, y, size, size * 0.36);
    case 'missing':
      return square + inner(x, y, size, size * 0.72);
    case 'failed':
      return cross(x, y, size);
    case 'notDue':
      return inner(x, y, size, size * 0.3, 1);
  }
}

/** A square in the middle; drawn the other way round it is a hole. */
function inner(x: number, y: number, size: number, side: number, turn: 1 | -1 = -1): string {
  const at = (size - side) / 2;
  const [left, top] = [(x + at).toFixed(2), (y + at).toFixed(2)];
  const s = side.toFixed(2);
  return turn === 1 ? `M${left} ${top}h${s}v${s}h-${s}z` : `M${left} ${top}v${s}h${s}v-${s}z`;
}

function cross(x: number, y: number, size: number): string {
  const bar = size * 0.24;
  const points = [
    [0, bar],
    [bar, 0],
    [size / 2, size / 2 - bar],
    [size - bar, 0],
    [size, bar],
    [size / 2 + bar, size / 2],
    [size, size - bar],
    [size - bar, size],
    [size / 2, size / 2 + bar],
    [bar, size],
    [0, size - bar],
    [size / 2 - bar, size / 2],
  ];
  return `M${points.map(([dx = 0, dy = 0]) => `${(x + dx).toFixed(2)} ${(y + dy).toFixed(2)}`).join('L')}z`;
}
