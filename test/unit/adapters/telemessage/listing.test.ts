import { describe, expect, it } from '@jest/globals';
import { readListing } from '../../../../src/adapters/telemessage/listing.ts';

const SHA = 'a'.repeat(64);
const ARCHIVED = Date.UTC(2026, 10, 19, 10, 0, 0, 123);

const record = (change: object = {}): object => ({
  id: 'r1',
  format: 'record',
  kind: 'sms',
  archivedAt: '2026-11-19T10:00:00.123Z',
  messageTime: 1_795_046_400_000,
  sender: { value: '+447700900123' },
  recipients: [{ value: '+447700900124', role: 'to' }],
  ...change,
});

const email = (change: object = {}): object => ({
  id: 'e1',
  format: 'email',
  kind: 'mms',
  archivedAt: '2026-11-19T10:00:00.123Z',
  participants: [{ value: '+447700900123', email: 'Anna@contoso.example' }],
  email: { size: 5, sha256: SHA },
  ...change,
});

describe('adapters/telemessage/listing', () => {
  it('reads the least a record may have, and adds only what the contract gives as defaults', () => {
    expect(readListing(record())).toEqual({
      item: {
        id: 'r1',
        revision: 1,
        format: 'record',
        kind: 'sms',
        archivedAt: ARCHIVED,
        event: 'created',
        messageTime: 1_795_046_400_000,
        sender: { value: '+447700900123' },
        recipients: [{ value: '+447700900124', role: 'to' }],
        attachments: [],
      },
    });
  });

  it('reads everything a record may have', () => {
    const full = {
      revision: 3,
      event: 'edited',
      replacesItemId: 'r0',
      utcOffsetMinutes: -330,
      direction: 'outbound',
      networkType: 'O2',
      owner: { value: 'x', type: 'mobile', email: 'a@b', firstName: 'A', lastName: 'B' },
      conversationId: 'c',
      groupName: 'g',
      subject: 's',
      text: '',
      segment: { segmentedId: 'm', pieceNumber: 2, totalPieces: 3 },
      callInfo: {
        callId: 'k',
        startTime: 1,
        endTime: 2,
        callStatus: 'answered',
        callDurationInMillis: 0,
      },
      attachments: [{ id: 'a', name: 'n', contentType: 'image/png', size: 0, sha256: SHA }],
    };
    const { item } = readListing(record(full));
    expect(item).toMatchObject(full);
  });

  it('reads an e-mail, with and without the message itself', () => {
    const inline = Buffer.from('hello').toString('base64');
    expect(readListing(email())).toEqual({
      item: {
        id: 'e1',
        revision: 1,
        format: 'email',
        kind: 'mms',
        archivedAt: ARCHIVED,
        participants: [{ value: '+447700900123', email: 'Anna@contoso.example' }],
        email: { size: 5, sha256: SHA },
      },
    });
    const { item } = readListing(email({ email: { size: 5, sha256: SHA, inline } }));
    expect(item).toMatchObject({ email: { inline: Buffer.from('hello') } });
  });

  it.each([
    ['unknown properties', { sentiment: 'glad', sender: { value: 'x', mood: 1 } }],
    ['null for what may be absent', { text: null, owner: null, attachments: null, revision: null }],
    ['a time far outside the calendar', { messageTime: 9e15 }],
    ['a time before the calendar', { messageTime: -1 }],
    ['a time with a fraction', { messageTime: 1.5 }],
    ['nobody it went to', { recipients: [] }],
    ['a sender without a number', { sender: { value: '' } }],
  ])('takes %s', (_, change) => {
    expect(readListing(record(change)).item).toBeDefined();
  });

  it.each([
    ['kind', record({ kind: undefined }), 'is missing'],
    ['kind', record({ kind: 'fax' }), 'is none of the known values'],
    ['format', record({ format: undefined }), 'is missing'],
    ['format', record({ format: 'xml' }), 'is none of the known values'],
    ['archivedAt', record({ archivedAt: 'yesterday' }), 'is not an ISO 8601 time in UTC'],
    [
      'archivedAt',
      record({ archivedAt: '2026-13-45T10:00:00Z' }),
      'is not an ISO 8601 time in UTC',
    ],
    ['archivedAt', record({ archivedAt: '2026-11-19T10:00:00' }), 'is not an ISO 8601 time in UTC'],
    ['archivedAt', record({ archivedAt: 5 }), 'is not a string'],
    ['messageTime', record({ messageTime: undefined }), 'is missing'],
    ['messageTime', record({ messageTime: '1795046400000' }), 'is not a number'],
    ['sender', record({ sender: undefined }), 'is missing'],
    ['sender', record({ sender: [] }), 'is not an object'],
    ['sender.value', record({ sender: {} }), 'is missing'],
    ['sender.role', record({ sender: { value: 'x', role: 'bcc' } }), 'is none of the known values'],
    ['recipients', record({ recipients: undefined }), 'is missing'],
    ['recipients', record({ recipients: {} }), 'is not a list'],
    ['recipients[1]', record({ recipients: [{ value: 'x' }, 'y'] }), 'is not an object'],
    ['recipients[0].value', record({ recipients: [{ value: 7 }] }), 'is not a string'],
    ['revision', record({ revision: 0 }), 'is not a whole number from 1'],
    ['event', record({ event: 'burnt' }), 'is none of the known values'],
    ['text', record({ text: 5 }), 'is not a string'],
    ['callInfo.startTime', record({ callInfo: { callStatus: 'missed' } }), 'is missing'],
    [
      'segment.totalPieces',
      record({ segment: { segmentedId: 'a', pieceNumber: 1 } }),
      'is missing',
    ],
    [
      'attachments[0].size',
      record({ attachments: [{ id: 'a', name: '', contentType: '' }] }),
      'is missing',
    ],
    [
      'attachments[0].sha256',
      record({ attachments: [{ id: 'a', name: '', contentType: '', size: 1, sha256: 'A' }] }),
      'is not a SHA-256 in lower-case hex',
    ],
    ['participants', email({ participants: undefined }), 'is missing'],
    ['email', email({ email: undefined }), 'is missing'],
    ['email.size', email({ email: { sha256: SHA, size: -1 } }), 'is not a whole number from 0'],
    ['email.sha256', email({ email: { size: 1 } }), 'is missing'],
    [
      'email.inline',
      email({ email: { size: 1, sha256: SHA, inline: 'aGVs*G8=' } }),
      'is not base64',
    ],
    ['email.inline', email({ email: { size: 1, sha256: SHA, inline: 'aGVsb' } }), 'is not base64'],
  ])('says that %s spoils the item', (place, value, reason) => {
    const listing = readListing(value);
    expect(listing).toMatchObject({ malformed: { place, reason } });
  });

  it('keeps what was readable of a malformed item', () => {
    expect(readListing(record({ revision: 4, sender: undefined }))).toEqual({
      malformed: { place: 'sender', reason: 'is missing' },
      id: 'r1',
      revision: 4,
      kind: 'sms',
      archivedAt: ARCHIVED,
    });
    expect(readListing({ id: 'r2' })).toEqual({
      malformed: { place: 'kind', reason: 'is missing' },
      id: 'r2',
      revision: 1,
      kind: 'unknown',
    });
  });

  it.each([
    ['none', record({ id: undefined }), 'id'],
    ['an empty one', record({ id: '' }), 'id'],
    ['one that is too long', record({ id: 'x'.repeat(513) }), 'id'],
    ['one that is a number', record({ id: 7 }), 'id'],
    ['a listing that is text', 'hello', 'item'],
    ['a listing that is null', null, 'item'],
    ['a listing that is a list', [record()], 'item'],
  ])('makes an id of the content where there is %s', (_, value, place) => {
    const listing = readListing(value);
    expect(listing).toMatchObject({
      malformed: { place },
      id: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
    });
    expect(readListing(structuredClone(value))).toEqual(listing);
  });
});
