import { Badge, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { isActive, useExceptionCounts, type ExceptionCounts } from '../../api/run-queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import { exceptionsAddress } from '../exceptions/address.ts';
import { RunButton } from './run-actions.tsx';

const useStyles = makeStyles({
  groups: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  group: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalL,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorStatusWarningBorder2,
  },
  settled: { borderInlineStartColor: tokens.colorStatusSuccessBorder2 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  text: { margin: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
});

/** What was not imported, by cause, each with what to do about it. */
export function RunExceptions({ run }: { run: Schemas['Run'] }): ReactNode {
  const { state, round, settledAt } = run;
  const counts = useExceptionCounts(
    { runId: run.id },
    `${state} ${String(round)} ${settledAt ?? ''}`,
  );
  return (
    <Section title={texts.run.exceptions}>
      <Read query={counts}>{(read) => <Groups run={run} counts={read} />}</Read>
    </Section>
  );
}

function Groups({
  run,
  counts,
}: {
  run: Schemas['Run'];
  counts: ExceptionCounts | undefined;
}): ReactNode {
  const styles = useStyles();
  const groups = counts?.groups ?? [];
  if (groups.length === 0) {
    return (
      <p className={styles.text}>{isActive(run) ? texts.run.noneYet : texts.run.noExceptions}</p>
    );
  }
  return (
    <>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group key={`${group.cause} ${group.reason ?? ''}`} run={run} group={group} />
        ))}
      </ul>
      {counts?.complete === false && <p>{texts.exceptions.atLeast(counts.counted)}</p>}
    </>
  );
}

function Group({
  run,
  group,
}: {
  run: Schemas['Run'];
  group: Schemas['ExceptionGroup'];
}): ReactNode {
  const styles = useStyles();
  const { cause, reason, title, explanation, remedy, action, count, open } = group;
  const filter = {
    connectorId: run.connectorId,
    runId: run.id,
    cause,
    ...(reason !== null && { reason }),
  };
  const isOffered = action !== null && open > 0 && !isActive(run);
  return (
    <li className={`${styles.group} ${open === 0 ? styles.settled : ''}`}>
      <div className={styles.head}>
        <Subtitle2 as="h3" className={styles.text}>
          {title}
        </Subtitle2>
        <Badge appearance="tint" color={open > 0 ? 'warning' : 'success'} size="large">
          {texts.run.openOf(open, count)}
        </Badge>
      </div>
      <p className={styles.text}>{explanation}</p>
      <p className={styles.text}>
        <strong>{texts.exceptions.remedy}</strong> {remedy}
      </p>
      <div className={styles.actions}>
        <Anchor href={exceptionsAddress(filter)}>{texts.run.showThem(count)}</Anchor>
        {isOffered && <RunButton id={run.id} action={action} />}
      </div>
    </li>
  );
}
