import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useConnector, useMayChange } from '../../api/queries';
import { useRuns } from '../../api/run-queries';
import { formatNumber } from '../../format';
import { Empty } from '../../parts/empty';
import { Page } from '../../parts/page';
import { Read } from '../../parts/read';
import { Section } from '../../parts/section';
import { RunState } from '../../parts/states';
import { Time } from '../../parts/time';
import { windowWords } from '../../parts/window';
import { texts } from '../../texts';
import { StartRun } from './start-run';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '44rem' },
  link: { color: tokens.colorBrandForegroundLink },
  number: { fontVariantNumeric: 'tabular-nums' },
});

export function RunsPage({ connectorId }: { connectorId: string }): ReactNode {
  const connector = useConnector(connectorId).data?.data;
  const runs = useRuns(connectorId);
  const mayStart = useMayChange() && connector?.state === 'active';
  return (
    <Page
      title={texts.runs.title}
      lead={texts.runs.lead}
      actions={mayStart && <StartRun connectorId={connectorId} />}
      trail={[
        { label: texts.nav.connectors, href: '/connectors' },
        { label: connector?.name ?? connectorId, href: `/connectors/${connectorId}` },
      ]}
    >
      <Section title={texts.runs.title}>
        <Read query={runs}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            if (rows.length === 0)
              return <Empty title={texts.runs.empty} text={texts.runs.emptyText} />;
            return <RunTable runs={rows} />;
          }}
        </Read>
        {runs.hasNextPage && (
          <Button disabled={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {texts.common.more}
          </Button>
        )}
      </Section>
    </Page>
  );
}

function RunTable({ runs }: { runs: readonly Schemas['Run'][] }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.scroll}>
      <Table aria-label={texts.runs.title} className={styles.table}>
        <TableHeader>
          <TableRow>
            {texts.runs.columns.map((label) => (
              <TableHeaderCell key={label}>{label}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <RunRow key={run.id} {...run} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function RunRow({ id, window, state, counters, createdAt, createdBy }: Schemas['Run']): ReactNode {
  const styles = useStyles();
  const { unmapped, tooLarge, malformed, failed } = counters;
  const exceptions = unmapped + tooLarge + malformed + failed;
  return (
    <TableRow>
      <TableCell>
        <Link href={`/runs/${id}`} className={styles.link}>
          {windowWords(window)}
        </Link>
      </TableCell>
      <TableCell>
        <RunState state={state} />
      </TableCell>
      <TableCell className={styles.number}>{formatNumber(counters.items)}</TableCell>
      <TableCell className={styles.number}>{formatNumber(counters.deliveries)}</TableCell>
      <TableCell className={styles.number}>{formatNumber(exceptions)}</TableCell>
      <TableCell>
        <Time at={createdAt} />
        <br />
        {createdBy}
      </TableCell>
    </TableRow>
  );
}
