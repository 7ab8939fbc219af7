import type { MailAddress } from '../read-email.ts';
import type { Party } from '../item.ts';
import type { Normalise } from './parties.ts';

const NUMBER_WORD = /^[+\d().\-/]+$/;
/** Words a spelt-out number has at most: `+44 (0) 20 7946 0958 12`. */
const MAX_NUMBER_WORDS = 7;
/** Digits of the shortest short code. */
const MIN_DIGITS = 3;
/** Characters of a display name that are looked at. */
const MAX_NAME = 400;

/** TeleMessage writes a participant as `First Last Mobile <email>`: the number stands behind the name. */
export function partyOfAddress(
  { name, address }: MailAddress,
  role: Party['role'],
  normalise: Normalise,
): Party | undefined {
  const email = address.trim().toLowerCase();
  const display = (name ?? '').trim();
  if (email === '' && display === '') return undefined;
  const { words, mobile } = splitDisplayName(display);
  const local = email.slice(0, Math.max(0, email.lastIndexOf('@')));
  const value = mobile ?? (normalise(local) === undefined ? email || display : local);
  const number = normalise(value);
  const shown = mobile === undefined ? display : words;
  return {
    value,
    role,
    ...(number !== undefined && { number }),
    ...(email.includes('@') && { email }),
    ...(shown !== '' && shown.toLowerCase() !== email && { name: shown }),
  };
}

/** Takes the number, in however many words it is spelt, off the end of a display name. */
export function splitDisplayName(display: string): { words: string; mobile?: string } {
  const words = display.slice(0, MAX_NAME).split(/\s+/).filter(Boolean);
  let from = words.length;
  while (
    from > 0 &&
    words.length - from < MAX_NUMBER_WORDS &&
    NUMBER_WORD.test(words[from - 1] ?? '')
  ) {
    from--;
  }
  const mobile = words.slice(from).join(' ');
  const digits = mobile.replace(/\D/g, '').length;
  if (digits < MIN_DIGITS) return { words: display };
  return { words: words.slice(0, from).join(' '), mobile };
}
