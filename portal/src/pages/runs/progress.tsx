import { Field, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { isActive } from '../../api/run-queries.ts';
import { Announced } from '../../parts/announced.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';

type Run = Schemas['Run'];

const STEPS = ['list', 'write', 'settle'] as const;
type Step = (typeof STEPS)[number];
const STEP_OF: Record<Run['phase'], Step> = {
  open: 'list',
  stage: 'list',
  reprocess: 'list',
  import: 'write',
  settle: 'settle',
  done: 'settle',
};
/** Parts of a hundred after which progress is said again. */
const SAID_EVERY = 10;

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalL },
  steps: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    counterReset: 'step',
  },
  step: {
    color: tokens.colorNeutralForeground3,
    counterIncrement: 'step',
    '::before': { content: 'counter(step) ". "' },
  },
  current: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** The state of a run in words that change seldom enough to be listened to. */
export function RunAnnounced({ run }: { run: Run }): ReactNode {
  const step = STEP_OF[run.phase];
  if (!isActive(run)) return <Announced>{texts.runStates[run.state]}</Announced>;
  const { slices, deliveries } = run.progress;
  const { done, of } = { list: slices, write: deliveries, settle: { done: 0, of: 0 } }[step];
  const percent = of === 0 ? undefined : Math.floor((100 * done) / of / SAID_EVERY) * SAID_EVERY;
  return <Announced>{texts.run.said(texts.run.steps[step], percent)}</Announced>;
}

/** What a run is doing at the moment. */
export function Progress({ run }: { run: Run }): ReactNode {
  const styles = useStyles();
  const { slices, deliveries } = run.progress;
  const current = STEP_OF[run.phase];
  return (
    <Section title={texts.run.progress}>
      <div className={styles.parts}>
        <ol className={styles.steps} aria-label={texts.run.progress}>
          {STEPS.map((step) => (
            <li
              key={step}
              className={mergeClasses(styles.step, step === current && styles.current)}
              aria-current={step === current ? 'step' : undefined}
            >
              {texts.run.steps[step]}
            </li>
          ))}
        </ol>
        <Bar {...slices} label={texts.run.slices(slices.done, slices.of)} />
        <Bar {...deliveries} label={texts.run.written(deliveries.done, deliveries.of)} />
        <Facts
          facts={[
            [
              texts.run.rate,
              run.rate ? texts.run.rateOf[run.rate.of](run.rate.perSecond) : texts.run.unknown,
            ],
            [
              texts.run.estimatedEnd,
              run.estimatedEnd ? (
                <Time key="end" at={run.estimatedEnd} distance />
              ) : (
                texts.run.unknown
              ),
            ],
          ]}
        />
      </div>
    </Section>
  );
}

function Bar({ done, of, label }: { done: number; of: number; label: string }): ReactNode {
  return (
    <Field validationMessage={label} validationState="none">
      <ProgressBar value={of === 0 ? 0 : done / of} thickness="large" aria-label={label} />
    </Field>
  );
}
