import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useConnectors } from '../../api/queries.ts';
import { texts } from '../../texts.ts';

export const EMPTY_FILTER = { from: '', to: '', who: '', action: '', connectorId: '' };
export type AuditFilter = typeof EMPTY_FILTER;

const words = texts.audit;

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
    alignItems: 'end',
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

interface Props {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onFilter }: Props): ReactNode {
  const styles = useStyles();
  const connectors = useConnectors().data ?? [];
  const [draft, setDraft] = useState(filter);
  const set =
    (key: keyof AuditFilter) =>
    (_: unknown, { value }: { value: string }) => {
      setDraft({ ...draft, [key]: value });
    };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onFilter(draft);
  };
  const clear = (): void => {
    setDraft(EMPTY_FILTER);
    onFilter(EMPTY_FILTER);
  };
  return (
    <form className={styles.form} onSubmit={submit} role="search">
      <Field label={words.from}>
        <Input type="date" value={draft.from} onChange={set('from')} />
      </Field>
      <Field label={words.to}>
        <Input type="date" value={draft.to} onChange={set('to')} />
      </Field>
      <Field label={words.who}>
        <Input value={draft.who} onChange={set('who')} />
      </Field>
      <Field label={words.what}>
        <Select value={draft.action} onChange={set('action')}>
          <option value="">{words.any}</option>
          {Object.entries(words.actions).map(([action, label]) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.connector}>
        <Select value={draft.connectorId} onChange={set('connectorId')}>
          <option value="">{words.any}</option>
          {connectors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary">
          {words.apply}
        </Button>
        <Button onClick={clear}>{words.clear}</Button>
      </div>
    </form>
  );
}
