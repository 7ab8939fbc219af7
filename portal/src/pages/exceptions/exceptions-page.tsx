import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { usePrivateParams } from '../../private-params.ts';
import { useConnectors } from '../../api/queries.ts';
import { useExceptionCounts, useExceptions, useRun } from '../../api/run-queries.ts';
import { Empty } from '../../parts/empty.tsx';
import { MoreFailed } from '../../parts/more-failed.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import { filterIn } from './address.ts';
import { ExceptionTable } from './exception-table.tsx';
import { Filters } from './filters.tsx';
import { Unmapped } from './unmapped.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
  },
  split: {
    '@media (min-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr) 18rem' },
  },
});

export function ExceptionsPage(): ReactNode {
  const styles = useStyles();
  const [address] = usePrivateParams();
  const filter = filterIn(address);
  const rows = useExceptions(filter);
  const counts = useExceptionCounts(filter);
  const connectors = useConnectors();
  const connectorId = useConnectorOf(filter.connectorId, filter.runId);
  const hasUnmapped = (counts.data?.unmapped.length ?? 0) > 0;
  return (
    <Page title={texts.exceptions.title} lead={texts.exceptions.lead}>
      <Section title={texts.exceptions.filters}>
        <Filters filter={filter} connectors={connectors.data ?? []} counts={counts.data} />
      </Section>
      <div className={`${styles.columns} ${hasUnmapped ? styles.split : ''}`}>
        <Section title={texts.exceptions.title}>
          <Read query={rows}>
            {({ pages }) => {
              const all = pages.flatMap(({ items }) => items);
              if (all.length === 0 && !rows.hasNextPage) {
                return <Empty title={texts.exceptions.empty} text={texts.exceptions.emptyText} />;
              }
              const total = counts.data?.complete ? counts.data.counted : undefined;
              return (
                <>
                  <MoreFailed query={rows} />
                  <ExceptionTable rows={all} query={rows} total={total} />
                </>
              );
            }}
          </Read>
        </Section>
        {counts.data && hasUnmapped && (
          <Unmapped counts={counts.data} connectorId={connectorId} filter={filter} />
        )}
      </div>
    </Page>
  );
}

/** Whose mapping the numbers belong to: the connector looked at, that of the run, or the only one. */
function useConnectorOf(chosen: string | undefined, runId: string | undefined): string | undefined {
  const connectors = useConnectors().data;
  const run = useRun(runId ?? '', runId !== undefined && chosen === undefined).data;
  const only = connectors?.length === 1 ? connectors[0]?.id : undefined;
  return chosen ?? run?.connectorId ?? only;
}
