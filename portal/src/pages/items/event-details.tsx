import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { Copyable } from '../../parts/copyable';
import { Facts } from '../../parts/facts';
import { texts } from '../../texts';

type Event = Schemas['ItemEvent'];

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '46rem' },
  facts: { fontSize: tokens.fontSizeBase200 },
});

/** What is known of an event beyond its time: the reason with its remedy, and names to look further with. */
export function EventDetails({ event }: { event: Event }): ReactNode {
  const styles = useStyles();
  const { title, explanation, remedy } = event;
  const facts = factsOf(event);
  return (
    <>
      {explanation && (
        <p className={styles.text}>
          {title && <strong>{title}: </strong>}
          {explanation}
        </p>
      )}
      {remedy && (
        <p className={styles.text}>
          <strong>{texts.exceptions.remedy}</strong> {remedy}
        </p>
      )}
      {facts.length > 0 && (
        <div className={styles.facts}>
          <Facts facts={facts} />
        </div>
      )}
    </>
  );
}

function factsOf(event: Event): (readonly [string, ReactNode])[] {
  const { mailboxId, messageId, itemId, raw, rule, parties, leftOut, round, slice } = event;
  const { labels } = texts.story;
  const copyable = (name: string, text: string | undefined): (readonly [string, ReactNode])[] =>
    text === undefined ? [] : [[name, <Copyable key={name} text={text} name={name} />]];
  return [
    ...copyable(labels.mailbox, mailboxId),
    ...(rule ? [[labels.rule, texts.story.rules[rule]] as const] : []),
    ...(parties?.length ? [[labels.noMailboxFor, parties.join(', ')] as const] : []),
    ...(leftOut?.length
      ? [[labels.leftOut, leftOut.map(texts.story.leftOut).join(', ')] as const]
      : []),
    ...copyable(labels.otherItem, itemId),
    ...copyable(labels.messageId, messageId),
    ...copyable(labels.raw, raw && `${raw.blob}#${String(raw.index)}`),
    ...(slice === undefined ? [] : [[labels.slice, slice] as const]),
    ...(round === undefined || round === 1 ? [] : [[labels.round, round] as const]),
  ];
}
