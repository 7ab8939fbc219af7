import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { texts } from '../texts.ts';

const useStyles = makeStyles({
  bars: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingVerticalL },
  first: { width: '40%' },
});

/** The place of something that is being read. */
export function Loading({ rows = 4 }: { rows?: number }): ReactNode {
  const styles = useStyles();
  return (
    <Skeleton aria-label={texts.common.loading} className={styles.bars}>
      <SkeletonItem size={24} className={styles.first} />
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonItem key={row} size={16} />
      ))}
    </Skeleton>
  );
}
