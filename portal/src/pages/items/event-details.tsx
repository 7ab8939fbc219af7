import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { texts } from '../../texts.ts';
import { mappingAddress } from '../exceptions/address.ts';

type Event = Schemas['ItemEvent'];

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '46rem' },
  numbers: { listStyleType: 'none', margin: 0, padding: 0 },
  facts: { fontSize: tokens.fontSizeBase200 },
});

interface Props {
  event: Event;
  connectorId: string;
}

/** What is known of an event beyond its time: the reason with its remedy, and names to look further with. */
export function EventDetails({ event, connectorId }: Props): ReactNode {
  const styles = useStyles();
  const { title, explanation, remedy } = event;
  const facts = factsOf(event, connectorId);
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

function factsOf(event: Event, connectorId: string): (readonly [string, ReactNode])[] {
  const { mailboxId, messageId, itemId, raw, rule, parties, leftOut, round, slice } = event;
  const { labels } = texts.story;
  const copyable = (name: string, text: string | undefined): (readonly [string, ReactNode])[] =>
    text === undefined ? [] : [[name, <Copyable key={name} text={text} name={name} />]];
  return [
    ...copyable(labels.mailbox, mailboxId),
    ...(rule ? [[labels.rule, texts.story.rules[rule]] as const] : []),
    ...(parties?.length
      ? [
          [
            labels.noMailboxFor,
            <Numbers key="numbers" parties={parties} connectorId={connectorId} />,
          ] as const,
        ]
      : []),
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

interface NumbersProps {
  parties: readonly string[];
  connectorId: string;
}

/** Each with the way to give it a mailbox. */
function Numbers({ parties, connectorId }: NumbersProps): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.numbers}>
      {parties.map((party) => (
        <li key={party}>
          <Anchor href={mappingAddress(connectorId, party)}>{texts.unmapped.mapIt(party)}</Anchor>
        </li>
      ))}
    </ul>
  );
}
