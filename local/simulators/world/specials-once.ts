import { outsider } from './people.ts';
import { DAY_MS, employee, enact, HOUR_MS, MINUTE_MS, SECOND_MS } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Communication } from './types.ts';
import { without } from './without.ts';

/** Phones report the same message this long after one another. */
const NEXT_PHONE_MS = 7 * SECOND_MS;
const LATE_BY_DAYS = 5;

/** The same thing again, something new about an old thing, something old at last. */
export function onceSpecials(stage: Stage): Communication[] {
  return [
    ...threePhones(stage),
    ...corrected(stage),
    enact(stage, {
      name: 'on-two-pages',
      minute: 619,
      special: 'listed again on a later page',
      again: 'laterOnTheList',
      text: 'You will see me twice on the list.',
    }),
    enact(stage, {
      name: 'in-two-windows',
      minute: 626,
      special: 'listed again hours later',
      again: 'hoursLater',
      text: 'You will see me again in the afternoon.',
    }),
    late(stage),
    ...(stage.rules.shape === 'record' ? [...edited(stage), ...deleted(stage)] : []),
  ];
}

function threePhones(stage: Stage): Communication[] {
  const to = [employee(stage, 3), employee(stage, 4)];
  const from = employee(stage, 0);
  const reported = enact(stage, {
    name: 'three-phones',
    minute: 641,
    from,
    to,
    text: 'One message, three phones, three reports. 📱📱📱',
  });
  const special = 'three phones, one message';
  return [from, ...to].map((owner, index) => ({
    ...reported,
    id: `${reported.id}-${String(index + 1)}`,
    archivedAt: reported.archivedAt + index * NEXT_PHONE_MS,
    owner,
    outbound: index === 0,
    special,
  }));
}

function corrected(stage: Stage): Communication[] {
  const said = enact(stage, {
    name: 'corrected',
    minute: 655,
    text: 'The gateway garbled th@s',
    special: 'before the site corrected it',
  });
  return [
    said,
    {
      ...said,
      revision: 2,
      archivedAt: said.archivedAt + 20 * MINUTE_MS,
      text: 'The gateway garbled this',
      special: 'a higher revision',
    },
  ];
}

function late(stage: Stage): Communication {
  const said = enact(stage, {
    name: 'late',
    minute: 663,
    special: 'archived five days late',
    text: 'Sent from the mountains, no signal until today.',
  });
  return { ...said, at: said.at - LATE_BY_DAYS * DAY_MS };
}

function edited(stage: Stage): Communication[] {
  const said = enact(stage, {
    name: 'before-edit',
    minute: 671,
    from: employee(stage, 2),
    text: 'See you at 5',
    special: 'before the edit',
  });
  return [
    said,
    {
      ...said,
      id: `${stage.product}-after-edit`,
      archivedAt: said.archivedAt + 3 * MINUTE_MS,
      text: 'See you at 6',
      event: 'edited',
      replaces: said.id,
      special: 'an edit',
    },
  ];
}

function deleted(stage: Stage): Communication[] {
  const said = enact(stage, {
    name: 'before-deletion',
    minute: 684,
    from: employee(stage, 3),
    to: [outsider(stage.home, 8)],
    text: 'Forget what I said about the price',
    special: 'before the deletion',
  });
  return [
    said,
    {
      ...without(said, 'text'),
      id: `${stage.product}-deletion`,
      archivedAt: said.archivedAt + HOUR_MS,
      event: 'deleted',
      replaces: said.id,
      special: 'a deletion',
    },
  ];
}
