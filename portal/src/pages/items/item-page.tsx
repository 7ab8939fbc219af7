import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useItemStory } from '../../api/item-queries.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { kindName } from '../../parts/kind.ts';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { DeliveryState, ItemOutcome } from './outcomes.tsx';
import { Timeline } from './timeline.tsx';

type Story = Schemas['ItemStory'];
type Delivery = Schemas['Delivery'];

const useStyles = makeStyles({
  id: { minWidth: '13rem' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

export function ItemPage({ id }: { id: string }): ReactNode {
  return <Read query={useItemStory(id)}>{(story) => <StoryView story={story} />}</Read>;
}

function StoryView({ story }: { story: Story }): ReactNode {
  const styles = useStyles();
  const { mailboxes, related } = story;
  return (
    <Page
      title={texts.story.title(kindName(story.kind), story.itemId)}
      lead={<ItemOutcome outcome={story.outcome} />}
      trail={[{ label: texts.nav.items, href: '/items' }]}
    >
      <Section title={texts.story.timeline}>
        <Timeline story={story} />
      </Section>
      <Section title={texts.story.mailboxes}>
        {mailboxes.length === 0 ? (
          texts.story.noMailboxes
        ) : (
          <DataTable
            label={texts.story.table}
            columns={COLUMNS}
            rows={mailboxes}
            keyOf={({ mailboxId }) => mailboxId}
          />
        )}
      </Section>
      {related.length > 0 && (
        <Section title={texts.story.related}>
          <ul className={styles.list}>
            {related.map(({ relation, itemId, id }) => (
              <li key={`${relation} ${id ?? itemId}`}>
                {texts.story.relations[relation]}{' '}
                {id === null ? itemId : <Anchor href={`/items/${id}`}>{itemId}</Anchor>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={texts.story.facts}>
        <StoryFacts story={story} />
      </Section>
    </Page>
  );
}

function StoryFacts({ story }: { story: Story }): ReactNode {
  const { itemId, revision, occurredAt, listedAt, parties, runId, raw } = story;
  const { labels } = texts.story;
  return (
    <Facts
      facts={[
        [labels.itemId, <Copyable key="item" text={itemId} name={labels.itemId} />],
        [labels.revision, revision],
        [labels.occurredAt, <Time key="time" at={occurredAt} />],
        [labels.listedAt, listedAt ? <Time key="listed" at={listedAt} /> : texts.common.never],
        [labels.parties, parties.length > 0 ? parties.join(', ') : texts.common.none],
        [
          labels.run,
          <Anchor key="run" href={`/runs/${runId}`}>
            {texts.exceptions.run}
          </Anchor>,
        ],
        [labels.runId, <Copyable key="runId" text={runId} name={labels.runId} />],
        [
          labels.raw,
          <Copyable key="raw" text={`${raw.blob}#${String(raw.index)}`} name={labels.raw} />,
        ],
      ]}
    />
  );
}

/** In a narrow table an id would be broken after every letter. */
function IdCell(id: { text: string; name: string }): ReactNode {
  return (
    <div className={useStyles().id}>
      <Copyable {...id} />
    </div>
  );
}

const COLUMNS: readonly Column<Delivery>[] = [
  {
    title: texts.story.labels.mailbox,
    cell: ({ mailboxId }) => <IdCell text={mailboxId} name={texts.story.labels.mailbox} />,
  },
  { title: texts.story.labels.state, cell: ({ state }) => <DeliveryState state={state} /> },
  { title: texts.story.labels.rule, cell: ({ rule }) => texts.story.rules[rule] },
  { title: texts.story.labels.at, cell: ({ at }) => <Time at={at} /> },
  {
    title: texts.story.labels.messageId,
    cell: ({ messageId }) =>
      messageId === null ? (
        texts.common.none
      ) : (
        <IdCell text={messageId} name={texts.story.labels.messageId} />
      ),
  },
];
