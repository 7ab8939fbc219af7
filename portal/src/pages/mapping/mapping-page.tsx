import { Switch } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { setRules, useConnectorChange } from '../../api/changes';
import type { Schemas } from '../../api/client';
import { useConnector, useMayChange } from '../../api/queries';
import { useExceptionCounts } from '../../api/run-queries';
import { Page } from '../../parts/page';
import { ProblemBar } from '../../parts/problem-bar';
import { Read } from '../../parts/read';
import { Section } from '../../parts/section';
import { texts } from '../../texts';
import { Unmapped } from '../exceptions/unmapped';
import { AddEntry } from './add-entry';
import { MappingUpload } from './mapping-upload';
import { Resolve } from './resolve';
import { Versions } from './versions';

type Connector = Schemas['Connector'];

export function MappingPage({ id }: { id: string }): ReactNode {
  return <Read query={useConnector(id)}>{({ data }) => <Loaded connector={data} />}</Read>;
}

function Loaded({ connector }: { connector: Connector }): ReactNode {
  const words = texts.mapping;
  const { id, name } = connector;
  const filter = { connectorId: id, cause: 'unmapped', state: 'open' } as const;
  const { data: counts } = useExceptionCounts(filter, connector.lastRun?.settledAt ?? '');
  return (
    <Page
      title={words.title}
      lead={words.lead}
      trail={[
        { label: texts.nav.connectors, href: '/connectors' },
        { label: name, href: `/connectors/${id}` },
      ]}
    >
      {counts && counts.unmapped.length > 0 && (
        <Unmapped counts={counts} connectorId={id} filter={filter} />
      )}
      <Section title={words.addTitle}>
        <AddEntry connector={connector} />
      </Section>
      <Section title={words.rules}>
        <Rules connector={connector} />
      </Section>
      <Section title={words.resolveTitle}>
        <Resolve id={id} />
      </Section>
      <Section title={words.upload}>
        <MappingUpload connector={connector} />
      </Section>
      <Section title={words.versions}>
        <Versions connector={connector} />
      </Section>
    </Page>
  );
}

function Rules({ connector: { id, mapping } }: { connector: Connector }): ReactNode {
  const words = texts.setup.mapping;
  const mayChange = useMayChange();
  const { mutate, isPending, error } = useConnectorChange(id, setRules);
  const { automatic, custom } = mapping;
  const rules = [
    {
      key: 'automatic',
      label: words.automatic,
      on: automatic,
      next: { automatic: !automatic, custom },
    },
    { key: 'custom', label: words.custom, on: custom, next: { automatic, custom: !custom } },
  ];
  return (
    <>
      {rules.map(({ key, label, on, next }) => (
        <div key={key}>
          <Switch
            label={label}
            checked={on}
            disabled={!mayChange || isPending}
            onChange={() => {
              mutate(next);
            }}
          />
        </div>
      ))}
      {!mayChange && <p>{texts.common.readerOnly}</p>}
      <ProblemBar error={error} />
    </>
  );
}
