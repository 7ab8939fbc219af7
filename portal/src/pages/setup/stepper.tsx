import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { RadioButtonFilled } from '@fluentui/react-icons/svg/radio-button';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { texts } from '../../texts.ts';
import { isDone, type StepName } from './steps.ts';

const useStyles = makeStyles({
  // Long steps are scrolled, below the bar at the top.
  side: { position: 'sticky', top: '4.5rem', '@media (max-width: 860px)': { position: 'static' } },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    '@media (max-width: 860px)': { display: 'flex', flexWrap: 'wrap' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0, fontSize: '20px', display: 'flex' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  active: { color: tokens.colorCompoundBrandForeground1 },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

interface Props {
  connector: Schemas['Connector'];
  steps: readonly StepName[];
  current: StepName;
}

export function Stepper({ connector, steps, current }: Props): ReactNode {
  const styles = useStyles();
  return (
    <nav aria-label={texts.setup.stepsLabel} className={styles.side}>
      <ol className={styles.list}>
        {steps.map((name) => {
          const done = isDone(connector, name);
          const isCurrent = name === current;
          const color = done ? styles.done : isCurrent && styles.active;
          return (
            <li key={name}>
              <Link
                href={`/connectors/${connector.id}/setup/${name}`}
                className={mergeClasses(styles.step, isCurrent && styles.current)}
                aria-current={isCurrent ? 'step' : undefined}
              >
                <span className={mergeClasses(styles.icon, color)} aria-hidden>
                  {done ? (
                    <CheckmarkCircleFilled />
                  ) : isCurrent ? (
                    <RadioButtonFilled />
                  ) : (
                    <CircleRegular />
                  )}
                </span>
                {texts.setup.steps[name]}
                {done && <span className={styles.hidden}>({texts.setup.done})</span>}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
