/** What a mapping would change, its bad rows, and whether its mailboxes exist. */
import { Badge, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Figures } from '../../parts/figures.tsx';
import { formatDay, formatNumber } from '../../format.ts';
import { texts } from '../../texts.ts';
import { DirectoryCheck } from './directory-check.tsx';

type Report = Schemas['MappingReport'];
type Difference = Schemas['Difference'];

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
});

const words = texts.mapping;
const COLORS = { added: 'success', changed: 'warning', removed: 'danger' } as const;

const FAULTS: readonly Column<Schemas['RowFault']>[] = [
  { title: words.line, cell: ({ line }) => formatNumber(line), isNumber: true },
  { title: words.column, cell: ({ column }) => column },
  { title: words.fault, cell: ({ message }) => message },
];

const DIFFERENCES: readonly Column<Difference>[] = [
  {
    title: words.change,
    cell: ({ change }) => (
      <Badge appearance="tint" color={COLORS[change]}>
        {words.changes[change]}
      </Badge>
    ),
  },
  { title: words.number, cell: ({ number }) => number },
  { title: words.before, cell: ({ before }) => before ?? '' },
  { title: words.mailbox, cell: ({ mailbox }) => mailbox ?? '' },
  { title: words.from, cell: ({ validFrom }) => validFrom && formatDay(validFrom) },
  { title: words.to, cell: ({ validTo }) => validTo && formatDay(validTo) },
];

export function MappingReportView({ id, report }: { id: string; report: Report }): ReactNode {
  const styles = useStyles();
  const { rows, valid, added, changed, removed, errors, differences, users } = report;
  const isRefused = errors.length > 0;
  return (
    <div className={styles.all}>
      <div role="status">
        <Figures
          figures={[
            [words.rows, rows],
            [words.valid, valid],
            [words.changes.added, added],
            [words.changes.changed, changed],
            [words.changes.removed, removed],
          ]}
        />
      </div>
      {isRefused ? (
        <>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{words.refused}</MessageBarBody>
          </MessageBar>
          <h3 className={styles.title}>{words.badRows}</h3>
          <DataTable
            label={words.badRows}
            columns={FAULTS}
            rows={errors}
            keyOf={({ path, code }, index) => `${path} ${code} ${String(index)}`}
          />
        </>
      ) : (
        <DirectoryCheck id={id} users={users} />
      )}
      {!isRefused && differences.length > 0 && (
        <>
          <h3 className={styles.title}>
            {words.differences(differences.length, added + changed + removed)}
          </h3>
          <DataTable
            label={words.differencesLabel}
            columns={DIFFERENCES}
            rows={differences}
            keyOf={({ number, validFrom }, index) =>
              `${number} ${validFrom ?? ''} ${String(index)}`
            }
          />
        </>
      )}
    </div>
  );
}
