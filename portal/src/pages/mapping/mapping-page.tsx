import { Switch } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { setRules, useConnectorChange } from '../../api/changes.ts';
import type { Schemas } from '../../api/client.ts';
import { useConnector, useMayChange } from '../../api/queries.ts';
import { useExceptionCounts } from '../../api/run-queries.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import { Unmapped } from '../exceptions/unmapped.tsx';
import { AddEntry } from './add-entry.tsx';
import { MappingUpload } from './mapping-upload.tsx';
import { Resolve } from './resolve.tsx';
import { Versions } from './versions.tsx';

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
