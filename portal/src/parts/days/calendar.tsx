/** The days of a connector as a calendar: a column for each week. Drawn as one path for each state. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { memo, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { formatMonth } from '../../format.ts';
import { texts } from '../../texts.ts';
import { cellPath, DAY_COLORS, DAY_STATES } from './colors.ts';
import { describe, summarise } from './describe.ts';

type Day = Schemas['Day'];

const CELL = 12;
const STEP = CELL + 3;
const HEAD = 16;
const WEEK = 7;
/** The weeks begin on Monday. */
const MONDAY = 1;

const useStyles = makeStyles({
  box: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: '15rem', maxWidth: '100%' },
  scroll: { overflowX: 'auto', padding: '3px', margin: '-3px' },
  picture: {
    display: 'block',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  month: { fontSize: '10px', fill: tokens.colorNeutralForeground3 },
  cursor: { fill: 'none', stroke: tokens.colorNeutralForeground1, strokeWidth: '1.5px' },
  readout: {
    // Two lines, and never the reason for a wider calendar.
    minHeight: `calc(2 * ${tokens.lineHeightBase200})`,
    width: 0,
    minWidth: '100%',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface Props {
  days: readonly Day[];
  /** Whose days they are. */
  name: string;
}

export const Calendar = memo(function Calendar({ days, name }: Props): ReactNode {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const [at, setAt] = useState<number>();
  const day = at === undefined ? undefined : days[at];
  const first = weekday(days[0]);
  const weeks = Math.ceil((first + days.length) / WEEK);
  const place = (index: number): [number, number] => {
    const slot = first + index;
    return [Math.floor(slot / WEEK) * STEP, HEAD + (slot % WEEK) * STEP];
  };
  const point = (event: MouseEvent<SVGElement>): number | undefined => {
    const index = slotUnder(event) - first;
    return index in days ? index : undefined;
  };
  const open = (index: number | undefined): void => {
    const run = index === undefined ? undefined : days[index]?.runId;
    if (run) navigate(`/runs/${run}`);
  };
  const move = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (event.key === 'Enter') open(at);
    if (by === undefined) return;
    event.preventDefault();
    setAt(Math.min(days.length - 1, Math.max(0, (at ?? days.length - 1) + by)));
  };
  const size = { width: weeks * STEP, height: HEAD + WEEK * STEP };
  return (
    <div className={styles.box}>
      <div className={styles.scroll}>
        <svg
          {...size}
          className={styles.picture}
          role="application"
          aria-roledescription={texts.days.calendar}
          aria-label={`${texts.days.calendarOf(name)} ${summarise(days)}`}
          tabIndex={0}
          onPointerMove={(event) => {
            setAt(point(event));
          }}
          onPointerLeave={() => {
            setAt(undefined);
          }}
          onClick={(event) => {
            open(point(event));
          }}
          onKeyDown={move}
        >
          <Cells days={days} first={first} />
          {at !== undefined && <Cursor place={place(at)} className={styles.cursor} />}
        </svg>
      </div>
      <div className={styles.readout} aria-live="polite">
        {day ? describe(day) : texts.days.calendarHint}
      </div>
    </div>
  );
});

/** The day's place below the pointer, counted from the first Monday; NaN where none is. */
function slotUnder({ currentTarget, clientX, clientY }: MouseEvent<SVGElement>): number {
  const { left, top } = currentTarget.getBoundingClientRect();
  const row = Math.floor((clientY - top - HEAD) / STEP);
  return row >= 0 && row < WEEK ? Math.floor((clientX - left) / STEP) * WEEK + row : Number.NaN;
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -WEEK,
  ArrowRight: WEEK,
};

function Cursor({ place: [x, y], className }: { place: [number, number]; className: string }) {
  const side = CELL + 3;
  return <rect x={x - 1.5} y={y - 1.5} width={side} height={side} rx={2} className={className} />;
}

/** Everything that does not follow the pointer. */
const Cells = memo(function Cells({ days, first }: { days: readonly Day[]; first: number }) {
  const styles = useStyles();
  const paths = new Map<Day['state'], string>();
  const months: { x: number; label: string }[] = [];
  days.forEach(({ day, state }, index) => {
    const slot = first + index;
    const x = Math.floor(slot / WEEK) * STEP;
    const path = cellPath(state, x + 1.5, HEAD + (slot % WEEK) * STEP + 1.5, CELL - 1.5);
    paths.set(state, (paths.get(state) ?? '') + path);
    if (day.endsWith('-01')) months.push({ x, label: formatMonth(day) });
  });
  return (
    <>
      {months.map(({ x, label }) => (
        <text key={x} x={x} y={10} className={styles.month}>
          {label}
        </text>
      ))}
      {DAY_STATES.map((state) => (
        <path key={state} d={paths.get(state) ?? ''} fill={DAY_COLORS[state]} />
      ))}
    </>
  );
});

function weekday(day: Day | undefined): number {
  return day ? (new Date(day.day).getUTCDay() - MONDAY + WEEK) % WEEK : 0;
}
