import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { Anchor } from '../../parts/anchor';
import { Copyable } from '../../parts/copyable';
import { kindName } from '../../parts/kind';
import { Time } from '../../parts/time';
import { texts } from '../../texts';

/** Numbers shown of an item with many. */
const PARTIES_SHOWN = 3;

const useRowStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 5fr) 12.5rem 2.5rem',
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
    '@media (max-width: 860px)': { gridColumnStart: 1 },
  },
  toggle: { '@media (max-width: 860px)': { gridColumnStart: 2, gridRowStart: 1 } },
  wide: { gridColumn: '1 / -1', paddingBlock: tokens.spacingVerticalS, maxWidth: '46rem' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0 },
});

interface Props {
  row: Schemas['Exception'];
  isOpen: boolean;
  onToggle: (id: string) => void;
}

export function ExceptionRow({ row, isOpen, onToggle }: Props): ReactNode {
  const styles = useStyles();
  const { id, item, itemId, kind, title, state, occurredAt, parties } = row;
  const more = parties.length - PARTIES_SHOWN;
  return (
    <>
      <span role="cell" className={styles.cell}>
        <Anchor href={`/items/${item}`}>{itemId}</Anchor>
        <span className={styles.quiet}>{kindName(kind)}</span>
      </span>
      <span role="cell" className={styles.cell}>
        {title}
        {state === 'resolved' && (
          <Badge appearance="tint" color="success">
            {texts.exceptions.states.resolved}
          </Badge>
        )}
      </span>
      <span role="cell" className={styles.cell}>
        {parties.slice(0, PARTIES_SHOWN).join(', ')}
        {more > 0 && <span className={styles.quiet}>{texts.exceptions.moreParties(more)}</span>}
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
      {row.mailboxId && (
        <p className={styles.text}>
          {texts.exceptions.mailbox}{' '}
          <Copyable text={row.mailboxId} name={texts.exceptions.mailbox} />
        </p>
      )}
      <p className={styles.text}>
        <strong>{texts.exceptions.remedy}</strong> {row.remedy}
      </p>
      <p className={styles.text}>
        <Anchor href={`/runs/${row.runId}`}>{texts.exceptions.run}</Anchor>
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
