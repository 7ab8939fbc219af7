import { describe, expect, it } from '@jest/globals';
import type { Item } from '../../../../src/domain/item.ts';
import { itemFromRecord } from '../../../../src/domain/convert/record.ts';
import { createNumberNormaliser } from '../../../../src/domain/numbers.ts';
import type { SourceRecord } from '../../../../src/domain/source-item.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import { ARCHIVED_AT, record, SAID_AT } from '../items.ts';

const normalise = createNumberNormaliser('GB');
const MEDIA = { sha256: 'a'.repeat(64), size: 7 };
const FILE = { id: '1', name: '../a.jpg', contentType: 'image/JPEG', size: 7 };

function itemOf(change: Partial<SourceRecord>, media = [] as (typeof MEDIA)[]): Item {
  const result = itemFromRecord(record(change), media, normalise);
  if ('malformed' in result) throw new Error(result.malformed.place);
  return result.item;
}

describe('domain/convert/record', () => {
  it('takes over everything a record says', () => {
    const item = itemOf(
      {
        event: 'edited',
        replacesItemId: 'sms-0',
        utcOffsetMinutes: -300,
        direction: 'outbound',
        networkType: 'O2',
        conversationId: 'talk-1',
        groupName: 'Desk',
        subject: 'Hi',
        segment: { segmentedId: 's', pieceNumber: 2, totalPieces: 3 },
        callInfo: {
          callId: 'c',
          startTime: 1,
          endTime: 2,
          callStatus: 'answered',
          callDurationInMillis: 1,
        },
        attachments: [FILE],
      },
      [MEDIA],
    );
    expect(item).toEqual({
      id: 'sms-1',
      revision: 1,
      format: 'record',
      kind: 'sms',
      event: 'edited',
      replaces: 'sms-0',
      archivedAt: ARCHIVED_AT,
      occurredAt: SAID_AT,
      utcOffsetMinutes: -300,
      direction: 'outbound',
      network: 'O2',
      parties: [
        {
          value: '447700900123',
          role: 'from',
          number: '+447700900123',
          email: 'anna.berg@contoso.example',
          name: 'Anna',
        },
        { value: '07700 900456', role: 'to', number: '+447700900456' },
      ],
      conversationId: 'talk-1',
      groupName: 'Desk',
      subject: 'Hi',
      text: 'See you at 5',
      segment: { id: 's', piece: 2, of: 3 },
      call: { callId: 'c', startTime: 1, endTime: 2, status: 'answered', durationMs: 1 },
      attachments: [{ ...MEDIA, name: 'a.jpg', contentType: 'image/jpeg', isInline: false }],
    });
  });

  it.each([
    ['the first moment of 1990', Date.UTC(1990, 0, 1), undefined],
    ['the last moment of 1989', Date.UTC(1990, 0, 1) - 1, '1989-12-31T23:59:59.999Z'],
    ['a day after archiving', ARCHIVED_AT + DAY_MS, undefined],
    ['more than a day after archiving', ARCHIVED_AT + DAY_MS + 1, '2026-11-21T06:00:00.001Z'],
    ['the year 57300', Date.UTC(57_300, 5, 3, 18, 46, 3), '+057300-06-03T18:46:03.000Z'],
    ['1970', 0, '1970-01-01T00:00:00.000Z'],
    ['beyond all calendars', 1e18, '1000000000000000000 milliseconds since 1970 UTC'],
  ])('at %s judges the time', (_case, messageTime, givenTime) => {
    const item = itemOf({ messageTime });
    expect(item.givenTime).toBe(givenTime);
    expect(item.occurredAt).toBe(givenTime === undefined ? messageTime : ARCHIVED_AT);
  });

  it('lets a higher revision replace the lower one of itself', () => {
    expect(itemOf({ revision: 2 }).replaces).toBe('sms-1');
    expect(itemOf({ revision: 2, replacesItemId: 'sms-0' }).replaces).toBe('sms-0');
    expect(itemOf({})).not.toHaveProperty('replaces');
  });

  it('adds the owner only where no other role names them', () => {
    const owner = { value: '+447700900123', firstName: 'Anna', lastName: 'Berg' };
    const named = itemOf({ owner, sender: { value: '447700900123' } });
    expect(named.parties).toHaveLength(2);
    expect(named.parties[0]).toMatchObject({ role: 'from', name: 'Anna Berg' });
    const unnamed = itemOf({ owner: { value: '447700900789' } });
    expect(unnamed.parties.map(({ role }) => role)).toEqual(['from', 'to', 'owner']);
    expect(unnamed.owner).toMatchObject({ number: '+447700900789' });
  });

  it('keeps two addresses under one number apart, for each may have a mailbox', () => {
    const owner = { value: '447700900123', email: 'desk@contoso.example' };
    expect(itemOf({ owner }).parties.map(({ email }) => email)).toEqual([
      'anna.berg@contoso.example',
      undefined,
      'desk@contoso.example',
    ]);
  });

  it('keeps someone who writes to themselves on both sides', () => {
    const recipients = [{ value: '447700900123' }, { value: '+447700900123' }];
    expect(itemOf({ recipients }).parties.map(({ role }) => role)).toEqual(['from', 'to']);
  });

  it('drops parties that name nobody, and refuses an item without any', () => {
    const nobody = { value: ' \u00a0', email: '', firstName: ' ', lastName: '' };
    expect(itemOf({ recipients: [nobody, { value: 'X' }] }).parties).toHaveLength(2);
    const refused = itemFromRecord(record({ sender: nobody, recipients: [] }), [], normalise);
    expect(refused).toMatchObject({ malformed: { place: 'participants' } });
  });

  it('keeps a party without a number by its name or address', () => {
    const parties = itemOf({ sender: { value: '', email: 'A@B.example' }, recipients: [] }).parties;
    expect(parties).toEqual([{ value: '', role: 'from', email: 'a@b.example' }]);
  });

  it('refuses bytes that are not the announced ones', () => {
    const announced = { ...FILE, sha256: 'b'.repeat(64) };
    const result = itemFromRecord(record({ attachments: [announced] }), [MEDIA], normalise);
    expect(result).toMatchObject({ malformed: { place: 'attachments[0].sha256' } });
    const missing = itemFromRecord(record({ attachments: [FILE] }), [], normalise);
    expect(missing).toMatchObject({ malformed: { place: 'attachments[0]' } });
  });

  it('tells attachments of one name apart', () => {
    const item = itemOf({ attachments: [FILE, FILE] }, [MEDIA, MEDIA]);
    expect(item.attachments.map(({ name }) => name)).toEqual(['a.jpg', 'a (2).jpg']);
  });
});
