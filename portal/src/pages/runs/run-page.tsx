import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useConnector } from '../../api/queries.ts';
import { isActive, useRun } from '../../api/run-queries.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { RunState } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { windowWords, WindowOf } from '../../parts/window.tsx';
import { texts } from '../../texts.ts';
import { Certificate } from './certificate.tsx';
import { Progress, RunAnnounced } from './progress.tsx';
import { RunActions } from './run-actions.tsx';
import { RunExceptions } from './run-exceptions.tsx';

export function RunPage({ id }: { id: string }): ReactNode {
  return <Read query={useRun(id)}>{(run) => <RunView run={run} />}</Read>;
}

function RunView({ run }: { run: Schemas['Run'] }): ReactNode {
  const connector = useConnector(run.connectorId).data?.data;
  const path = `/connectors/${run.connectorId}`;
  return (
    <Page
      title={texts.run.title(windowWords(run.window))}
      lead={<RunState state={run.state} />}
      actions={<RunActions run={run} />}
      trail={[
        { label: texts.nav.connectors, href: '/connectors' },
        { label: connector?.name ?? run.connectorId, href: path },
        { label: texts.runs.title, href: `${path}/runs` },
      ]}
    >
      <RunAnnounced run={run} />
      {run.error && <Failure {...run.error} />}
      {run.cancelRequested && isActive(run) && (
        <MessageBar intent="warning">
          <MessageBarBody>{texts.run.cancelling}</MessageBarBody>
        </MessageBar>
      )}
      {isActive(run) && <Progress run={run} />}
      <Certificate run={run} />
      <RunExceptions run={run} />
      <Section title={texts.run.facts}>
        <RunFacts run={run} />
      </Section>
    </Page>
  );
}

function Failure({ code, message }: NonNullable<Schemas['Run']['error']>): ReactNode {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{texts.run.failed}</MessageBarTitle>
        {message} ({code})
      </MessageBarBody>
    </MessageBar>
  );
}

function RunFacts({ run }: { run: Schemas['Run'] }): ReactNode {
  const { id, window, number, createdBy, createdAt, startedAt, settledAt, round, attempt } = run;
  const { labels } = texts.run;
  const time = (at: string | null): ReactNode => (at ? <Time at={at} /> : texts.common.never);
  return (
    <Facts
      facts={[
        [labels.window, <WindowOf key="window" window={window} />],
        [labels.number, number],
        [labels.createdBy, createdBy],
        [labels.createdAt, time(createdAt)],
        [labels.startedAt, time(startedAt)],
        [labels.settledAt, time(settledAt)],
        [labels.round, texts.run.roundOf(round)],
        [labels.attempt, attempt],
        [labels.id, <Copyable key="id" text={id} name={labels.id} />],
      ]}
    />
  );
}
