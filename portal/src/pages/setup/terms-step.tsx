import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { acceptTerms, useConnectorChange } from '../../api/changes.ts';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';

const useStyles = makeStyles({
  terms: {
    maxHeight: '20rem',
    overflowY: 'auto',
    padding: `0 ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export function TermsStep({ connector, onBack, onNext }: StepProps): ReactNode {
  const styles = useStyles();
  const { terms } = texts.setup;
  const [accepted, setAccepted] = useState(connector.terms !== null);
  const accept = useConnectorChange(connector.id, acceptTerms);
  const isCurrent = connector.terms?.version === terms.version;
  const action = {
    label: terms.accept,
    busy: accept.isPending || !accepted,
    run: () => {
      accept.mutate(terms.version, { onSuccess: onNext });
    },
  };
  return (
    <StepFrame
      why={terms.why}
      error={accept.error}
      action={isCurrent ? undefined : action}
      onBack={onBack}
      onNext={onNext}
    >
      <div className={styles.terms} tabIndex={0} role="group" aria-label={texts.setup.steps.terms}>
        {terms.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {isCurrent && connector.terms ? (
        <Facts
          facts={[
            [terms.acceptedBy, connector.terms.acceptedBy],
            [terms.acceptedAt, <Time key="at" at={connector.terms.acceptedAt} />],
            [terms.versionLabel, connector.terms.version],
          ]}
        />
      ) : (
        <Checkbox
          label={terms.agree}
          checked={accepted}
          onChange={(_, { checked }) => {
            setAccepted(checked === true);
          }}
        />
      )}
    </StepFrame>
  );
}
