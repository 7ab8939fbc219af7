import { describe, expect, it } from '@jest/globals';
import { itemFromEmail } from '../../../../src/domain/convert/email.ts';
import { createNumberNormaliser } from '../../../../src/domain/numbers.ts';
import type { ReadEmail } from '../../../../src/domain/read-email.ts';
import type { SourceEmail } from '../../../../src/domain/source-item.ts';
import { ARCHIVED_AT, attachment, email, SAID_AT } from '../items.ts';

const normalise = createNumberNormaliser('US');
const MAIL: ReadEmail = {
  from: [{ name: 'Anna Berg 12025550123', address: 'Anna.Berg@contoso.example' }],
  to: [{ name: 'Bo (202) 555-0199', address: '12025550199@sms.telemessage.example' }],
  cc: [],
  date: SAID_AT,
  subject: 'SMS',
  text: 'See you',
  attachments: [],
};

function convert(mail: Partial<ReadEmail> = {}, source: Partial<SourceEmail> = {}) {
  const result = itemFromEmail(email(source), { ...MAIL, ...mail }, normalise);
  if ('malformed' in result) throw new Error(result.malformed.place);
  return result;
}

function without(...keys: (keyof ReadEmail)[]): ReadEmail {
  const entries = Object.entries(MAIL).filter(([key]) => !keys.includes(key as keyof ReadEmail));
  return { from: [], to: [], cc: [], attachments: [], ...Object.fromEntries(entries) };
}

describe('domain/convert/email', () => {
  it('reads parties and their numbers out of the headers where the listing names none', () => {
    expect(convert().item.parties).toEqual([
      {
        value: '12025550123',
        role: 'from',
        number: '+12025550123',
        email: 'anna.berg@contoso.example',
        name: 'Anna Berg',
      },
      {
        value: '(202) 555-0199',
        role: 'to',
        number: '+12025550199',
        email: '12025550199@sms.telemessage.example',
        name: 'Bo',
      },
    ]);
  });

  it('prefers the listing, and takes from the headers only roles it leaves open', () => {
    const participants = [
      { value: '+12025550199', email: 'bo@contoso.example' },
      { value: '+12025550123' },
      { value: '12025550111', role: 'cc' as const },
      { value: 'someone' },
    ];
    expect(convert({}, { participants }).item.parties).toEqual([
      { value: '+12025550199', role: 'to', number: '+12025550199', email: 'bo@contoso.example' },
      { value: '+12025550123', role: 'from', number: '+12025550123' },
      { value: '12025550111', role: 'cc', number: '+12025550111' },
      { value: 'someone', role: 'member' },
    ]);
  });

  it('adds the From of the headers where the listing names no sender', () => {
    const participants = [{ value: '12025550111', role: 'to' as const }];
    expect(convert({}, { participants }).item.parties.map(({ role }) => role)).toEqual([
      'from',
      'to',
    ]);
  });

  it('says that From and Date are missing, and takes the time of archiving', () => {
    const mail = without('from', 'date');
    const { item, keepOriginal } = convert({ ...mail, date: undefined as never });
    expect(item.mail?.missing).toEqual(['From', 'Date']);
    expect(item.occurredAt).toBe(ARCHIVED_AT);
    expect(item).not.toHaveProperty('givenTime');
    expect(keepOriginal).toBe(true);
  });

  it('says which impossible date was given', () => {
    const { item } = convert({ date: 0 });
    expect(item).toMatchObject({ occurredAt: ARCHIVED_AT, givenTime: '1970-01-01T00:00:00.000Z' });
  });

  it.each<[string, Partial<ReadEmail>, boolean]>([
    ['plain text', {}, false],
    ['HTML that says what the text says', { html: '<p>See&nbsp;<b>you</b></p>' }, false],
    ['text that says more than the HTML', { html: '<p>See</p>' }, true],
    ['text whose words are only in markup', { html: '<p class="see you">!</p>' }, true],
    ['a link that the text spells out', { html: '<a href="http://see">you</a>' }, false],
    ['a note of the reader', { notes: ['it is signed'] }, true],
  ])('of %s keeps the original: %s', (_case, mail, keepOriginal) => {
    expect(convert(mail).keepOriginal).toBe(keepOriginal);
  });

  it('keeps the original of a message nothing of which could be read, but not of a mere attachment', () => {
    const { text: _text, ...silent } = MAIL;
    const result = (mail: ReadEmail) => itemFromEmail(email(), mail, normalise);
    expect(result(silent)).toMatchObject({ keepOriginal: true });
    expect(result({ ...silent, attachments: [attachment(1)] })).toMatchObject({
      keepOriginal: false,
    });
  });

  it('refuses an item without any party', () => {
    const result = itemFromEmail(email(), without('from', 'to'), normalise);
    expect(result).toMatchObject({ malformed: { place: 'participants' } });
  });

  it('lets a higher revision replace the lower one of itself', () => {
    expect(convert({}, { revision: 3 }).item).toMatchObject({ replaces: 'mail-1', revision: 3 });
  });
});
