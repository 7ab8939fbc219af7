import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useEffect, type ReactNode } from 'react';
import { usePrivateParams } from '../../private-params.ts';
import type { Schemas } from '../../api/client.ts';
import type { ItemSearch } from '../../api/filters.ts';
import { useItems, type FoundItem } from '../../api/item-queries.ts';
import { useConnectors } from '../../api/queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { kindName } from '../../parts/kind.ts';
import { MoreFailed } from '../../parts/more-failed.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { DeliveryState, ItemOutcome } from './outcomes.tsx';
import { searchIn } from './search.ts';
import { SearchForm } from './search-form.tsx';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
});

export function ItemsPage(): ReactNode {
  const [address] = usePrivateParams();
  const search = searchIn(address);
  return (
    <Page title={texts.items.title} lead={texts.items.lead}>
      <Section title={texts.items.search}>
        <Read query={useConnectors()}>
          {(connectors) =>
            connectors.length === 0 ? (
              <Empty title={texts.overview.empty} text={texts.overview.emptyText} />
            ) : (
              <SearchForm key={address.toString()} connectors={connectors} />
            )
          }
        </Read>
      </Section>
      <Section title={texts.items.found}>
        {search ? (
          <Found search={search} />
        ) : (
          <Empty title={texts.items.ask} text={texts.items.askText} icon={<SearchRegular />} />
        )}
      </Section>
    </Page>
  );
}

function Found({ search }: { search: ItemSearch }): ReactNode {
  const items = useItems(search);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = items;
  const isEmpty = items.data?.pages.every((page) => page.items.length === 0) ?? false;
  const searchesOn = isEmpty && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (searchesOn) void fetchNextPage();
  }, [searchesOn, fetchNextPage]);
  return (
    <Read query={items}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        return (
          <>
            <MoreFailed query={items} />
            <SearchState pages={pages} isSearching={isFetchingNextPage} />
            {rows.length > 0 && (
              <DataTable
                label={texts.items.table}
                columns={COLUMNS}
                rows={rows}
                keyOf={(row, index) => `${row.id} ${String(index)}`}
                onMore={hasNextPage ? () => void fetchNextPage() : undefined}
              />
            )}
            {rows.length === 0 && !hasNextPage && (
              <Empty title={texts.items.nothing} text={texts.items.nothingText} />
            )}
          </>
        );
      }}
    </Read>
  );
}

interface StateProps {
  pages: readonly Schemas['ItemList'][];
  isSearching: boolean;
}

/** How far the search has come: what has no index is looked through row by row. */
function SearchState({ pages, isSearching }: StateProps): ReactNode {
  const styles = useStyles();
  const rows = pages.reduce((sum, { searched }) => sum + searched.rows, 0);
  const last = pages.at(-1)?.searched;
  return (
    <div role="status" className={styles.state}>
      {isSearching && <Spinner size="tiny" />}
      {texts.items.searched(rows, last?.place ?? null, last?.complete ?? false)}
    </div>
  );
}

const COLUMNS: readonly Column<FoundItem>[] = [
  {
    title: texts.items.itemId,
    cell: ({ id, itemId }) => <Anchor href={`/items/${id}`}>{itemId}</Anchor>,
  },
  { title: texts.items.kind, cell: ({ kind }) => kindName(kind) },
  { title: texts.items.time, cell: ({ occurredAt }) => <Time at={occurredAt} /> },
  { title: texts.items.numbers, cell: ({ parties }) => texts.items.some(parties) },
  {
    title: texts.items.outcome,
    cell: ({ outcome, delivery }) =>
      delivery ? <DeliveryState state={delivery.state} /> : <ItemOutcome outcome={outcome} />,
  },
  {
    title: texts.items.mailboxes,
    cell: ({ deliveries, duplicates }) => texts.items.deliveries(deliveries, duplicates),
  },
];
