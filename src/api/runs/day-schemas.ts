import { z } from 'zod';
import { DAY_STATES } from '../../domain/days.ts';
import { DAY_MS } from '../../domain/window.ts';
import { RunStateName } from '../schemas.ts';

/** A year and a month: one page of a table. */
const MAX_DAYS = 400;

const DayName = z.iso.date();

/** Days from `from` up to, but not including, `to`; both UTC. */
export const DayQuery = z
  .strictObject({ from: DayName, to: DayName })
  .transform(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  .superRefine(({ from, to }, context) => {
    const fault = (message: string): void => {
      context.addIssue({ code: 'custom', path: ['to'], message });
    };
    if (from >= to) fault('Must be after "from".');
    if (to - from > MAX_DAYS * DAY_MS) {
      fault(`Must be within ${String(MAX_DAYS)} days of "from".`);
    }
  });
export type DayQuery = z.infer<typeof DayQuery>;

const Count = z.int().min(0).nullable();

const DayView = z
  .object({
    day: DayName.describe('`2026-03-09`, UTC.'),
    state: z
      .enum(DAY_STATES)
      .describe(
        '`missing`: wanted and over, and no run covers it. `notDue`: not over, or not wanted.',
      ),
    runId: z.string().nullable().describe('The run that the state is taken from.'),
    runState: RunStateName.nullable(),
    items: Count.describe(
      '`null` until the run is settled, and where its window is not just this day; as are the other counts.',
    ),
    deliveries: Count,
    exceptions: Count,
  })
  .meta({ id: 'Day' });
export type DayView = z.infer<typeof DayView>;

/** Every day asked for, the oldest first. */
export const DayList = z.object({ items: z.array(DayView) }).meta({ id: 'DayList' });
export type DayList = z.infer<typeof DayList>;
