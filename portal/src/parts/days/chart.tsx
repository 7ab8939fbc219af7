/** Items per day as bars, those with exceptions marked at their foot. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { formatDay, formatShort } from '../../format.ts';
import { texts } from '../../texts.ts';

type Day = Schemas['Day'];

/** Units of the picture, which is stretched to the width there is. */
const STEP = 10;
const GAP = 2;
const HEIGHT = 100;
/** Below it even a day with one item could not be seen. */
const LEAST = 2;

const useStyles = makeStyles({
  box: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  picture: {
    display: 'block',
    width: '100%',
    height: '96px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  items: { fill: tokens.colorCompoundBrandBackground },
  exceptions: { fill: tokens.colorStatusWarningForeground3 },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorNeutralForeground3,
  },
});

interface Props {
  days: readonly Day[];
  name: string;
}

export const Chart = memo(function Chart({ days, name }: Props): ReactNode {
  const styles = useStyles();
  const highest = Math.max(1, ...days.map(({ items }) => items ?? 0));
  const total = days.reduce((sum, { items }) => sum + (items ?? 0), 0);
  const bar = (index: number, value: number): string => {
    const height = Math.max(LEAST, (value / highest) * HEIGHT);
    const width = STEP - GAP;
    return `M${String(index * STEP)} ${String(HEIGHT)}v${(-height).toFixed(1)}h${String(width)}v${height.toFixed(1)}z`;
  };
  const draw = (valueOf: (day: Day) => number | null): string =>
    days.map((day, index) => (valueOf(day) ? bar(index, valueOf(day) ?? 0) : '')).join('');
  const [first, last] = [days[0], days.at(-1)];
  return (
    <div className={styles.box}>
      <span className={styles.title}>
        {total === 0 ? texts.days.noItems : texts.days.perDay(formatShort(highest))}
      </span>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${String(days.length * STEP)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.days.chartOf(name, total)}
      >
        <path d={draw(({ items }) => items)} className={styles.items} />
        <path d={draw(({ exceptions }) => exceptions)} className={styles.exceptions} />
      </svg>
      <div className={styles.axis} aria-hidden>
        <span>{first && formatDay(first.day)}</span>
        <span>{last && formatDay(last.day)}</span>
      </div>
    </div>
  );
});
