/** One number at a time: given a mailbox, and what waited for it is taken up again. */
import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { usePrivateParams } from '../../private-params.ts';
import { setRules, useConnectorChange } from '../../api/changes.ts';
import { bodyOf, client, type Schemas, type Tagged } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { useReprocess } from '../../api/run-queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { faultAt, ProblemBar } from '../../parts/problem-bar.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';

const EMPTY = { number: '', mailbox: '', validFrom: '', validTo: '' };
type Entry = typeof EMPTY;
/** Where the interface says what is wrong with the only entry of a request. */
const at = (key: keyof Entry): string => `add.0.${key}`;

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  fields: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(13rem, 100%), 1fr))',
    alignItems: 'start',
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function AddEntry({ connector }: { connector: Schemas['Connector'] }): ReactNode {
  const [query] = usePrivateParams();
  const number = query.get('number') ?? '';
  // Another number begins another form.
  return <Form key={number} connector={connector} number={number} />;
}

interface Props {
  connector: Schemas['Connector'];
  number: string;
}

function Form({ connector, number }: Props): ReactNode {
  const styles = useStyles();
  const words = texts.mapping;
  const [entry, setEntry] = useState<Entry>({ ...EMPTY, number });
  const { add, isPending, error } = useAddition(connector, () => {
    setEntry(EMPTY);
  });
  const field = (key: keyof Entry, label: string, type: 'text' | 'date' = 'text'): ReactNode => (
    <Field label={label} required={type === 'text'} validationMessage={faultAt(error, at(key))}>
      <Input
        type={type}
        value={entry[key]}
        autoFocus={key === 'mailbox' && number !== ''}
        onChange={(_, { value }) => {
          setEntry({ ...entry, [key]: value });
        }}
      />
    </Field>
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    add(entry, true);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.hint}>
        {words.addHint} {!connector.mapping.custom && words.addSwitchesOn}
      </p>
      <div className={styles.fields}>
        {field('number', words.number)}
        {field('mailbox', words.mailbox)}
        {field('validFrom', words.validFrom, 'date')}
        {field('validTo', words.validTo, 'date')}
      </div>
      <ProblemBar error={error} fields={(Object.keys(EMPTY) as (keyof Entry)[]).map(at)} />
      <div className={styles.buttons}>
        <ChangeButton type="submit" appearance="primary" busy={isPending}>
          {words.addAndReprocess}
        </ChangeButton>
        <ChangeButton
          busy={isPending}
          onClick={() => {
            add(entry, false);
          }}
        >
          {words.addOnly}
        </ChangeButton>
      </div>
    </form>
  );
}

interface Addition {
  add: (entry: Entry, thenReprocess: boolean) => void;
  isPending: boolean;
  error: Error | null;
}

function useAddition({ id, mapping }: Schemas['Connector'], onAdded: () => void): Addition {
  const queryClient = useQueryClient();
  const { done, failed } = useToasts();
  const rules = useConnectorChange(id, setRules);
  const reprocess = useReprocess(id);
  const send = useMutation({
    mutationFn: (entry: Entry) => {
      const etag = queryClient.getQueryData<Tagged<unknown>>(keys.connector(id))?.etag ?? '*';
      const params = { path: { id }, header: { 'If-Match': etag } };
      const body = { add: [rowOf(entry)], replace: false };
      return bodyOf(client.POST('/connectors/{id}/mapping-entries', { params, body }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.connector(id) }),
  });
  const goOn = async (number: string, thenReprocess: boolean): Promise<void> => {
    try {
      if (!mapping.custom) await rules.mutateAsync({ automatic: mapping.automatic, custom: true });
      if (thenReprocess) done(texts.unmapped.reprocessed(await reprocess.mutateAsync([number])));
    } catch (error) {
      failed(error);
    }
  };
  const add = (entry: Entry, thenReprocess: boolean): void => {
    const onSuccess = ({ version }: Schemas['MappingReport']): void => {
      onAdded();
      done(texts.mapping.applied(version));
      void goOn(entry.number, thenReprocess);
    };
    send.mutate(entry, { onSuccess });
  };
  const isPending = send.isPending || rules.isPending || reprocess.isPending;
  return { add, isPending, error: send.error };
}

function rowOf({ number, mailbox, validFrom, validTo }: Entry) {
  return { number, mailbox, ...(validFrom && { validFrom }), ...(validTo && { validTo }) };
}
