import {
  Badge,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { bodyOf, client } from '../../api/client.ts';
import { useConnectors } from '../../api/queries.ts';
import { formatNumber } from '../../format.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { AuditFilters, EMPTY_FILTER, type AuditFilter } from './audit-filters.tsx';
import { Changes } from './changes.tsx';
import type { AuditList, AuditRow } from './types.ts';

const PAGE = 100;
const words = texts.audit;
const OUTCOMES = {
  done: 'success',
  refused: 'warning',
  failed: 'danger',
  unknown: 'severe',
} as const;

const useStyles = makeStyles({
  chain: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL },
  where: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  change: { minWidth: '16rem' },
});

export function AuditPage(): ReactNode {
  const [filter, setFilter] = useState<AuditFilter>(EMPTY_FILTER);
  const audit = useAudit(filter);
  const more = (): void => void audit.fetchNextPage();
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Link href="/api/audit/export" download>
          {words.export}
        </Link>
      }
    >
      <Section title={words.filter}>
        <AuditFilters filter={filter} onFilter={setFilter} />
      </Section>
      <Read query={audit}>
        {({ pages }) => (
          <Section title={words.entries} actions={<Chain pages={pages} />}>
            <Broken pages={pages} />
            <Rows
              rows={pages.flatMap(({ items }) => items)}
              onMore={audit.hasNextPage ? more : undefined}
            />
          </Section>
        )}
      </Read>
    </Page>
  );
}

function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }): Promise<AuditList> => {
      const query = {
        ...asQuery(filter),
        limit: PAGE,
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return bodyOf(client.GET('/audit', { signal, params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Days of UTC, the last one included; what is empty is left out. */
function asQuery({ from, to, who, action, connectorId }: AuditFilter) {
  return {
    ...(from && { from: `${from}T00:00:00.000Z` }),
    ...(to && { to: `${to}T23:59:59.999Z` }),
    ...(who && { who }),
    ...(action && { action }),
    ...(connectorId && { connectorId }),
  };
}

function Chain({ pages }: { pages: readonly AuditList[] }): ReactNode {
  if (!pages.every(({ verified }) => verified)) return null;
  return (
    <Badge appearance="tint" color="success" size="large" icon={<ShieldCheckmarkRegular />}>
      {words.verified}
    </Badge>
  );
}

function Broken({ pages }: { pages: readonly AuditList[] }): ReactNode {
  const broken = pages.find(({ verified }) => !verified)?.broken;
  if (!broken) return null;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {words.broken(broken.number, words.reasons[broken.reason])} <Time at={broken.at} />
      </MessageBarBody>
    </MessageBar>
  );
}

function Rows({
  rows,
  onMore,
}: {
  rows: readonly AuditRow[];
  onMore: (() => void) | undefined;
}): ReactNode {
  const styles = useStyles();
  const connectors = useConnectors().data ?? [];
  if (rows.length === 0) return <Empty title={words.empty} text={words.emptyText} />;
  const nameOf = (id: string): string => connectors.find((row) => row.id === id)?.name ?? id;
  const columns: Column<AuditRow>[] = [
    { title: words.number, cell: ({ number }) => formatNumber(number), isNumber: true },
    { title: words.when, cell: ({ at }) => <Time at={at} /> },
    { title: words.who, cell: ({ who }) => words.people[who] ?? who },
    { title: words.what, cell: ({ action }) => words.actions[action] ?? action },
    {
      title: words.where,
      cell: ({ connectorId, runId }) => (
        <span className={styles.where}>
          {connectorId && (
            <Anchor href={`/connectors/${connectorId}`}>{nameOf(connectorId)}</Anchor>
          )}
          {runId && <Anchor href={`/runs/${runId}`}>{words.run}</Anchor>}
        </span>
      ),
    },
    {
      title: words.outcome,
      cell: ({ outcome, code }) => (
        <Badge appearance="tint" color={OUTCOMES[outcome]} title={code}>
          {words.outcomes[outcome]}
        </Badge>
      ),
    },
    {
      title: words.change,
      cell: (row) => (
        <div className={styles.change}>
          <Changes row={row} />
        </div>
      ),
    },
  ];
  return (
    <DataTable
      label={words.title}
      columns={columns}
      rows={rows}
      keyOf={({ number }) => String(number)}
      onMore={onMore}
    />
  );
}
