import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { Time } from '../../parts/time';
import { texts } from '../../texts';

/** Numbers shown of an item with many. */
const PARTIES_SHOWN = 3;

const useRowStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 2fr) minmax(0, 2fr) minmax(0, 1.4fr) 2rem',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr) 2rem' },
  },
});

/** Of a row and of the head over it. */
export function useColumns(): string {
  return useRowStyles().columns;
}

const useStyles = makeStyles({
  cell: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
    justifyItems: 'start',
  },
  toggle: { '@media (max-width: 860px)': { gridColumnStart: 2, gridRowStart: 1 } },
  wide: { gridColumn: '1 / -1', paddingBlock: tokens.spacingVerticalS, maxWidth: '46rem' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  link: { color: tokens.colorBrandForegroundLink },
  text: { margin: 0 },
});

interface Props {
  row: Schemas['Exception'];
  isOpen: boolean;
  onToggle: (id: string) => void;
}

export function ExceptionRow({ row, isOpen, onToggle }: Props): ReactNode {
  const styles = useStyles();
  const { id, item, itemId, kind, title, state, occurredAt, parties, mailboxId } = row;
  const more = parties.length - PARTIES_SHOWN;
  return (
    <>
      <span role="cell" className={styles.cell}>
        <Link href={`/items/${item}`} className={styles.link}>
          {itemId}
        </Link>
        <span className={styles.quiet}>{kind}</span>
      </span>
      <span role="cell" className={styles.cell}>
        {title}
        <Badge appearance="tint" color={state === 'open' ? 'warning' : 'success'}>
          {texts.exceptions.states[state]}
        </Badge>
      </span>
      <span role="cell" className={styles.cell}>
        {parties.slice(0, PARTIES_SHOWN).join(', ')}
        {more > 0 && <span className={styles.quiet}>{texts.exceptions.moreParties(more)}</span>}
        {mailboxId && <span className={styles.quiet}>{texts.exceptions.mailbox(mailboxId)}</span>}
      </span>
      <span role="cell" className={styles.cell}>
        <Time at={occurredAt} />
      </span>
      <span role="cell" className={styles.toggle}>
        <Button
          size="small"
          appearance="subtle"
          aria-expanded={isOpen}
          aria-label={texts.exceptions.explain(itemId)}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          onClick={() => {
            onToggle(id);
          }}
        />
      </span>
      {isOpen && (
        <span role="cell" className={styles.wide}>
          <Explanation {...row} />
        </span>
      )}
    </>
  );
}

function Explanation(row: Schemas['Exception']): ReactNode {
  const styles = useStyles();
  return (
    <>
      <p className={styles.text}>{row.explanation}</p>
      <p className={styles.text}>
        <strong>{texts.exceptions.remedy}</strong> {row.remedy}
      </p>
      <p className={styles.text}>
        <Link href={`/runs/${row.runId}`} className={styles.link}>
          {texts.exceptions.run}
        </Link>
        {row.resolvedAt && (
          <>
            {' · '}
            {texts.exceptions.resolvedAt} <Time at={row.resolvedAt} />
          </>
        )}
      </p>
    </>
  );
}
