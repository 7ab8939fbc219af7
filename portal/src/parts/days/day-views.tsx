/** Calendar and chart of a connector's days, and the same as a table for whoever prefers to read. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { formatDay, formatNumber } from '../../format.ts';
import { texts } from '../../texts.ts';
import { Anchor } from '../anchor.tsx';
import { DataTable, type Column } from '../data-table.tsx';
import { Calendar } from './calendar.tsx';
import { Chart } from './chart.tsx';

type Day = Schemas['Day'];

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    minWidth: 0,
  },
  calendar: { flexShrink: 1, minWidth: 0, maxWidth: '100%' },
  chart: { flexGrow: 1, flexBasis: '18rem', minWidth: 0 },
  toggle: { marginBlockStart: tokens.spacingVerticalS },
});

const words = texts.days;

const COLUMNS: readonly Column<Day>[] = [
  {
    title: words.day,
    cell: ({ day, runId }) =>
      runId ? <Anchor href={`/runs/${runId}`}>{formatDay(day)}</Anchor> : formatDay(day),
  },
  { title: words.state, cell: ({ state }) => words.states[state] },
  { title: words.items, cell: ({ items }) => number(items), isNumber: true },
  { title: words.deliveries, cell: ({ deliveries }) => number(deliveries), isNumber: true },
  { title: words.exceptionsLabel, cell: ({ exceptions }) => number(exceptions), isNumber: true },
];

function number(value: number | null): string {
  return value === null ? '–' : formatNumber(value);
}

export function DayViews({ days, name }: { days: readonly Day[]; name: string }): ReactNode {
  const styles = useStyles();
  const [isTable, setTable] = useState(false);
  return (
    <div>
      {isTable ? (
        <DataTable
          label={words.tableOf(name)}
          columns={COLUMNS}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
        />
      ) : (
        <div className={styles.row}>
          <div className={styles.calendar}>
            <Calendar days={days} name={name} />
          </div>
          <div className={styles.chart}>
            <Chart days={days} name={name} />
          </div>
        </div>
      )}
      <Button
        size="small"
        appearance="subtle"
        className={styles.toggle}
        aria-pressed={isTable}
        onClick={() => {
          setTable(!isTable);
        }}
      >
        {words.asTable}
      </Button>
    </div>
  );
}
