import { HEBREW_NOTE, JAPANESE_NOTE } from './charsets.ts';
import { employee, enact, mediaKind } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Communication } from './types.ts';

/** Ready-made e-mails as other people's software makes them. */
export function emailSpecials(stage: Stage): Communication[] {
  if (stage.rules.shape !== 'email') return [];
  const { studio } = stage;
  const html = '<p>The new <b>logo</b>:</p><p><img src="cid:picture" alt="logo"></p>';
  return [
    enact(stage, {
      name: 'inline-image',
      minute: 901,
      special: 'an inline image',
      kind: mediaKind(stage),
      text: 'The new logo:',
      email: { html, inlineImage: studio.picture(41, 'logo.png') },
    }),
    enact(stage, {
      name: 'alternatives',
      minute: 906,
      special: 'plain text and HTML',
      from: employee(stage, 2),
      text: 'Plain for phones.',
      email: { html: '<p>Rich for <i>desktops</i>, naïve café ☕</p>' },
    }),
    enact(stage, {
      name: 'no-from',
      minute: 911,
      special: 'an e-mail without From',
      text: 'The gateway forgot who sent this.',
      email: { omit: 'From' },
    }),
    enact(stage, {
      name: 'no-date',
      minute: 916,
      special: 'an e-mail without Date',
      text: 'The gateway forgot when this was sent.',
      email: { omit: 'Date' },
    }),
    enact(stage, {
      name: 'windows-1255',
      minute: 921,
      special: 'Hebrew in windows-1255',
      text: HEBREW_NOTE,
      email: { charset: 'windows-1255' },
    }),
    enact(stage, {
      name: 'iso-2022-jp',
      minute: 926,
      special: 'Japanese in ISO-2022-JP',
      text: JAPANESE_NOTE,
      email: { charset: 'iso-2022-jp' },
    }),
    enact(stage, {
      name: 'right-to-left-name',
      minute: 931,
      special: 'a file name that runs from right to left',
      kind: mediaKind(stage),
      text: 'See the picture.',
      media: [studio.picture(42, 'חשבונית-\u202egnp.exe')],
    }),
  ];
}
