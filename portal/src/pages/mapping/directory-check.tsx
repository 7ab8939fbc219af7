/** Whether the mailboxes of a mapping are users, asked a part at a time while the person reads on. */
import {
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { bodyOf, client, type Schemas } from '../../api/client.ts';
import { useMayChange } from '../../api/queries.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { formatNumber } from '../../format.ts';
import { texts } from '../../texts.ts';

/** Addresses of one call, as many as the interface takes. */
const AT_ONCE = 100;

type Users = Schemas['UsersReport'];
type Unknown = Schemas['UnknownUser'];

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

const words = texts.mapping;
const COLUMNS: readonly Column<Unknown>[] = [
  { title: words.line, cell: ({ line }) => line && formatNumber(line), isNumber: true },
  { title: words.mailbox, cell: ({ address }) => address },
  { title: words.fault, cell: ({ message }) => message },
];

export function DirectoryCheck({ id, users }: { id: string; users: Users }): ReactNode {
  const styles = useStyles();
  const { checked, unknown, error } = useDirectoryCheck(id, users);
  const { of } = users;
  const progress = of === 0 ? 1 : checked / of;
  return (
    <div className={styles.all}>
      <Field
        label={words.directory}
        validationMessage={words.checked(checked, of)}
        validationState={checked < of ? 'none' : unknown.length > 0 ? 'warning' : 'success'}
      >
        <ProgressBar value={progress} aria-valuetext={words.checked(checked, of)} />
      </Field>
      <ProblemBar error={error} />
      {unknown.length > 0 && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{words.unknownUsers(unknown.length)}</MessageBarBody>
          </MessageBar>
          <DataTable
            label={words.unknownLabel}
            columns={COLUMNS}
            rows={unknown}
            keyOf={({ address }) => address}
          />
        </>
      )}
    </div>
  );
}

interface Checked {
  checked: number;
  unknown: Unknown[];
}

function useDirectoryCheck(id: string, users: Users): Checked & { error: unknown } {
  const mayChange = useMayChange();
  const [sofar, setSofar] = useState<Checked>({ checked: users.checked, unknown: users.unknown });
  const { error } = useQuery({
    queryKey: ['directory-check', id, users],
    queryFn: async ({ signal }) => {
      let { checked } = users;
      const unknown = [...users.unknown];
      for (let at = 0; at < users.pending.length; at += AT_ONCE) {
        const addresses = users.pending.slice(at, at + AT_ONCE);
        const params = { path: { id } };
        const body = { addresses };
        const answer = await bodyOf(
          client.POST('/connectors/{id}/mapping-check', { params, body, signal }),
        );
        checked += addresses.length;
        unknown.push(...answer.unknown);
        setSofar({ checked, unknown: [...unknown] });
      }
      return checked;
    },
    enabled: mayChange && users.pending.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    // The key holds every address that is pending.
    queryKeyHashFn: () =>
      `directory-check ${id} ${String(users.of)} ${String(users.pending.length)}`,
  });
  return { ...sofar, error };
}
