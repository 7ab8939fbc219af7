import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { formatNumber } from '../format.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, margin: 0 },
  figure: {
    display: 'flex',
    flexDirection: 'column-reverse',
    minWidth: '6rem',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { ...typographyStyles.subtitle1, margin: 0, fontVariantNumeric: 'tabular-nums' },
});

/** A few numbers side by side. */
export function Figures({
  figures,
}: {
  figures: readonly (readonly [string, number])[];
}): ReactNode {
  const styles = useStyles();
  return (
    <dl className={styles.row}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
