import { Button, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMayChange } from '../../api/queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { SettingsDialog } from './settings-dialog.tsx';

type Connector = Schemas['Connector'];

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: tokens.spacingVerticalXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(26rem, 100%), 1fr))',
  },
});

export function ConnectorFacts({ connector }: { connector: Connector }): ReactNode {
  const styles = useStyles();
  const mayChange = useMayChange();
  const restoreFocus = useRestoreFocusTarget();
  const [isEditing, setEditing] = useState(false);
  const words = texts.connector;
  const edit = (
    <Button
      {...restoreFocus}
      icon={<EditRegular />}
      onClick={() => {
        setEditing(true);
      }}
    >
      {words.change}
    </Button>
  );
  return (
    <div className={styles.grid}>
      <Section title={texts.settings.title} actions={mayChange && edit}>
        <Facts
          facts={[
            [texts.setup.folder, connector.folder],
            [texts.setup.sizeLimit, texts.setup.megabytes(connector.settings.sizeLimitMb)],
            [words.messageClass, connector.settings.messageClass],
            [texts.setup.steps.mapping, <Mapping key="mapping" connector={connector} />],
            [words.createdAt, <Time key="at" at={connector.createdAt} />],
            [words.createdBy, connector.createdBy],
          ]}
        />
      </Section>
      <Section title={words.setUp}>
        <SetUpFacts connector={connector} />
      </Section>
      {isEditing && (
        <SettingsDialog
          connector={connector}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </div>
  );
}

function Mapping({ connector: { id, mapping } }: { connector: Connector }): ReactNode {
  const { review } = texts.setup;
  const rules = [
    mapping.automatic && review.automatic,
    mapping.custom && review.custom(mapping.version),
  ];
  return (
    <Anchor href={`/connectors/${id}/mapping`}>
      {rules.filter(Boolean).join(', ') || texts.common.none}
    </Anchor>
  );
}

function SetUpFacts({ connector }: { connector: Connector }): ReactNode {
  const { terms, credentials, consent } = connector;
  const words = texts.setup;
  const link = (step: 'terms' | 'credentials' | 'consent', text: string | undefined): ReactNode => (
    <Anchor href={`/connectors/${connector.id}/setup/${step}`}>
      {text ?? texts.connector.open}
    </Anchor>
  );
  return (
    <Facts
      facts={[
        [words.steps.terms, link('terms', terms?.acceptedBy)],
        ...when(terms?.acceptedAt, words.terms.acceptedAt),
        [words.steps.credentials, link('credentials', credentials?.username)],
        ...when(credentials?.verifiedAt, words.credentials.verifiedAt),
        ...(connector.steps.consent === 'notNeeded'
          ? []
          : [[words.steps.consent, link('consent', consent?.grantedBy)] as const]),
        ...when(consent?.grantedAt, words.consent.grantedAt),
      ]}
    />
  );
}

function when(at: string | undefined, label: string): (readonly [string, ReactNode])[] {
  return at === undefined ? [] : [[label, <Time key={label} at={at} />]];
}
