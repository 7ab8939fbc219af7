import { CAPTIONS, dialoguesOf, GROUP_NAMES } from './dialogues.ts';
import type { Country } from './numbers.ts';
import { spellings, UTC_OFFSET_MINUTES } from './numbers.ts';
import { asParty, outsider } from './people.ts';
import type { Dice } from './random.ts';
import { has, HOUR_MS, mediaKind, MINUTE_MS, SECOND_MS } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Call, Communication, Kind, Party, Person } from './types.ts';
import { without } from './without.ts';

/** People write and call between half past seven and ten at night, by their own clock. */
const MORNING_MINUTE = 7.5 * 60;
const AWAKE_MINUTES = 14.5 * 60;
const DAY_MINUTES = 24 * 60;
/** The last conversation starts early enough to be archived the same day. */
const LAST_START_MINUTE = DAY_MINUTES - 90;
const LONGEST_PAUSE_MS = 6 * MINUTE_MS;
const LONGEST_LAG_MS = 3 * MINUTE_MS;

/** Where people outside the company live. */
const ABROAD: readonly Country[] = ['GB', 'US', 'DE', 'FR', 'SG', 'JP', 'BR', 'AE', 'CN', 'IL'];

type Talk = Pick<
  Communication,
  'at' | 'utcOffsetMinutes' | 'conversationId' | 'owner' | 'kind' | 'groupName'
> & { readonly parties: readonly [Party, ...Party[]]; readonly country: string };

/** An ordinary day of about `count` items, as conversations, groups, pictures and calls. */
export function liveADay(stage: Stage, count: number): Communication[] {
  const day: Communication[] = [];
  for (let scene = 0; day.length < count; scene += 1) {
    const dialled = stage.random.roll(100) < 30 && has(stage, 'voiceCall');
    const talk = begin(stage, scene, dialled);
    const told = dialled ? calls(stage, talk) : texts(stage, talk);
    day.push(...told);
  }
  return day.map((item, index) => ({
    ...item,
    id: `${stage.product}-${String(index + 1).padStart(4, '0')}`,
  }));
}

function begin(stage: Stage, scene: number, dialled: boolean): Talk {
  const { random } = stage;
  const person = random.pick(stage.staff);
  const country = person.country as Country;
  const group = !dialled && random.roll(8) === 0;
  const owner = captured(stage, person);
  const others = Array.from({ length: group ? 2 + random.roll(4) : 1 }, () =>
    partner(stage, person),
  );
  const offset = UTC_OFFSET_MINUTES[country];
  return {
    at: stage.day + startMinute(random, offset) * MINUTE_MS + random.roll(60) * SECOND_MS,
    utcOffsetMinutes: offset,
    conversationId: `${stage.product}-talk-${String(scene)}`,
    owner,
    parties: [owner, ...distinct(others, owner)],
    country,
    kind: textKind(stage, group),
    ...(group && { groupName: random.pick(GROUP_NAMES) }),
  };
}

function distinct(parties: readonly Party[], owner: Party): Party[] {
  const byNumber = new Map(parties.map((party) => [party.digits, party]));
  byNumber.delete(owner.digits);
  return [...byNumber.values()];
}

function textKind(stage: Stage, group: boolean): Kind {
  if (has(stage, 'chat') && stage.random.roll(2) === 0) return 'chat';
  return group && has(stage, 'mms') ? 'mms' : 'sms';
}

function startMinute(random: Dice, offset: number): number {
  const local = MORNING_MINUTE + random.roll(AWAKE_MINUTES);
  const utc = (local - offset + DAY_MINUTES) % DAY_MINUTES;
  return Math.min(Math.floor(utc), LAST_START_MINUTE - random.roll(60));
}

/** The phone reports its owner in the way its carrier spells numbers; contacts are not always named. */
function captured(stage: Stage, person: Person): Party {
  const country = person.country as Country;
  const local = stage.home === country ? country : 'DE';
  const party = asParty(person, stage.random.pick(spellings(local, person.numbers[0] ?? '')));
  return stage.random.roll(12) > 0 ? party : without(party, 'firstName', 'lastName');
}

