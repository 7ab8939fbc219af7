import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { formatNumber } from '../format.ts';
import { texts } from '../texts.ts';

/** Rows shown before a person asks for more: enough to read, few enough to stay fluid. */
const ROWS_AT_ONCE = 100;

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', borderRadius: tokens.borderRadiusMedium },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    verticalAlign: 'middle',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { paddingInlineStart: 0 },
  },
  head: {
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
  },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  more: { marginBlockStart: tokens.spacingVerticalM },
});

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  isNumber?: boolean;
}

interface Props<T> {
  /** Says what the table is of. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T, index: number) => string;
  /** Given where the next page is not there yet. */
  onMore?: (() => void) | undefined;
}

export function DataTable<T>({ label, columns, rows, keyOf, onMore }: Props<T>): ReactNode {
  const styles = useStyles();
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const hidden = rows.length - limit;
  const more = (): void => {
    setLimit(limit + ROWS_AT_ONCE);
    if (hidden <= 0) onMore?.();
  };
  return (
    <>
      <div className={styles.scroll} role="group" aria-label={label} tabIndex={0}>
        <table className={styles.table} aria-label={label}>
          <thead>
            <tr>
              {columns.map(({ title, isNumber }) => (
                <th
                  key={title}
                  scope="col"
                  className={mergeClasses(styles.cell, styles.head, isNumber && styles.number)}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map((row, index) => (
              <tr key={keyOf(row, index)}>
                {columns.map(({ title, cell, isNumber }) => (
                  <td key={title} className={mergeClasses(styles.cell, isNumber && styles.number)}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(hidden > 0 || onMore) && (
        <Button className={styles.more} onClick={more}>
          {hidden > 0 ? `${texts.common.more} (${formatNumber(hidden)})` : texts.common.more}
        </Button>
      )}
    </>
  );
}
