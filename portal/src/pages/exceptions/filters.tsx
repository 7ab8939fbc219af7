import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useState, type ReactNode } from 'react';
import { usePrivateParams } from '../../private-params.ts';
import type { Schemas } from '../../api/client.ts';
import { CAUSES, type ExceptionFilter } from '../../api/filters.ts';
import { useRuns, type ExceptionCounts } from '../../api/run-queries.ts';
import { formatNumber } from '../../format.ts';
import { windowWords } from '../../parts/window.tsx';
import { texts } from '../../texts.ts';
import { ALL_STATES } from './address.ts';

const useStyles = makeStyles({
  field: { minWidth: 0, width: '100%' },
  fields: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(11rem, 100%), 1fr))',
    alignItems: 'end',
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalM,
  },
});

interface Props {
  filter: ExceptionFilter;
  connectors: readonly Schemas['Connector'][];
  counts: ExceptionCounts | undefined;
}

/** The filter stands in the address, so that what is seen can be sent to somebody else. */
export function Filters({ filter, connectors, counts }: Props): ReactNode {
  const styles = useStyles();
  const [, setAddress] = usePrivateParams();
  const set = (name: string, value: string): void => {
    setAddress(
      (address) => {
        // Runs are those of a connector.
        if (name === 'connectorId') address.delete('runId');
        if (value === '') address.delete(name);
        else address.set(name, value);
        return address;
      },
      { replace: true },
    );
  };
  return (
    <>
      <div className={styles.fields}>
        <Choices filter={filter} connectors={connectors} counts={counts} onChoose={set} />
        <Search
          key={`party ${filter.party ?? ''}`}
          label={texts.exceptions.number}
          name="party"
          value={filter.party ?? ''}
          onSearch={set}
        />
        <Search
          key={`item ${filter.itemId ?? ''}`}
          label={texts.exceptions.itemId}
          name="itemId"
          value={filter.itemId ?? ''}
          onSearch={set}
        />
      </div>
      <Narrowings
        filter={filter}
        onRemove={(name) => {
          set(name, '');
        }}
      />
    </>
  );
}

function Choices({
  filter,
  connectors,
  counts,
  onChoose,
}: Props & Pick<ChoiceProps, 'onChoose'>): ReactNode {
  const { anyConnector, anyCause, anyState, states } = texts.exceptions;
  const causes = CAUSES.map(
    (cause) => [cause, withCount(texts.causes[cause], counts?.causes[cause])] as const,
  );
  return (
    <>
      <Choice
        label={texts.exceptions.connector}
        name="connectorId"
        value={filter.connectorId ?? ''}
        options={[['', anyConnector], ...connectors.map(({ id, name }) => [id, name] as const)]}
        onChoose={onChoose}
      />
      {filter.connectorId !== undefined && (
        <RunChoice
          connectorId={filter.connectorId}
          runId={filter.runId ?? ''}
          onChoose={onChoose}
        />
      )}
      <Choice
        label={texts.exceptions.cause}
        name="cause"
        value={filter.cause ?? ''}
        options={[['', anyCause], ...causes]}
        onChoose={onChoose}
      />
      <Choice
        label={texts.exceptions.state}
        name="state"
        value={filter.state ?? ALL_STATES}
        options={[
          ['open', states.open],
          ['resolved', states.resolved],
          [ALL_STATES, anyState],
        ]}
        onChoose={onChoose}
      />
    </>
  );
}

interface RunChoiceProps {
  connectorId: string;
  runId: string;
  onChoose: ChoiceProps['onChoose'];
}

/** The newest runs; an older one comes by a link from its page. */
function RunChoice({ connectorId, runId, onChoose }: RunChoiceProps): ReactNode {
  const runs = useRuns(connectorId).data?.pages.flatMap(({ items }) => items) ?? [];
  const isListed = runId === '' || runs.some(({ id }) => id === runId);
  return (
    <Choice
      label={texts.exceptions.ofRun}
      name="runId"
      value={runId}
      options={[
        ['', texts.exceptions.anyRun],
        ...(isListed ? [] : [[runId, texts.exceptions.oneRun] as const]),
        ...runs.map(({ id, window }) => [id, windowWords(window)] as const),
      ]}
      onChoose={onChoose}
    />
  );
}

function withCount(name: string, count: number | undefined): string {
  return count === undefined ? name : `${name} (${formatNumber(count)})`;
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  name: string;
  onChoose: (name: string, value: string) => void;
}

function Choice({ label, name, value, options, onChoose }: ChoiceProps): ReactNode {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.field}>
      <Select
        className={styles.field}
        select={{ className: styles.field }}
        value={value}
        onChange={(_, data) => {
          onChoose(name, data.value);
        }}
      >
        {options.map(([key, shown]) => (
          <option key={key} value={key}>
            {shown}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface SearchProps {
  label: string;
  name: string;
  value: string;
  onSearch: (name: string, value: string) => void;
}

/** Looks when it is left or entered, not with every letter. */
function Search({ label, name, value, onSearch }: SearchProps): ReactNode {
  const [text, setText] = useState(value);
  const search = (): void => {
    if (text.trim() !== value) onSearch(name, text.trim());
  };
  return (
    <Field label={label}>
      <Input
        className={useStyles().field}
        type="search"
        value={text}
        onChange={(_, data) => {
          setText(data.value);
        }}
        onBlur={search}
        onKeyDown={({ key }) => {
          if (key === 'Enter') search();
        }}
      />
    </Field>
  );
}

interface NarrowingsProps {
  filter: ExceptionFilter;
  onRemove: (name: string) => void;
}

/** What an address from elsewhere narrows the list to, to be taken away again. */
function Narrowings({ filter, onRemove }: NarrowingsProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.chips}>
      {(['runId', 'reason'] as const).map((name) => {
        // With a connector the run stands among the fields.
        const isField = name === 'runId' && filter.connectorId !== undefined;
        const value = isField ? undefined : filter[name];
        return value === undefined ? null : (
          <Button
            key={name}
            shape="circular"
            size="small"
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={texts.exceptions.without[name](value)}
            onClick={() => {
              onRemove(name);
            }}
          >
            {texts.exceptions.only[name](value)}
          </Button>
        );
      })}
    </div>
  );
}
