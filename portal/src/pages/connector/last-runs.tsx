import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useRuns } from '../../api/run-queries.ts';
import { formatNumber } from '../../format.ts';
import { Anchor } from '../../parts/anchor.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Read } from '../../parts/read.tsx';
import { RunState } from '../../parts/states.tsx';
import { windowWords } from '../../parts/window.tsx';
import { texts } from '../../texts.ts';

/** As many as are looked at most; the rest have a page of their own. */
const SHOWN = 5;

type Run = Schemas['Run'];

const COLUMNS: readonly Column<Run>[] = [
  {
    title: texts.runs.window,
    cell: ({ id, window }) => <Anchor href={`/runs/${id}`}>{windowWords(window)}</Anchor>,
  },
  { title: texts.runs.state, cell: ({ state }) => <RunState state={state} /> },
  { title: texts.runs.items, cell: ({ counters }) => formatNumber(counters.items), isNumber: true },
];

export function LastRuns({ id }: { id: string }): ReactNode {
  return (
    <Read query={useRuns(id)}>
      {({ pages }) => {
        const runs = pages[0]?.items.slice(0, SHOWN) ?? [];
        if (runs.length === 0) return texts.connectors.noRun;
        return (
          <DataTable
            label={texts.connector.runs}
            columns={COLUMNS}
            rows={runs}
            keyOf={(run) => run.id}
          />
        );
      }}
    </Read>
  );
}
