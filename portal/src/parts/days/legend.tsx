import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { texts } from '../../texts.ts';
import { cellPath, DAY_COLORS, DAY_STATES, type DayState } from './colors.ts';

const SIZE = 12;

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  entry: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

export function Legend(): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={texts.days.legend}>
      {DAY_STATES.map((state) => (
        <li key={state} className={styles.entry}>
          <DaySign state={state} />
          {texts.days.states[state]}
        </li>
      ))}
    </ul>
  );
}

function DaySign({ state }: { state: DayState }): ReactNode {
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${String(SIZE)} ${String(SIZE)}`} aria-hidden>
      <path d={cellPath(state, 0, 0, SIZE)} fill={DAY_COLORS[state]} />
    </svg>
  );
}
