/** Which mailbox a number or address leads to, and by which rule. */
import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { bodyOf, client, type Schemas } from '../../api/client.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { faultAt, ProblemBar } from '../../parts/problem-bar.tsx';
import { texts } from '../../texts.ts';

type Answer = Schemas['ResolveAnswer'];

const words = texts.mapping;

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  fields: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(13rem, 100%), 1fr))',
    alignItems: 'start',
  },
  ask: { justifySelf: 'start' },
});

const COLUMNS: readonly Column<Answer['steps'][number]>[] = [
  { title: words.rule, cell: ({ rule }) => words.ruleNames[rule] },
  { title: words.result, cell: ({ result }) => words.results[result] },
  { title: words.why, cell: ({ message }) => message },
];

export function Resolve({ id }: { id: string }): ReactNode {
  const styles = useStyles();
  const [number, setNumber] = useState('');
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => {
      const body = { ...(number && { number }), ...(email && { email }) };
      return bodyOf(
        client.POST('/connectors/{id}/mapping-resolve', { params: { path: { id } }, body }),
      );
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (number || email) ask.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        <Field label={words.number} validationMessage={faultAt(ask.error, 'number')}>
          <Input
            value={number}
            onChange={(_, { value }) => {
              setNumber(value);
            }}
          />
        </Field>
        <Field label={words.email} validationMessage={faultAt(ask.error, 'email')}>
          <Input
            value={email}
            onChange={(_, { value }) => {
              setEmail(value);
            }}
          />
        </Field>
      </div>
      <Button
        type="submit"
        className={styles.ask}
        disabledFocusable={ask.isPending || !(number || email)}
      >
        {words.resolveAction}
      </Button>
      <ProblemBar error={ask.error} fields={['number', 'email']} />
      <div aria-live="polite">{ask.data && <Outcome answer={ask.data} />}</div>
    </form>
  );
}

function Outcome({ answer }: { answer: Answer }): ReactNode {
  const { mailbox, steps } = answer;
  return (
    <>
      <MessageBar intent={mailbox ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          {mailbox ? words.leadsTo(mailbox.address) : words.leadsNowhere}
        </MessageBarBody>
      </MessageBar>
      <DataTable
        label={words.resolveTitle}
        columns={COLUMNS}
        rows={steps}
        keyOf={({ rule }) => rule}
      />
    </>
  );
}
