import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useState, type ReactNode } from 'react';
import { usePrivateParams } from '../../private-params.ts';
import type { Schemas } from '../../api/client.ts';
import { usePreferences } from '../../preferences.tsx';
import { DELIVERY_STATES, ITEM_OUTCOMES } from '../../api/filters.ts';
import { texts } from '../../texts.ts';
import {
  FIELD_NAMES,
  fieldOf,
  fieldsIn,
  momentOf,
  problemOf,
  type SearchFields,
} from './search.ts';

const useStyles = makeStyles({
  field: { minWidth: 0, width: '100%' },
  fields: {
    display: 'grid',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(13rem, 100%), 1fr))',
    alignItems: 'start',
  },
  submit: { marginBlockStart: tokens.spacingVerticalL },
});

/** What is looked for stands in the address, so that it can be sent to somebody else. */
export function SearchForm({
  connectors,
}: {
  connectors: readonly Schemas['Connector'][];
}): ReactNode {
  const styles = useStyles();
  const [address, setAddress] = usePrivateParams();
  const [fields, setFields] = useState(() =>
    fieldsIn(address, connectors[0]?.id ?? '', Date.now()),
  );
  const set = (name: keyof SearchFields, value: string): void => {
    setFields((before) => ({ ...before, [name]: value }));
  };
  const problem = problemOf(fields);
  const search = (): void => {
    if (problem) return;
    const filled = FIELD_NAMES.filter((name) => fields[name].trim() !== '');
    setAddress(() => new URLSearchParams(filled.map((name) => [name, fields[name].trim()])));
  };
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <div className={styles.fields}>
        <Choices fields={fields} connectors={connectors} onChange={set} />
        {(['number', 'mailbox', 'itemId'] as const).map((name) => (
          <Field key={name} label={texts.items[name]} hint={texts.items.hints[name]}>
            <Input
              className={styles.field}
              value={fields[name]}
              onChange={(_, { value }) => {
                set(name, value);
              }}
            />
          </Field>
        ))}
        <Moment name="from" fields={fields} onChange={set} />
        <Moment
          name="to"
          fields={fields}
          onChange={set}
          problem={problem && texts.items.problems[problem]}
        />
      </div>
      <Button type="submit" appearance="primary" icon={<SearchRegular />} className={styles.submit}>
        {texts.items.find}
      </Button>
    </form>
  );
}

interface PartProps {
  fields: SearchFields;
  onChange: (name: keyof SearchFields, value: string) => void;
}

interface ChoicesProps extends PartProps {
  connectors: readonly Schemas['Connector'][];
}

function Choices({ fields, connectors, onChange }: ChoicesProps): ReactNode {
  const styles = useStyles();
  return (
    <>
      <Field label={texts.items.connector} className={styles.field}>
        <Select
          className={styles.field}
          select={{ className: styles.field }}
          value={fields.connectorId}
          onChange={(_, { value }) => {
            onChange('connectorId', value);
          }}
        >
          {connectors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.items.outcome} className={styles.field}>
        <Select
          className={styles.field}
          select={{ className: styles.field }}
          value={fields.outcome}
          onChange={(_, { value }) => {
            onChange('outcome', value);
          }}
        >
          <option value="">{texts.items.anyOutcome}</option>
          <Outcomes label={texts.items.ofItem} outcomes={ITEM_OUTCOMES} />
          <Outcomes label={texts.items.ofDelivery} outcomes={DELIVERY_STATES} />
        </Select>
      </Field>
    </>
  );
}

interface OutcomesProps {
  label: string;
  outcomes: readonly (keyof typeof texts.outcomes)[];
}

function Outcomes({ label, outcomes }: OutcomesProps): ReactNode {
  return (
    <optgroup label={label}>
      {outcomes.map((outcome) => (
        <option key={outcome} value={outcome}>
          {texts.outcomes[outcome]}
        </option>
      ))}
    </optgroup>
  );
}

interface MomentProps extends PartProps {
  name: 'from' | 'to';
  problem?: string | undefined;
}

function Moment({ name, fields, onChange, problem }: MomentProps): ReactNode {
  const { zone } = usePreferences();
  return (
    <Field
      label={texts.items[name]}
      hint={texts.items.zones[zone]}
      {...(problem && { validationMessage: problem })}
    >
      <Input
        className={useStyles().field}
        type="datetime-local"
        value={fieldOf(fields[name], zone)}
        onChange={(_, { value }) => {
          onChange(name, momentOf(value, zone));
        }}
      />
    </Field>
  );
}
