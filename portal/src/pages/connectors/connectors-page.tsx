import {
  Button,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useConnectors, useMayChange } from '../../api/queries';
import { Empty } from '../../parts/empty';
import { Page } from '../../parts/page';
import { Read } from '../../parts/read';
import { Section } from '../../parts/section';
import { ConnectorState, RunState } from '../../parts/states';
import { Time } from '../../parts/time';
import { texts } from '../../texts';

export function ConnectorsPage(): ReactNode {
  const mayChange = useMayChange();
  const add = (
    <Link href="/connectors/new" asChild>
      <Button as="a" appearance="primary" icon={<AddRegular />}>
        {texts.overview.add}
      </Button>
    </Link>
  );
  return (
    <Page
      title={texts.connectors.title}
      lead={texts.connectors.lead}
      actions={mayChange ? add : undefined}
    >
      <Section title={texts.connectors.title}>
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

function ConnectorTable({ connectors }: { connectors: Schemas['Connector'][] }): ReactNode {
  const { name, product, state, lastRun, watermark, noRun } = texts.connectors;
  return (
    <Table aria-label={texts.connectors.title}>
      <TableHeader>
        <TableRow>
          {[name, product, state, lastRun, watermark].map((label) => (
            <TableHeaderCell key={label}>{label}</TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {connectors.map((connector) => (
          <TableRow key={connector.id}>
            <TableCell>
              <Link href={`/connectors/${connector.id}`}>{connector.name}</Link>
            </TableCell>
            <TableCell>{connector.title}</TableCell>
            <TableCell>
              <ConnectorState state={connector.state} />
            </TableCell>
            <TableCell>
              {connector.lastRun ? <RunState state={connector.lastRun.state} /> : noRun}
            </TableCell>
            <TableCell>
              {connector.watermark ? <Time at={connector.watermark} /> : texts.common.never}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
