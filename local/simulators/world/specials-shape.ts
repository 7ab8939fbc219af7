import { numberOf } from './numbers.ts';
import type { Country } from './numbers.ts';
import { outsider } from './people.ts';
import { employee, enact, has, mediaKind, MINUTE_MS } from './stage.ts';
import type { Script, Stage } from './stage.ts';
import type { Communication, Kind, Party } from './types.ts';

const GROUP_OF = 200;
/** A time stamp seen in the wild: seconds taken for milliseconds twice over, the year 57300. */
const YEAR_57300 = Date.UTC(57_300, 5, 3, 18, 46, 3);
const LONG_NAME = `${'minutes of the very long meeting '.repeat(9)}.png`;

/** Malformed, odd and hostile: what real phones and real people send. */
export function shapeSpecials(stage: Stage): Communication[] {
  const records = stage.rules.shape === 'record';
  return [
    ...malformed(stage),
    hugeGroup(stage),
    oddNames(stage),
    emoji(stage),
    escapedId(stage),
    ...(has(stage, 'voiceCall') ? callSpecials(stage) : []),
    ...(records
      ? [...oddTimes(stage), ...pieces(stage), ...hostileFiles(stage), withheld(stage)]
      : []),
  ];
}

function malformed(stage: Stage): Communication[] {
  const missing = stage.rules.shape === 'record' ? 'sender' : 'participants';
  return [
    enact(stage, {
      name: `no-${missing}`,
      minute: 751,
      special: `malformed: no ${missing}`,
      text: 'Who said this?',
      damage: (raw) => {
        Reflect.deleteProperty(raw, missing);
      },
    }),
    enact(stage, {
      name: 'unknown-kind',
      minute: 757,
      special: 'malformed: a kind nobody knows',
      text: 'Smoke signals.',
      damage: (raw) => {
        raw.kind = 'telegraph';
      },
    }),
    enact(stage, {
      name: 'no-parties',
      minute: 763,
      special: 'malformed: nobody in it',
      text: 'Nobody to nobody.',
      email: { omit: 'Parties' },
      damage: (raw) => {
        if (stage.rules.shape === 'email') raw.participants = [];
        else
          for (const name of ['sender', 'recipients', 'owner']) Reflect.deleteProperty(raw, name);
      },
    }),
  ];
}

function hugeGroup(stage: Stage): Communication {
  const colleagues = stage.staff.slice(0, 12).map((_, index) => employee(stage, index));
  const [from, ...rest] = colleagues;
  const crowd: Country[] = ['GB', 'SG', 'JP', 'BR'];
  const others = Array.from({ length: GROUP_OF - rest.length }, (_, index) =>
    member(crowd[index % crowd.length] ?? 'GB', index),
  );
  return enact(stage, {
    name: 'group-of-200',
    minute: 771,
    special: `a group of ${String(GROUP_OF)}`,
    kind: groupKind(stage),
    ...(from !== undefined && { from }),
    to: [...rest, ...others],
    groupName: 'All hands 🌍',
    text: 'Town hall at four, link follows.',
  });
}

function member(country: Country, index: number): Party {
  const digits = numberOf(country, 300 + index);
  return { value: `+${digits}`, type: 'mobile', digits };
}

function groupKind(stage: Stage): Kind {
  if (has(stage, 'chat')) return 'chat';
  return has(stage, 'mms') ? 'mms' : 'sms';
}

function oddNames(stage: Stage): Communication {
  const stranger = outsider(stage.home, 12);
  return enact(stage, {
    name: 'odd-names',
    minute: 779,
    special: 'line breaks and control characters in names and text',
    from: {
      ...stranger,
      firstName: 'Eve\r\nBcc: everyone@tidewater.example',
      lastName: 'O\u0007\u202e"Mal<lory>',
    },
    to: [employee(stage, 4)],
    text: 'Line one\nline two\ttab <script>alert(1)</script> & "quotes"\n.\nafter a lone dot',
  });
}

