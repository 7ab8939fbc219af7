/** Old charsets as phones' gateways still send them; each knows just what the day needs. */
const ALEF = 'א'.charCodeAt(0);
const TAV = 'ת'.charCodeAt(0);
const ALEF_1255 = 0xe0;

export const JAPANESE_NOTE = '明日の会議は十時からです。資料を忘れないでください。';
/** The same words in JIS X 0208 between its escape sequences. */
const JAPANESE_NOTE_BYTES = '\x1b$BL@F|$N2q5D$O==;~$+$i$G$9!#;qNA$rK:$l$J$$$G$/$@$5$$!#\x1b(B';

export const HEBREW_NOTE = 'שלום, החוזה החתום מצורף. נדבר מחר בבוקר.';

/** The text's bytes in the charset, one character per byte. */
export function encodeText(charset: 'windows-1255' | 'iso-2022-jp', text: string): string {
  if (charset === 'iso-2022-jp') return text.replace(JAPANESE_NOTE, () => JAPANESE_NOTE_BYTES);
  return Array.from(text, toWindows1255).join('');
}

function toWindows1255(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= ALEF && code <= TAV) return String.fromCharCode(code - ALEF + ALEF_1255);
  if (code < 0x80) return character;
  throw new Error(`windows-1255 is not known to hold ${character}`);
}
