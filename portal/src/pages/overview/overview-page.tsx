import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useState, type ReactNode } from 'react';
import { Redirect, useSearchParams } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { useConnectors, useDaysOfAll, useMayChange } from '../../api/queries.ts';
import { useExceptionCounts } from '../../api/run-queries.ts';
import { Legend } from '../../parts/days/legend.tsx';
import { lastDays, type Span } from '../../parts/days/range.ts';
import { SpanPicker } from '../../parts/days/span-picker.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { useNow } from '../../parts/now.ts';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { texts } from '../../texts.ts';
import { ConnectorCard } from './connector-card.tsx';
import { NeedList } from './need-list.tsx';
import { needsOf } from './needs.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
});

export function OverviewPage(): ReactNode {
  const [query] = useSearchParams();
  const consented = query.get('connectorId');
  const said = query.get('consent');
  if (consented === null) return <Overview problem={said} />;
  // The identity platform sends the browser here; the set-up of the connector goes on where it was left.
  const to = `/connectors/${consented}/setup/consent?consent=${encodeURIComponent(said ?? '')}`;
  return <Redirect to={to} replace />;
}

/** @param problem why a consent that belongs to no connector was not completed */
function Overview({ problem }: { problem: string | null }): ReactNode {
  const mayChange = useMayChange();
  const { consent } = texts.setup;
  const add = (
    <LinkButton href="/connectors/new" appearance="primary" icon={<AddRegular />}>
      {texts.overview.add}
    </LinkButton>
  );
  return (
    <Page
      title={texts.overview.title}
      lead={texts.overview.lead}
      actions={mayChange ? add : undefined}
    >
      {problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{consent.problems[problem] ?? consent.problem}</MessageBarBody>
        </MessageBar>
      )}
      <Read query={useConnectors()}>
        {(connectors) =>
          connectors.length === 0 ? (
            <Empty title={texts.overview.empty} text={texts.overview.emptyText} />
          ) : (
            <Connectors connectors={connectors} />
          )
        }
      </Read>
    </Page>
  );
}

function Connectors({ connectors }: { connectors: Schemas['Connector'][] }): ReactNode {
  const styles = useStyles();
  const now = useNow();
  const [span, setSpan] = useState<Span>(91);
  const ids = connectors.map(({ id }) => id);
  const days = useDaysOfAll(ids, lastDays(span, now)).map(({ data }) => data);
  const settled = connectors.map(({ lastRun }) => lastRun?.settledAt ?? '').join();
  const causes = useExceptionCounts({ state: 'open' }, settled).data?.causes ?? {};
  const openExceptions = Object.values(causes).reduce((sum, value) => sum + value, 0);
  return (
    <>
      <NeedList needs={needsOf(connectors, days, openExceptions)} />
      <div className={styles.bar}>
        <h2 className={styles.title}>{texts.overview.days}</h2>
        <Legend />
        <SpanPicker span={span} onSpan={setSpan} />
      </div>
      {connectors.map((connector, index) => (
        <ConnectorCard key={connector.id} connector={connector} days={days[index]} />
      ))}
    </>
  );
}
