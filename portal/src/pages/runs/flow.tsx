import { makeStyles, mergeClasses, tokens, useId } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { formatNumber } from '../../format.ts';
import { texts } from '../../texts.ts';
import { BAR_WIDTH, layOut, type FlowNode } from './flow-layout.ts';

const LABEL_GAP = 8;

const useStyles = makeStyles({
  scroll: {
    overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  picture: {
    display: 'block',
    width: '100%',
    minWidth: '46rem',
    fontFamily: tokens.fontFamilyBase,
  },
  number: {
    fontSize: '17px',
    fontWeight: tokens.fontWeightSemibold,
    fill: tokens.colorNeutralForeground1,
  },
  name: { fontSize: '13px', fill: tokens.colorNeutralForeground2 },
  none: { fill: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  nothing: { fill: 'none', stroke: tokens.colorNeutralStrokeAccessible, strokeDasharray: '2 2' },
  band: { opacity: 0.22 },
  neutral: { fill: tokens.colorNeutralForeground3 },
  brand: { fill: tokens.colorCompoundBrandBackground },
  good: { fill: tokens.colorStatusSuccessBackground3 },
  warn: { fill: tokens.colorStatusWarningBackground3 },
  bad: { fill: tokens.colorStatusDangerBackground3 },
});

/** From what was captured to what became of it, each number as high as it is large. */
export function FlowPicture({ counters }: { counters: Schemas['Counters'] }): ReactNode {
  const styles = useStyles();
  const id = useId('flow');
  const { nodes, bands, width, height } = layOut(counters);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={texts.run.picture}>
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        className={styles.picture}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-words`}
      >
        <title id={`${id}-title`}>{texts.run.picture}</title>
        <desc id={`${id}-words`}>{texts.run.pictureWords(counters)}</desc>
        {bands.map(({ path, tone }) => (
          <path key={path} d={path} className={mergeClasses(styles.band, styles[tone])} />
        ))}
        {nodes.map((node) => (
          <Bar key={node.id} {...node} />
        ))}
      </svg>
    </div>
  );
}

/** Labels stand beside their bar: nobody has to tell one colour from another. */
function Bar({ id, tone, value, x, y, height }: FlowNode): ReactNode {
  const styles = useStyles();
  const textX = x + BAR_WIDTH + LABEL_GAP;
  return (
    <g>
      {value === 0 ? (
        <rect
          x={x + 0.5}
          y={y + 0.5}
          width={BAR_WIDTH - 1}
          height={36}
          className={styles.nothing}
        />
      ) : (
        <rect x={x} y={y} width={BAR_WIDTH} height={height} rx={2} className={styles[tone]} />
      )}
      <text
        x={textX}
        y={y + 17}
        className={mergeClasses(styles.number, value === 0 && styles.none)}
      >
        {formatNumber(value)}
      </text>
      <text x={textX} y={y + 35} className={mergeClasses(styles.name, value === 0 && styles.none)}>
        {texts.run.parts[id]}
      </text>
    </g>
  );
}