function partner(stage: Stage, not: Person): Party {
  const { random } = stage;
  const colleague = random.pick(stage.staff);
  if (random.roll(10) < 4 && colleague !== not) return captured(stage, colleague);
  const country = random.roll(3) > 0 ? stage.home : random.pick(ABROAD);
  return outsider(country, random.roll(50));
}

function texts(stage: Stage, talk: Talk): Communication[] {
  const { random } = stage;
  const lines = random.pick(dialoguesOf(talk.country));
  const pictureAt = random.roll(3) === 0 && has(stage, 'mms') ? random.roll(lines.length) : -1;
  let at = talk.at;
  let speaker = random.roll(talk.parties.length);
  return lines.flatMap((line, index) => {
    const sameSpeaker = line.startsWith('+');
    if (index > 0 && !sameSpeaker) speaker = (speaker + 1) % talk.parties.length;
    at += 8 * SECOND_MS + random.roll(LONGEST_PAUSE_MS);
    const text = fill(random, sameSpeaker ? line.slice(1) : line);
    const said = utter(stage, talk, { at, speaker, text });
    return index === pictureAt ? [said, picture(stage, said)] : [said];
  });
}

function utter(
  stage: Stage,
  talk: Talk,
  { at, speaker, text }: { at: number; speaker: number; text?: string },
): Communication {
  const { parties } = talk;
  const from = parties[speaker] ?? parties[0];
  return {
    ...without(talk, 'parties', 'country'),
    id: '',
    at: stage.rules.shape === 'email' ? at - (at % SECOND_MS) : at + stage.random.roll(SECOND_MS),
    archivedAt: at + 4 * SECOND_MS + stage.random.roll(LONGEST_LAG_MS),
    from,
    to: parties.filter((party) => party !== from),
    outbound: from === talk.owner,
    ...(text !== undefined && { text }),
  };
}

function picture(stage: Stage, after: Communication): Communication {
  const { random, studio } = stage;
  return {
    ...after,
    kind: after.kind === 'chat' ? 'chat' : mediaKind(stage),
    at: after.at + 5 * SECOND_MS,
    archivedAt: after.archivedAt + 5 * SECOND_MS,
    text: random.pick(CAPTIONS),
    media: [studio.picture(random.roll(16))],
  };
}

function calls(stage: Stage, talk: Talk): Communication[] {
  const { random, studio } = stage;
  const status = random.pick(['answered', 'answered', 'answered', 'missed', 'rejected'] as const);
  const answered = status === 'answered';
  const recorded = answered && random.roll(4) > 0;
  const call: Call = {
    callId: `call-${String(talk.at)}`,
    status,
    seconds: answered ? 5 + random.roll(HOUR_MS / SECOND_MS / 6) : 0,
  };
  const kind: Kind = recorded || !has(stage, 'callLog') ? 'voiceCall' : 'callLog';
  const dialled = utter(stage, talk, { at: talk.at, speaker: random.roll(2) });
  const length = 2 + random.roll(7);
  return [
    {
      ...dialled,
      kind,
      archivedAt: talk.at + call.seconds * SECOND_MS + 20 * SECOND_MS,
      call,
      ...(recorded && { media: [studio.recording(length, random.roll(12))] }),
    },
  ];
}

function fill(random: Dice, line: string): string {
  const time = () => `${String(8 + random.roll(11))}:${random.pick(['00', '15', '30', '45'])}`;
  return line
    .replaceAll('{n}', () => String(2 + random.roll(90)))
    .replaceAll('{t}', time)
    .replaceAll(
      '{m}',
      () => `${String(100 + random.roll(880))},${String(100 + random.roll(900))} €`,
    )
    .replaceAll('{who}', () => random.pick(['Grace', 'Mehmet', 'Ms Okada', 'Aaron']));
}
