import { describe, expect, it } from '@jest/globals';
import {
  createNumberNormaliser,
  mappingKey,
  normaliseNumber,
} from '../../../src/domain/numbers.ts';

describe('domain/numbers', () => {
  it.each([
    ['E.164', '+447700900123', undefined, '+447700900123'],
    ['E.164 without plus, no home region', '447700900123', undefined, '+447700900123'],
    ['E.164 without plus, its own region', '447700900123', 'GB', '+447700900123'],
    ['E.164 without plus, another region', '447700900123', 'US', '+447700900123'],
    ['E.164 without plus, as long as a national number', '6591234567', 'US', '+6591234567'],
    ['E.164 without plus, a number not assigned', '445204334324', undefined, '+445204334324'],
    ['a foreign number that a home number could begin like', '12025550123', 'SG', '+12025550123'],
    ['national with trunk prefix', '07700 900123', 'GB', '+447700900123'],
    ['national without trunk prefix', '(202) 555-0123', 'US', '+12025550123'],
    ['national of eight digits', '91234567', 'SG', '+6591234567'],
    ['international prefix 00', '00442079460958', 'GB', '+442079460958'],
    ['international prefix 00 without region', '00442079460958', undefined, '+442079460958'],
    ['international prefix 011', '011442079460958', 'US', '+442079460958'],
    ['trunk zero in brackets', '+44 (0)20 7946 0958', undefined, '+442079460958'],
    ['tel URI with parameters', 'tel:+1-202-555-0123;ext=123', 'US', '+12025550123'],
    ['bidirectional marks around it', '\u202a+1 202 555 0123\u202c', 'US', '+12025550123'],
    ['full-width digits', '＋４４７７００９００１２３', undefined, '+447700900123'],
    ['Arabic digits', '+٤٤٧٧٠٠٩٠٠١٢٣', undefined, '+447700900123'],
    ['Mexico with the 1 it dropped', '+5215512345678', undefined, '+525512345678'],
    ['Mexico without plus with the 1', '5215512345678', 'US', '+525512345678'],
  ])('normalises %s', (_case, value, region, expected) => {
    expect(normaliseNumber(value, region)).toBe(expected);
  });

  it.each([
    ['a short code', '12345', 'US'],
    ['a short code of six digits', '123456', 'SG'],
    ['eight digits without a home region', '91234567', undefined],
    ['eight digits where no number has eight', '12345678', 'US'],
    ['an alphanumeric sender', 'AMAZON', 'US'],
    ['a vanity number', '1-800-FLOWERS', 'US'],
    ['a service code', '*555', 'US'],
    ['another service code', '#123#', undefined],
    ['a hidden number', 'unknown', 'GB'],
    ['an address', '447700900123@sms.example', 'GB'],
    ['a national number without a home region', '07700900123', undefined],
    ['a number of too many digits', '+4477009001234567890', undefined],
    ['a country code of nowhere', '+999123456789', undefined],
    ['a region of nowhere', '07700900123', 'XX'],
    ['nothing', '', 'GB'],
    ['only marks', '\u202a\u200b \u202c', 'GB'],
    ['a plus', '+', 'GB'],
    ['a megabyte of digits', '1'.repeat(1_000_000), 'GB'],
  ])('leaves alone %s', (_case, value, region) => {
    expect(normaliseNumber(value, region)).toBeUndefined();
  });

  it('gives what is no number a key of its own spelling', () => {
    expect(mappingKey(' AMAZON ', 'US')).toBe('AMAZON');
    expect(mappingKey('Amazon', 'US')).not.toBe(mappingKey('AMAZON', 'US'));
    expect(mappingKey('07700 900123', 'GB')).toBe(mappingKey('447700900123', 'GB'));
  });

  it('remembers numbers and the lack of them alike', () => {
    const normalise = createNumberNormaliser('GB');
    for (let round = 0; round < 2; round++) {
      expect(normalise('07700900123')).toBe('+447700900123');
      expect(normalise('12345')).toBeUndefined();
    }
  });
});
