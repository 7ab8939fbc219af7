import { Badge, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { kindName } from '../../parts/kind.ts';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';

const useRowStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 13fr) minmax(0, 9fr) minmax(0, 11fr) 12rem 2.5rem',
    columnGap: tokens.spacingHorizontalM,
    lineHeight: tokens.lineHeightBase300,
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

/** Pixels of a closed row, so that nothing has to be measured again while one scrolls. */
export const ROW_HEIGHT = { wide: 63, narrow: 123 } as const;

const useStyles = makeStyles({
  cell: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    justifyItems: 'start',
    '@media (max-width: 860px)': { gridColumnStart: 1 },
  },
  cause: { '@media (max-width: 860px)': { gridTemplateColumns: 'max-content max-content' } },
  line: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  lines: {
    maxHeight: `calc(2 * ${tokens.lineHeightBase300})`,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    '@media (max-width: 860px)': { height: tokens.lineHeightBase300 },
  },
  toggle: { '@media (max-width: 860px)': { gridColumnStart: 2, gridRowStart: 1 } },
  wide: {
    gridColumn: '1 / -1',
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalS,
    maxWidth: '46rem',
    overflowWrap: 'anywhere',
  },
  link: {
    display: 'block',
    // The least a finger can be expected to hit.
    lineHeight: '24px',
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0 },
});

interface Props {
  row: Schemas['Exception'];
  isOpen: boolean;
  onToggle: (id: string) => void;
}

/** Remembered: scrolling draws the table anew with every few rows. */
export const ExceptionRow = memo(function ExceptionRow({
  row,
  isOpen,
  onToggle,
}: Props): ReactNode {
  const styles = useStyles();
  const { id, item, itemId, kind, title, state, occurredAt, parties } = row;
  return (
    <>
      <span role="cell" className={styles.cell}>
        <Link href={`/items/${item}`} className={mergeClasses(styles.line, styles.link)}>
          {itemId}
        </Link>
        <span className={mergeClasses(styles.line, styles.quiet)}>{kindName(kind)}</span>
      </span>
      <span role="cell" className={mergeClasses(styles.cell, styles.cause)}>
        <span className={styles.line}>{title}</span>
        {state === 'resolved' && (
          <Badge appearance="tint" color="success">
            {texts.exceptions.states.resolved}
          </Badge>
        )}
      </span>
      <span role="cell" className={styles.cell}>
        <span className={styles.lines}>{texts.exceptions.some(parties)}</span>
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
});

function Explanation(row: Schemas['Exception']): ReactNode {
  const styles = useStyles();
  return (
    <>
      <Copyable text={row.itemId} name={texts.exceptions.itemId} />
      <p className={styles.text}>
        {row.explanation} <span className={styles.quiet}>({row.reason})</span>
      </p>
      {row.parties.length > 0 && (
        <p className={styles.text}>
          {texts.exceptions.parties} {row.parties.join(', ')}
        </p>
      )}
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
