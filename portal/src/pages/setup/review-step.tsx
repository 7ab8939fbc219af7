import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { finish, useConnectorChange } from '../../api/changes.ts';
import { bodyOf, client, type Schemas } from '../../api/client.ts';
import { keys, useMayChange } from '../../api/queries.ts';
import { Facts } from '../../parts/facts.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { isDone, stepsOf } from './steps.ts';

const useStyles = makeStyles({
  checks: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalM,
  },
  check: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
  },
  good: { fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
  bad: { fontSize: '20px', color: tokens.colorStatusDangerForeground1 },
  name: { fontWeight: tokens.fontWeightSemibold },
  detail: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  remedy: {
    marginBlockStart: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  group: { display: 'grid', gap: tokens.spacingVerticalM },
});

export function ReviewStep({ connector, onBack }: StepProps): ReactNode {
  const styles = useStyles();
  const words = texts.setup.review;
  const [, navigate] = useLocation();
  const { done } = useToasts();
  const end = useConnectorChange(connector.id, finish);
  const isOver = isDone(connector, 'review');
  const isOpen = stepsOf(connector).some((step) => step !== 'review' && !isDone(connector, step));
  const action = {
    label: words.finish,
    busy: end.isPending || isOpen,
    run: () => {
      end.mutate(undefined, {
        onSuccess: () => {
          done(words.finished);
          navigate(`/connectors/${connector.id}`);
        },
      });
    },
  };
  return (
    <StepFrame
      why={isOpen ? words.open : words.why}
      error={end.error}
      action={isOver ? undefined : action}
      onBack={onBack}
      onNext={undefined}
    >
      <Summary connector={connector} />
      <div className={styles.group}>
        <h3 className={styles.title}>{words.preflight}</h3>
        <Preflight id={connector.id} />
      </div>
    </StepFrame>
  );
}

function Summary({ connector }: { connector: Schemas['Connector'] }): ReactNode {
  const words = texts.setup.review;
  const { automatic, custom, version } = connector.mapping;
  const rules = [automatic && words.automatic, custom && words.custom(version)].filter(Boolean);
  return (
    <Facts
      facts={[
        [texts.connectors.name, connector.name],
        [texts.connectors.product, connector.title],
        [texts.setup.folder, connector.folder],
        [texts.setup.credentials.company, connector.credentials?.company ?? texts.common.none],
        [texts.setup.steps.mapping, rules.join(', ') || texts.common.none],
        [texts.setup.sizeLimit, texts.setup.megabytes(connector.settings.sizeLimitMb)],
      ]}
    />
  );
}

/** Signs in everywhere once, as the daily run will. */
function Preflight({ id }: { id: string }): ReactNode {
  const styles = useStyles();
  const mayChange = useMayChange();
  const { data, error, isFetching } = useQuery({
    queryKey: keys.preflight(id),
    queryFn: ({ signal }) =>
      bodyOf(client.GET('/connectors/{id}/preflight', { signal, params: { path: { id } } })),
    enabled: mayChange,
    staleTime: 0,
    retry: false,
  });
  if (!mayChange) return <span>{texts.common.readerOnly}</span>;
  if (error) return <ProblemBar error={error} />;
  if (!data || isFetching) return <Spinner label={texts.setup.review.checking} size="tiny" />;
  return (
    <ul className={styles.checks} aria-live="polite">
      {data.checks.map(({ name, ok, detail, remedy }) => (
        <li key={name} className={styles.check}>
          {ok ? (
            <CheckmarkCircleFilled className={styles.good} aria-label={texts.setup.review.passed} />
          ) : (
            <DismissCircleFilled className={styles.bad} aria-label={texts.setup.review.failed} />
          )}
          <div>
            <div className={styles.name}>{texts.setup.review.checks[name]}</div>
            <div className={styles.detail}>{detail}</div>
            {remedy && <div className={styles.remedy}>{remedy}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
