import { PHONES, STALE_ROW } from './directory.ts';
import { asParty, housePhone, outsider } from './people.ts';
import { employee, enact } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Communication, Party } from './types.ts';

/** Whose mailbox is it? Every way in which a number can and cannot lead to one. */
export function mappingSpecials(stage: Stage): Communication[] {
  return [...mapped(stage), ...unmapped(stage), ...oddSenders(stage)];
}

function mapped(stage: Stage): Communication[] {
  const stranger = outsider(stage.home, 5);
  const phone = (which: keyof typeof PHONES) => housePhone(stage.home, PHONES[which]);
  const desks = [phone('deskOne'), phone('deskTwo')];
  const unlisted = employee(stage, 2);
  return [
    enact(stage, {
      name: 'two-desks',
      minute: 431,
      special: 'two participants, one mailbox',
      from: stranger,
      to: desks,
      text: 'Both desk phones got this, the mailbox wants it once.',
    }),
    enact(stage, {
      name: 'row-and-property',
      minute: 443,
      special: 'mapping row and e-mail property disagree, the row wins',
      from: stranger,
      to: [housePhone(stage.home, PHONES.deskOne, employee(stage, 0).email)],
      text: 'For the desk, whoever sits there.',
    }),
    enact(stage, {
      name: 'capitals',
      minute: 449,
      special: 'e-mail property in capitals',
      from: stranger,
      to: [{ ...unlisted, email: unlisted.email?.toUpperCase() ?? '' }],
      text: 'Your address in capital letters.',
    }),
    enact(stage, {
      name: 'two-numbers',
      minute: 455,
      special: 'a person with two numbers',
      from: stranger,
      to: bothNumbers(stage),
      text: 'Tried your mobile and your business line.',
    }),
    enact(stage, {
      name: 'stale-row',
      minute: 502,
      special: 'mapping row names nobody, e-mail property wins',
      from: stranger,
      to: [employee(stage, STALE_ROW)],
      text: 'Your number used to be somebody else’s.',
    }),
  ];
}

function unmapped(stage: Stage): Communication[] {
  const to = [outsider(stage.home, 5)];
  const fromPhone = (which: keyof typeof PHONES) => {
    const phone = housePhone(stage.home, PHONES[which]);
    return { from: phone, owner: phone, outbound: true, to };
  };
  return [
    enact(stage, {
      name: 'pool-phone',
      minute: 517,
      special: 'a number nobody mapped',
      ...fromPhone('pool'),
      text: 'Left at reception, from the pool phone.',
    }),
    enact(stage, {
      name: 'unlicensed',
      minute: 533,
      special: 'mapped to a user without a mailbox',
      ...fromPhone('unlicensed'),
      text: 'My licence was taken away last week.',
    }),
    enact(stage, {
      name: 'guest',
      minute: 548,
      special: 'mapped to a guest',
      ...fromPhone('guest'),
      text: 'Guests have no mailbox here.',
    }),
  ];
}

function oddSenders(stage: Stage): Communication[] {
  return [
    enact(stage, {
      name: 'short-code',
      minute: 561,
      special: 'sent by a short code',
      from: { value: '60123', type: 'shortCode' },
      to: [employee(stage, 0)],
      text: 'Your parcel arrives between 14:00 and 16:00.',
    }),
    enact(stage, {
      name: 'word-sender',
      minute: 574,
      special: 'sent by a name instead of a number',
      from: { value: 'TIDEBANK', type: 'alphanumeric' },
      to: [employee(stage, 3)],
      text: 'TIDEBANK: 4471 is your code. Never share it.',
    }),
    enact(stage, {
      name: 'first-instant',
      minute: 0,
      archivedAt: stage.day,
      special: 'at the first instant of the window',
      text: 'Midnight exactly.',
    }),
  ];
}

/** The first of a staff has a mobile and a business line. */
function bothNumbers(stage: Stage): Party[] {
  const person = stage.staff[0];
  if (person === undefined) return [];
  return [asParty(person), asParty(person, `+${person.numbers[1] ?? ''}`, 1)];
}
