import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useMayChange } from '../../api/queries.ts';
import type { ExceptionFilter } from '../../api/filters.ts';
import { useReprocess, useWorking, type ExceptionCounts } from '../../api/run-queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { Section } from '../../parts/section.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';
import { exceptionsAddress, mappingAddress } from './address.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    maxHeight: '30rem',
    overflowY: 'auto',
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  party: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  text: { marginBlock: `0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
  waiting: { justifySelf: 'start', padding: 0, minWidth: 0, height: 'auto' },
  working: { display: 'flex', gap: tokens.spacingHorizontalS, margin: 0 },
  after: { marginBlockStart: tokens.spacingVerticalL },
});

interface Props {
  counts: ExceptionCounts;
  /** Whose mapping they are missing in; undefined where it is not clear. */
  connectorId: string | undefined;
  /** The exceptions they were counted of. */
  filter: ExceptionFilter;
}

/** Numbers that lead nowhere, those with most waiting for them first. */
export function Unmapped({ counts, connectorId, filter }: Props): ReactNode {
  const styles = useStyles();
  const mayChange = useMayChange();
  return (
    <Section title={texts.unmapped.title}>
      <p className={styles.text}>
        {connectorId === undefined ? texts.unmapped.choose : texts.unmapped.text}
      </p>
      <ul className={styles.list} tabIndex={0} aria-label={texts.unmapped.title}>
        {counts.unmapped.map(({ party, count }) => (
          <Entry
            key={party}
            party={party}
            count={count}
            waiting={exceptionsAddress({ ...filter, party })}
            connectorId={mayChange ? connectorId : undefined}
          />
        ))}
      </ul>
      {!counts.complete && (
        <p className={styles.text}>{texts.exceptions.atLeast(counts.counted)}</p>
      )}
      {connectorId !== undefined && (
        <div className={styles.after}>
          <Reprocess connectorId={connectorId} />
        </div>
      )}
    </Section>
  );
}

interface EntryProps {
  party: string;
  count: number;
  /** Where the items that wait for it are shown. */
  waiting: string;
  connectorId: string | undefined;
}

function Entry({ party, count, waiting, connectorId }: EntryProps): ReactNode {
  const styles = useStyles();
  return (
    <li className={styles.entry}>
      <span className={styles.party}>{party}</span>
      {connectorId !== undefined && (
        <Link href={mappingAddress(connectorId, party)} asChild>
          <Button as="a" size="small" aria-label={texts.unmapped.mapIt(party)}>
            {texts.unmapped.map}
          </Button>
        </Link>
      )}
      <Link href={waiting} asChild>
        <Button
          as="a"
          appearance="transparent"
          size="small"
          className={styles.waiting}
          aria-label={texts.unmapped.show(party, count)}
        >
          {texts.unmapped.waiting(count)}
        </Button>
      </Link>
    </li>
  );
}

/** One click, as it changes nothing that could be lost. */
function Reprocess({ connectorId }: { connectorId: string }): ReactNode {
  const styles = useStyles();
  const { mutateAsync, isPending } = useReprocess(connectorId);
  const toasts = useToasts();
  const [queued, setQueued] = useState<readonly string[]>([]);
  const working = useWorking(queued);
  const reprocess = async (): Promise<void> => {
    try {
      const done = await mutateAsync([]);
      setQueued(done.queued);
      toasts.done(texts.unmapped.reprocessed(done));
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      <ChangeButton
        appearance="primary"
        icon={<ArrowSyncRegular />}
        busy={isPending}
        onClick={() => void reprocess()}
      >
        {texts.unmapped.reprocess}
      </ChangeButton>
      <p role="status" className={styles.working}>
        {working > 0 && (
          <>
            <Spinner size="tiny" /> {texts.unmapped.working(working)}
          </>
        )}
      </p>
    </>
  );
}
