import {
  Badge,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bodyOf, client, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/queries.ts';
import { Facts } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { SCHEMES, usePreferences, ZONES, type Preferences } from '../../preferences.tsx';
import { texts } from '../../texts.ts';

/** Milliseconds between two looks at the health. */
const HEALTH_MS = 15_000;

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalL },
  checks: { marginBlockStart: tokens.spacingVerticalM },
});

export function SettingsPage(): ReactNode {
  return (
    <Page title={texts.settings.title} lead={texts.settings.lead}>
      <Section title={texts.settings.display}>
        <Display />
      </Section>
      <Section title={texts.settings.who}>
        <Read query={useMe()}>
          {({ name, roles }) => (
            <Facts
              facts={[
                [texts.settings.name, name],
                [texts.settings.roles, roles.join(', ')],
              ]}
            />
          )}
        </Read>
      </Section>
      <Section title={texts.settings.health}>
        <Read query={useHealth()}>{(health) => <Health {...health} />}</Read>
      </Section>
    </Page>
  );
}

function Display(): ReactNode {
  const styles = useStyles();
  const { scheme, zone, change } = usePreferences();
  return (
    <div className={styles.fields}>
      <Field label={texts.settings.theme}>
        <RadioGroup
          layout="horizontal"
          value={scheme}
          onChange={(_, { value }) => {
            change({ scheme: value as Preferences['scheme'] });
          }}
        >
          {SCHEMES.map((value) => (
            <Radio key={value} value={value} label={texts.settings.schemes[value]} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={texts.settings.zone} hint={texts.settings.zoneHint}>
        <RadioGroup
          layout="horizontal"
          value={zone}
          onChange={(_, { value }) => {
            change({ zone: value as Preferences['zone'] });
          }}
        >
          {ZONES.map((value) => (
            <Radio key={value} value={value} label={texts.settings.zones[value]} />
          ))}
        </RadioGroup>
      </Field>
    </div>
  );
}

function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: async ({ signal }) => {
      const { data, error } = await client.GET('/health', { signal });
      // An unhealthy archiver answers 503 with the same body.
      return data ?? (error as Schemas['Health'] | undefined) ?? bodyOf(client.GET('/health'));
    },
    refetchInterval: HEALTH_MS,
  });
}

function Health({ status, checks = [] }: Schemas['Health']): ReactNode {
  const styles = useStyles();
  const isHealthy = status === 'healthy';
  return (
    <>
      <MessageBar intent={isHealthy ? 'success' : 'error'}>
        <MessageBarBody>
          {isHealthy ? texts.settings.healthy : texts.settings.unhealthy}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.checks}>
        <Facts
          facts={checks.map(({ name, ok, code }) => [
            texts.settings.checks[name] ?? name,
            <Badge key={name} appearance="tint" color={ok ? 'success' : 'danger'}>
              {ok ? texts.settings.checkOk : texts.settings.checkFailed(code ?? '')}
            </Badge>,
          ])}
        />
      </div>
    </>
  );
}
