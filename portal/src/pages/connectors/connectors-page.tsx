import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useConnectors, useMayChange } from '../../api/queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { ConnectorState, RunState } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';

export function ConnectorsPage(): ReactNode {
  const mayChange = useMayChange();
  const add = (
    <LinkButton href="/connectors/new" appearance="primary" icon={<AddRegular />}>
      {texts.overview.add}
    </LinkButton>
  );
  return (
    <Page
      title={texts.connectors.title}
      lead={texts.connectors.lead}
      actions={mayChange ? add : undefined}
    >
      <Section title={texts.connectors.all}>
        <Read query={useConnectors()}>
          {(connectors) =>
            connectors.length === 0 ? (
              <Empty title={texts.overview.empty} text={texts.overview.emptyText} />
            ) : (
              <ConnectorTable connectors={connectors} />
            )
          }
        </Read>
      </Section>
    </Page>
  );
}

const COLUMNS: readonly Column<Schemas['Connector']>[] = [
  {
    title: texts.connectors.name,
    cell: ({ id, name }) => <Anchor href={`/connectors/${id}`}>{name}</Anchor>,
  },
  { title: texts.connectors.product, cell: ({ title }) => title },
  { title: texts.connectors.state, cell: ({ state }) => <ConnectorState state={state} /> },
  {
    title: texts.connectors.lastRun,
    cell: ({ lastRun }) =>
      lastRun ? (
        <Anchor href={`/runs/${lastRun.id}`}>
          <RunState state={lastRun.state} />
        </Anchor>
      ) : (
        texts.connectors.noRun
      ),
  },
  {
    title: texts.connectors.watermark,
    cell: ({ watermark }) => (watermark ? <Time at={watermark} /> : texts.common.never),
  },
];

function ConnectorTable({ connectors }: { connectors: Schemas['Connector'][] }): ReactNode {
  return (
    <DataTable
      label={texts.connectors.title}
      columns={COLUMNS}
      rows={connectors}
      keyOf={({ id }) => id}
    />
  );
}
