import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { texts } from '../../texts.ts';

export interface StepProps {
  connector: Schemas['Connector'];
  /** Absent on the first step. */
  onBack: (() => void) | undefined;
  /** Absent on the last. */
  onNext: (() => void) | undefined;
}

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  why: { margin: 0, maxWidth: '46rem', color: tokens.colorNeutralForeground2 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    paddingBlockStart: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface Props extends Pick<StepProps, 'onBack' | 'onNext'> {
  /** What the step needs, and what for. */
  why: string;
  error?: unknown;
  /** Fields whose faults are shown beside them. */
  fields?: readonly string[];
  /** What the step does; without it one only goes on. */
  action?: { label: string; busy: boolean; run: () => void } | undefined;
  children: ReactNode;
}

/** What all steps have: why, what to fill in, what went wrong, and the way on and back. */
export function StepFrame(props: Props): ReactNode {
  const { why, error, fields, action, onBack, onNext, children } = props;
  const styles = useStyles();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!action?.busy) action?.run();
      }}
    >
      <p className={styles.why}>{why}</p>
      {children}
      <ProblemBar error={error} {...(fields && { fields })} />
      <div className={styles.foot}>
        {action ? (
          <ChangeButton type="submit" appearance="primary" busy={action.busy}>
            {action.label}
          </ChangeButton>
        ) : (
          onNext && (
            <Button appearance="primary" onClick={onNext}>
              {texts.common.next}
            </Button>
          )
        )}
        {onBack && <Button onClick={onBack}>{texts.common.back}</Button>}
      </div>
    </form>
  );
}
