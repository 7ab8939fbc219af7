import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { FlowPicture } from './flow.tsx';

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  equations: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  equation: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    overflowWrap: 'anywhere',
  },
  icon: { fontSize: '20px', flexShrink: 0 },
  holds: { color: tokens.colorStatusSuccessForeground1 },
  broken: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** That every captured item is accounted for, as a picture, in words, and as equations. */
export function Certificate({ run }: { run: Schemas['Run'] }): ReactNode {
  const styles = useStyles();
  const { certificate, counters } = run;
  return (
    <Section title={certificate ? texts.run.certificate : texts.run.soFar}>
      <div className={styles.parts}>
        {certificate && <Verdict certificate={certificate} items={counters.items} />}
        {!(certificate && counters.listed === 0) && <FlowPicture counters={counters} />}
        {certificate && (
          <>
            <p className={styles.quiet}>{texts.run.source(run.sourceCount, counters.items)}</p>
            <Equations equations={certificate.equations} />
            <p className={styles.quiet}>
              {texts.run.settledAt} <Time at={certificate.settledAt} />
            </p>
          </>
        )}
      </div>
    </Section>
  );
}

type Certified = NonNullable<Schemas['Run']['certificate']>;

function Verdict({ certificate, items }: { certificate: Certified; items: number }): ReactNode {
  const { balanced } = certificate;
  return (
    <MessageBar intent={balanced ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{balanced ? texts.run.balanced : texts.run.notBalanced}</MessageBarTitle>
        {balanced ? texts.run.balancedText(items) : texts.run.notBalancedText}
      </MessageBarBody>
    </MessageBar>
  );
}

function Equations({ equations }: { equations: Certified['equations'] }): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.equations} aria-label={texts.run.equations}>
      {equations.map(({ text, holds }) => (
        <li key={text} className={styles.equation}>
          <span className={`${styles.icon} ${holds ? styles.holds : styles.broken}`}>
            {holds ? (
              <CheckmarkCircleRegular aria-label={texts.run.holds} />
            ) : (
              <DismissCircleRegular aria-label={texts.run.holdsNot} />
            )}
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
