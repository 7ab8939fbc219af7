import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';

/** Zero-width and bidirectional marks, which phones put around numbers. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const NUMBER_SHAPE = /^\+?[\d\s().\-/\u2010-\u2015]+$/;
/** ITU-T E.164: at most 15 digits; twice that leaves room for prefixes and is no number beyond. */
const MAX_DIGITS = 30;
/** Carriers' short codes have 3 to 6 digits in every country. */
const SHORT_CODE_DIGITS = 6;
/** Seven or eight digits are a short code as well, unless the home region has numbers of that length. */
const LONG_SHORT_CODE_DIGITS = 8;
/** Distinct values a normaliser remembers; about 10 MB. */
const MEMO_ENTRIES = 50_000;

export type NumberNormaliser = (value: string) => string | undefined;

/**
 * E.164 with `+`, or `undefined` when the value is no telephone number (a short code, an alphanumeric sender, a
 * service code, hidden, an address) or cannot be one by its length. Never rejects a number for not being assigned.
 *
 * @param region two-letter country whose national spellings are understood; without it only international ones are
 */
export function normaliseNumber(value: string, region: string | undefined): string | undefined {
  const text = plain(value);
  if (!NUMBER_SHAPE.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  if (digits.length === 0 || digits.length > MAX_DIGITS) return undefined;
  if (text.startsWith('+')) return international(digits)?.number;
  const home = region !== undefined && isSupportedCountry(region) ? region : undefined;
  return withoutPlus(digits, home);
}

/** What two spellings of one party have in common: the normalised number, else the value as captured. */
export function mappingKey(value: string, region: string | undefined): string {
  return normaliseNumber(value, region) ?? value.trim();
}

/** One normaliser for each region, so that all who work on its numbers share what it remembers. */
export function createNumberNormalisers(): (region: string | undefined) => NumberNormaliser {
  const normalisers = new Map<string | undefined, NumberNormaliser>();
  return (region) => {
    const normaliser = normalisers.get(region) ?? createNumberNormaliser(region);
    normalisers.set(region, normaliser);
    return normaliser;
  };
}

/** `normaliseNumber` for one region, remembering the values it met last. */
export function createNumberNormaliser(region: string | undefined): NumberNormaliser {
  const memo = new Map<string, string | undefined>();
  return (value) => {
    if (memo.has(value)) return memo.get(value);
    const number = normaliseNumber(value, region);
    if (memo.size >= MEMO_ENTRIES) memo.clear();
    memo.set(value, number);
    return number;
  };
}

function plain(value: string): string {
  let text = value.normalize('NFKC').replace(INVISIBLE, '').trim();
  if (/^tel:/i.test(text)) text = text.slice(4).split(';', 1)[0] ?? '';
  return text.replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf)).trim();
}

/**
 * TeleMessage writes E.164 without `+`, networks write national numbers; the same digits can be read as both. A
 * national reading wins where it names an assigned number or only a national number could begin like that.
 */
function withoutPlus(digits: string, home: CountryCode | undefined): string | undefined {
  if (digits.length <= SHORT_CODE_DIGITS) return undefined;
  const national = home === undefined ? undefined : possible(digits, home);
  if (digits.length <= LONG_SHORT_CODE_DIGITS) return national?.number;
  if (national !== undefined && (national.isValid() || digits.startsWith('0'))) {
    return national.number;
  }
  const dialled = digits.startsWith('00') ? digits.slice(2) : digits;
  if (national !== undefined && digits.startsWith(national.countryCallingCode)) {
    return national.number;
  }
  return (international(dialled) ?? national)?.number;
}

function international(digits: string): PhoneNumber | undefined {
  const number = possible(`+${digits}`);
  if (number !== undefined) return number;
  // Mexico dropped the 1 after its country code in 2019; phones still report it.
  return digits.startsWith('521') ? possible(`+52${digits.slice(3)}`) : undefined;
}

function possible(text: string, home?: CountryCode): PhoneNumber | undefined {
  const options = home === undefined ? {} : { defaultCountry: home };
  const number = parsePhoneNumberFromString(text, { ...options, extract: false });
  return number?.isPossible() === true ? number : undefined;
}
