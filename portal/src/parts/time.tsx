import { makeStyles, tokens, Tooltip } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { formatDistance, formatTime } from '../format.ts';
import { usePreferences } from '../preferences.tsx';
import { useNow } from './now.ts';

const useStyles = makeStyles({
  time: {
    whiteSpace: 'nowrap',
    borderRadius: tokens.borderRadiusSmall,
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textDecorationColor: tokens.colorNeutralStrokeAccessible,
    textUnderlineOffset: '3px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** A moment in the viewer's zone, or as they chose; the other one on hover and focus. */
export function Time({ at, distance = false }: { at: string; distance?: boolean }): ReactNode {
  const styles = useStyles();
  const { zone } = usePreferences();
  const now = useNow();
  const other = formatTime(at, zone === 'local' ? 'utc' : 'local');
  const shown = formatTime(at, zone);
  return (
    <Tooltip content={distance ? `${shown} (${other})` : other} relationship="description">
      <time dateTime={at} tabIndex={0} className={styles.time}>
        {distance ? formatDistance(at, now) : shown}
      </time>
    </Tooltip>
  );
}
