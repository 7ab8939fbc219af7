import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ReactElement, ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { EventDetails } from './event-details.tsx';

type Event = Schemas['ItemEvent'];
type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'again';

const TONES: Record<Event['type'], Tone> = {
  listed: 'plain',
  listedAgain: 'plain',
  unmapped: 'warn',
  tooLarge: 'warn',
  malformed: 'bad',
  planned: 'plain',
  duplicate: 'good',
  claimed: 'plain',
  inDoubt: 'warn',
  imported: 'good',
  partial: 'warn',
  failed: 'bad',
  reprocessed: 'again',
  resolved: 'good',
};

const ICONS: Record<Tone, ReactElement> = {
  plain: <CircleRegular />,
  good: <CheckmarkRegular />,
  warn: <WarningRegular />,
  bad: <DismissRegular />,
  again: <ArrowSyncRegular />,
};

const useStyles = makeStyles({
  line: { listStyleType: 'none', margin: 0, padding: 0 },
  event: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '2rem minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBlockEnd: tokens.spacingVerticalXL,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 'calc(1rem - 1px)',
      insetBlock: '2rem 0',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke1,
    },
    ':last-child::before': { display: 'none' },
    ':last-child': { paddingBlockEnd: 0 },
  },
  mark: {
    display: 'grid',
    placeItems: 'center',
    width: '2rem',
    height: '2rem',
    boxSizing: 'border-box',
    fontSize: '16px',
    borderRadius: tokens.borderRadiusCircular,
    border: '1px solid currentColor',
  },
  plain: { color: tokens.colorNeutralForeground3 },
  again: { color: tokens.colorBrandForeground1 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  words: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    paddingBlockStart: '0.3rem',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `0 ${tokens.spacingHorizontalM}`,
    alignItems: 'baseline',
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  time: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Everything that happened to an item, the oldest first; it begins with the communication itself. */
export function Timeline({ story }: { story: Schemas['ItemStory'] }): ReactNode {
  const styles = useStyles();
  return (
    <ol className={styles.line}>
      <Entry tone="plain" title={texts.story.occurred} at={story.occurredAt} />
      {story.events.map((event, index) => (
        <Entry
          // Two things may happen at the same moment, and their order does not change.
          key={index}
          tone={TONES[event.type]}
          title={texts.story.events[event.type]}
          at={event.at}
        >
          <EventDetails event={event} connectorId={story.connectorId} />
        </Entry>
      ))}
    </ol>
  );
}

interface EntryProps {
  tone: Tone;
  title: string;
  at: string | null;
  children?: ReactNode;
}

function Entry({ tone, title, at, children }: EntryProps): ReactNode {
  const styles = useStyles();
  return (
    <li className={styles.event}>
      <span className={mergeClasses(styles.mark, styles[tone])} aria-hidden>
        {ICONS[tone]}
      </span>
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.title}>{title}</span>
          <span className={styles.time}>{at ? <Time at={at} /> : texts.story.noTime}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
