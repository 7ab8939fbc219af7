import type { Schemas } from '../../api/client.ts';
import { formatDay } from '../../format.ts';
import { texts } from '../../texts.ts';
import { DAY_STATES } from './colors.ts';

type Day = Schemas['Day'];

/** `9 Mar 2026: complete, 1,204 items, 3 exceptions`. */
export function describe({ day, state, items, exceptions }: Day): string {
  const parts = [
    texts.days.states[state],
    items !== null && texts.common.items(items),
    exceptions !== null && exceptions > 0 && texts.days.exceptions(exceptions),
  ];
  return `${formatDay(day)}: ${parts.filter(Boolean).join(', ')}`;
}

/** How many days are in which state. */
export function summarise(days: readonly Day[]): string {
  return DAY_STATES.map((state) => ({
    state,
    value: days.filter((day) => day.state === state).length,
  }))
    .filter(({ value }) => value > 0)
    .map(({ state, value }) => texts.days.count(value, texts.days.states[state]))
    .join(', ');
}
