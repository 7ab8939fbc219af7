import { SIZE_LIMIT } from './expectations.ts';
import { employee, enact, mediaKind } from './stage.ts';
import type { Script, Stage } from './stage.ts';
import type { Communication, Media } from './types.ts';

const FOUR_MB = 4_000_000;
const THREE_AND_A_HALF_MB = 3_500_000;
const FIVE_MB = 5_000_000;

/** Around the limit of ten megabytes, and around what Graph takes in one request. */
export function sizeSpecials(stage: Stage): Communication[] {
  const { studio, rules } = stage;
  const big = (size: number, n: number, name: string) => studio.recordingOf(size, n, name);
  const overByOne = big(SIZE_LIMIT + 1, 101, 'one-byte-too-many.wav');
  const sum = [1, 2, 3].map((n) => big(FOUR_MB, 102 + n, `part-${String(n)}.wav`));
  const textCounts = rules.shape === 'email' && rules.sizeRule === 'attachmentOrItem';
  return [
    sent(stage, {
      name: 'exactly-the-limit',
      minute: 701,
      special: textCounts ? 'exactly 10 MB, the text comes on top' : 'exactly 10 MB',
      media: [big(SIZE_LIMIT, 100, 'exactly-the-limit.wav')],
      ...(rules.shape === 'email' && { text: 'The whole meeting.' }),
    }),
    sent(stage, {
      name: 'over-the-limit',
      minute: 708,
      special: 'one byte over 10 MB',
      media: [overByOne],
      text: 'Too large for the mailbox by one byte.',
    }),
    sent(stage, {
      name: 'one-of-two',
      minute: 713,
      special: 'one attachment over 10 MB, one kept',
      media: [small(stage), overByOne],
      text: 'Only one of these fits.',
    }),
    sent(stage, {
      name: 'large-together',
      minute: 719,
      special: 'attachments over 10 MB together',
      media: sum,
      text: 'Each part fits, all of them do not.',
    }),
    sent(stage, {
      name: 'three-and-a-half',
      minute: 726,
      special: 'an attachment of 3.5 MB',
      media: [big(THREE_AND_A_HALF_MB, 106, 'briefing.wav')],
      text: 'The briefing.',
    }),
    sent(stage, {
      name: 'five',
      minute: 731,
      special: 'a large and a small attachment',
      media: [big(FIVE_MB, 107, 'interview.wav'), small(stage)],
      text: 'The interview, and how it began.',
    }),
  ];
}

function small(stage: Stage): Media {
  return mediaKind(stage) === 'mms' ? stage.studio.picture(3) : stage.studio.recording(2, 108);
}

function sent(stage: Stage, script: Script): Communication {
  const kind = mediaKind(stage);
  const seconds = 60 * 20;
  return enact(stage, {
    from: employee(stage, 3),
    kind,
    ...(kind === 'voiceCall' && {
      call: { callId: `long-${script.name}`, status: 'answered' as const, seconds },
    }),
    ...script,
  });
}
