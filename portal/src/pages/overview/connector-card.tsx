import { makeStyles, tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DayViews } from '../../parts/days/day-views.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ConnectorState, RunState } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
  },
  name: { margin: 0, marginInlineEnd: 'auto', fontSize: tokens.fontSizeBase400 },
  product: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  fact: { display: 'grid', fontSize: tokens.fontSizeBase300 },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

interface Props {
  connector: Schemas['Connector'];
  days: readonly Schemas['Day'][] | undefined;
}

export const ConnectorCard = memo(function ConnectorCard({ connector, days }: Props): ReactNode {
  const styles = useStyles();
  const { id, name, title, state, lastRun, watermark } = connector;
  const isBeingSetUp = state === 'draft' || state === 'ready';
  return (
    <article className={styles.card} aria-label={name}>
      <header className={styles.head}>
        <h3 className={styles.name}>
          <Anchor href={`/connectors/${id}`}>{name}</Anchor>
          {title !== name && <span className={styles.product}>{title}</span>}
        </h3>
        <div className={styles.fact}>
          <span className={styles.label}>{texts.connectors.lastRun}</span>
          {lastRun ? (
            <Anchor href={`/runs/${lastRun.id}`}>
              <RunState state={lastRun.state} />
            </Anchor>
          ) : (
            texts.connectors.noRun
          )}
        </div>
        <div className={styles.fact}>
          <span className={styles.label}>{texts.connectors.watermark}</span>
          {watermark ? <Time at={watermark} distance /> : texts.common.never}
        </div>
        <ConnectorState state={state} />
      </header>
      {isBeingSetUp ? (
        <span className={styles.label}>{texts.overview.notBegun}</span>
      ) : days ? (
        <DayViews days={days} name={name} />
      ) : (
        <Loading rows={3} />
      )}
    </article>
  );
});
