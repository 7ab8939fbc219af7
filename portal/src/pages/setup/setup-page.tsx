/** The wizard: the steps that are open, one at a time, from wherever they were left. */
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { useConnector } from '../../api/queries.ts';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import { ConsentStep } from './consent-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { Stepper } from './stepper.tsx';
import type { StepProps } from './step-frame.tsx';
import { firstOpen, stepsOf, type StepName } from './steps.ts';
import { TermsStep } from './terms-step.tsx';

const VIEWS: Record<StepName, (props: StepProps) => ReactNode> = {
  terms: TermsStep,
  credentials: CredentialsStep,
  mapping: MappingStep,
  consent: ConsentStep,
  review: ReviewStep,
};

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: '14rem minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

export function SetupPage({ id, step }: { id: string; step: string | undefined }): ReactNode {
  return (
    <Read query={useConnector(id)}>{({ data }) => <Wizard connector={data} asked={step} />}</Read>
  );
}

interface Props {
  connector: Schemas['Connector'];
  asked: string | undefined;
}

function Wizard({ connector, asked }: Props): ReactNode {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const steps = stepsOf(connector);
  const current = steps.find((name) => name === asked) ?? firstOpen(connector);
  const at = steps.indexOf(current);
  const View = VIEWS[current];
  const go = (name: StepName | undefined) =>
    name &&
    (() => {
      navigate(`/connectors/${connector.id}/setup/${name}`);
    });
  const trail = [
    { label: texts.nav.connectors, href: '/connectors' },
    { label: connector.name, href: `/connectors/${connector.id}` },
  ];
  return (
    <Page
      title={texts.setup.title}
      lead={
        <>
          {connector.title}{' '}
          <Badge appearance="outline">{texts.setup.of(at + 1, steps.length)}</Badge>
        </>
      }
      trail={trail}
    >
      <div className={styles.columns}>
        <Stepper connector={connector} steps={steps} current={current} />
        <Section title={texts.setup.steps[current]}>
          <View
            key={current}
            connector={connector}
            onBack={go(steps[at - 1])}
            onNext={go(steps[at + 1])}
          />
        </Section>
      </div>
    </Page>
  );
}
