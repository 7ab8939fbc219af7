import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useConnector, useDays } from '../../api/queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DayViews } from '../../parts/days/day-views.tsx';
import { Legend } from '../../parts/days/legend.tsx';
import { lastDays, type Span } from '../../parts/days/range.ts';
import { SpanPicker } from '../../parts/days/span-picker.tsx';
import { useNow } from '../../parts/now.ts';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { ConnectorState } from '../../parts/states.tsx';
import { texts } from '../../texts.ts';
import { StartRun } from '../runs/start-run.tsx';
import { ConnectorActions } from './connector-actions.tsx';
import { ConnectorFacts } from './connector-facts.tsx';
import { LastRuns } from './last-runs.tsx';

type Connector = Schemas['Connector'];

const useStyles = makeStyles({
  lead: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  days: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export function ConnectorPage({ id }: { id: string }): ReactNode {
  return <Read query={useConnector(id)}>{({ data }) => <Loaded connector={data} />}</Read>;
}

function Loaded({ connector }: { connector: Connector }): ReactNode {
  const styles = useStyles();
  const { id, name, title, state } = connector;
  const lead = (
    <span className={styles.lead}>
      {title} <ConnectorState state={state} />
    </span>
  );
  return (
    <Page
      title={name}
      lead={lead}
      trail={[{ label: texts.nav.connectors, href: '/connectors' }]}
      actions={<ConnectorActions connector={connector} />}
    >
      <Attention connector={connector} />
      <Days connector={connector} />
      <Section
        title={texts.connector.runs}
        actions={
          <div className={styles.lead}>
            <Anchor href={`/connectors/${id}/runs`}>{texts.connector.allRuns}</Anchor>
            {state === 'active' && <StartRun connectorId={id} />}
          </div>
        }
      >
        <LastRuns id={id} />
      </Section>
      <ConnectorFacts connector={connector} />
    </Page>
  );
}

/** Which step of the set-up mends what keeps the connector from working. */
function stepFor(code: string): string {
  return code.startsWith('graph') ? 'consent' : 'credentials';
}

function Attention({ connector: { id, state, attention } }: { connector: Connector }): ReactNode {
  const words = texts.connector;
  if (attention) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{attention.reason}</MessageBarTitle>
          {attention.remedy}
        </MessageBarBody>
        <MessageBarActions>
          <Anchor href={`/connectors/${id}/setup/${stepFor(attention.code)}`}>{words.mend}</Anchor>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (state !== 'draft' && state !== 'ready') return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{words.unfinished}</MessageBarBody>
      <MessageBarActions>
        <Anchor href={`/connectors/${id}/setup`}>{words.goOn}</Anchor>
      </MessageBarActions>
    </MessageBar>
  );
}

function Days({ connector }: { connector: Connector }): ReactNode {
  const styles = useStyles();
  const [span, setSpan] = useState<Span>(91);
  const days = useDays(connector.id, lastDays(span, useNow()));
  return (
    <Section title={texts.overview.days} actions={<SpanPicker span={span} onSpan={setSpan} />}>
      <div className={styles.days}>
        <Legend />
        <Read query={days}>{(found) => <DayViews days={found} name={connector.name} />}</Read>
      </div>
    </Section>
  );
}