function emoji(stage: Stage): Communication {
  return enact(stage, {
    name: 'emoji',
    minute: 783,
    special: 'emoji of many code points, three scripts',
    text: '👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈 שלום مرحبا 你好 नमस्ते e\u0301 ﷽',
  });
}

function escapedId(stage: Stage): Communication {
  const said = enact(stage, {
    name: 'escaped-id',
    minute: 789,
    special: 'an id that must be escaped in an address',
    kind: mediaKind(stage),
    text: 'Look at my id.',
    media: [stage.studio.recording(9, 31, 'memo.wav')],
  });
  return { ...said, id: `${stage.product}/msg?no=7&of=9#100% ü` };
}

function callSpecials(stage: Stage): Communication[] {
  const logged: Kind = has(stage, 'callLog') ? 'callLog' : 'voiceCall';
  const call = (status: 'answered' | 'missed' | 'voicemail', seconds: number, id: string) => ({
    call: { callId: id, status, seconds },
  });
  const inbound = { from: outsider(stage.home, 14), to: [employee(stage, 3)] };
  const scripts: Script[] = [
    { name: 'zero-seconds', minute: 801, special: 'a call of 0 seconds', kind: logged },
    { name: 'missed', minute: 806, special: 'a missed call', kind: logged, ...inbound },
    { name: 'recorded', minute: 811, special: 'a call with its recording', kind: 'voiceCall' },
    { name: 'voicemail', minute: 819, special: 'a voice mail', kind: 'voiceCall', ...inbound },
  ];
  const facts = [
    call('answered', 0, 'zero'),
    call('missed', 0, 'missed'),
    { ...call('answered', 192, 'rec'), media: [stage.studio.recording(12, 21)] },
    { ...call('voicemail', 24, 'vm'), media: [stage.studio.recording(6, 22, 'voicemail.wav')] },
  ];
  return scripts.map((script, index) => enact(stage, { ...script, ...facts[index] }));
}

function oddTimes(stage: Stage): Communication[] {
  const future = enact(stage, {
    name: 'year-57300',
    minute: 831,
    special: 'a time stamp of the year 57300',
    text: 'Greetings from the future.',
  });
  const past = enact(stage, {
    name: 'year-1970',
    minute: 836,
    special: 'a time stamp of 1970',
    text: 'This phone forgot what year it is.',
  });
  return [
    { ...future, at: YEAR_57300 },
    { ...past, at: 0 },
  ];
}

function pieces(stage: Stage): Communication[] {
  const words = [
    'This is a long text that the carrier',
    ' cut into three pieces, each of',
    ' them an item.',
  ];
  return words.map((text, index) => {
    const said = enact(stage, {
      name: `piece-${String(index + 1)}`,
      minute: 841,
      conversationId: `${stage.product}-talk-pieces`,
      special: `piece ${String(index + 1)} of a long SMS`,
      text,
      segment: { segmentedId: 'seg-9', pieceNumber: index + 1, totalPieces: words.length },
    });
    return { ...said, archivedAt: said.archivedAt + index * MINUTE_MS };
  });
}

function hostileFiles(stage: Stage): Communication[] {
  const names = [
    '../../etc/passwd',
    'photo\u0000\r\nX-Injected: yes.png',
    LONG_NAME,
    'holiday-\u202egnp.exe',
    'CON',
  ];
  return [
    enact(stage, {
      name: 'hostile-files',
      minute: 851,
      special: 'hostile file names',
      kind: mediaKind(stage),
      from: employee(stage, 2),
      text: 'Five files with names to fear.',
      media: names.map((name, index) => stage.studio.picture(20 + index, name)),
    }),
  ];
}

function withheld(stage: Stage): Communication {
  return enact(stage, {
    name: 'withheld',
    minute: 859,
    special: 'a withheld number',
    from: { value: 'unknown', type: 'unknown' },
    to: [employee(stage, 0)],
    text: 'I would rather not say who I am.',
  });
}
