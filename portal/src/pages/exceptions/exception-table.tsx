import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import type { Pages } from '../../api/run-queries.ts';
import { useMedia } from '../../preferences.tsx';
import { texts } from '../../texts.ts';
import { ExceptionRow, ROW_HEIGHT, useColumns } from './exception-row.tsx';

/** Pixels above the rows, in any layout. */
const HEAD_HEIGHT = 40;
/** Rows kept ready above and below what is seen. */
const OVERSCAN = 8;
/** Rows before the end at which more are read. */
const AHEAD = 40;

/** Where a row becomes a card. */
const NARROW = '(max-width: 860px)';

const useStyles = makeStyles({
  scroll: {
    maxHeight: 'max(24rem, calc(100vh - 22rem))',
    overflowY: 'auto',
    contain: 'strict',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 860px)': { display: 'none' },
  },
  body: { position: 'relative' },
  row: { position: 'absolute', top: 0, left: 0, right: 0 },
  foot: {
    color: tokens.colorNeutralForeground3,
    marginBlock: tokens.spacingVerticalS,
    marginInline: 0,
  },
});

interface Props {
  rows: readonly Schemas['Exception'][];
  query: Pages<Schemas['Exception']>;
  /** Of all pages, where it is known. */
  total: number | undefined;
}

/** However many there are, only those in sight are in the document; more are read as the end comes near. */
export function ExceptionTable({ rows, query, total }: Props): ReactNode {
  const styles = useStyles();
  const columns = useColumns();
  const scroll = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rowHeight = useMedia(NARROW) ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing it returns is handed on
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useReadAhead(query, last >= rows.length - AHEAD);
  const { hasNextPage } = query;
  const toggle = useCallback((id: string): void => {
    setOpened((before) => toggled(before, id));
  }, []);
  return (
    <>
      <p className={styles.foot} role="status">
        {texts.exceptions.loaded(rows.length, hasNextPage ? total : rows.length)}
      </p>
      <div
        ref={scroll}
        className={styles.scroll}
        style={{ height: virtualizer.getTotalSize() + HEAD_HEIGHT }}
        tabIndex={0}
        role="table"
        aria-label={texts.exceptions.title}
        aria-rowcount={hasNextPage ? -1 : rows.length + 1}
      >
        <Head />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={mergeClasses(styles.row, columns)}
                  style={{ transform: `translateY(${String(start)}px)` }}
                >
                  <ExceptionRow row={row} isOpen={opened.has(row.id)} onToggle={toggle} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </>
  );
}

function Head(): ReactNode {
  const styles = useStyles();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={useColumns()}>
        {texts.exceptions.columns.map((label) => (
          <span key={label} role="columnheader">
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return after;
}

function useReadAhead(query: Pages<Schemas['Exception']>, isNear: boolean): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const isWanted = isNear && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (isWanted) void fetchNextPage();
  }, [isWanted, fetchNextPage]);
}
