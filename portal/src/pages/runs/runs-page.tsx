import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useConnector } from '../../api/queries.ts';
import { useRuns } from '../../api/run-queries.ts';
import { formatNumber } from '../../format.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MoreFailed } from '../../parts/more-failed.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { RunState } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { windowWords } from '../../parts/window.tsx';
import { texts } from '../../texts.ts';
import { StartRun } from './start-run.tsx';

type Run = Schemas['Run'];

export function RunsPage({ connectorId }: { connectorId: string }): ReactNode {
  const connector = useConnector(connectorId).data?.data;
  const runs = useRuns(connectorId);
  const more = (): void => void runs.fetchNextPage();
  return (
    <Page
      title={texts.runs.title}
      lead={texts.runs.lead}
      actions={connector?.state === 'active' && <StartRun connectorId={connectorId} />}
      trail={[
        { label: texts.nav.connectors, href: '/connectors' },
        { label: connector?.name ?? connectorId, href: `/connectors/${connectorId}` },
      ]}
    >
      <Section title={texts.runs.newest}>
        <MoreFailed query={runs} />
        <Read query={runs}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            if (rows.length === 0) {
              return <Empty title={texts.runs.empty} text={texts.runs.emptyText} />;
            }
            return (
              <DataTable
                label={texts.runs.title}
                columns={COLUMNS}
                rows={rows}
                keyOf={({ id }) => id}
                onMore={runs.hasNextPage ? more : undefined}
              />
            );
          }}
        </Read>
      </Section>
    </Page>
  );
}

const COLUMNS: readonly Column<Run>[] = [
  {
    title: texts.runs.window,
    cell: ({ id, window }) => <Anchor href={`/runs/${id}`}>{windowWords(window)}</Anchor>,
  },
  { title: texts.runs.state, cell: ({ state }) => <RunState state={state} /> },
  { title: texts.runs.items, cell: ({ counters }) => formatNumber(counters.items), isNumber: true },
  {
    title: texts.runs.deliveries,
    cell: ({ counters }) => formatNumber(counters.deliveries),
    isNumber: true,
  },
  {
    title: texts.runs.exceptions,
    cell: ({ counters: { unmapped, tooLarge, malformed, failed } }) =>
      formatNumber(unmapped + tooLarge + malformed + failed),
    isNumber: true,
  },
  { title: texts.runs.createdAt, cell: ({ createdAt }) => <Time at={createdAt} /> },
  { title: texts.runs.createdBy, cell: ({ createdBy }) => createdBy },
];
