import { describe, expect, it } from '@jest/globals';
import type { Item } from '../../../../src/domain/item.ts';
import { cutAtGrapheme, subjectOf } from '../../../../src/domain/message/subject.ts';
import { ANNA, BO, item, SAID_AT } from '../items.ts';

const CARA = { value: 'Cara', role: 'cc' as const };
const CALL = { startTime: SAID_AT, status: 'answered', durationMs: 192_000 };

describe('domain/message/subject', () => {
  it.each<[string, Partial<Item>]>([
    ['SMS from Anna Berg +447700900123 to Bo +447700900456', {}],
    ['SMS from Anna Berg +447700900123 to 2 others', { parties: [ANNA, BO, CARA] }],
    [
      'Chat message from Anna Berg +447700900123 to 2 others in The Desk',
      { kind: 'chat', groupName: 'The\nDesk', parties: [ANNA, BO, CARA] },
    ],
    ['SMS from Anna Berg +447700900123', { parties: [ANNA] }],
    ['SMS to Bo +447700900456', { parties: [BO] }],
    [
      'Voice call Anna Berg +447700900123 to Bo +447700900456 (3 min 12 s)',
      { kind: 'voiceCall', call: CALL },
    ],
    [
      'Call Anna Berg +447700900123 to Bo +447700900456 (missed)',
      { kind: 'callLog', call: { ...CALL, status: 'missed', durationMs: 0 } },
    ],
    [
      'Call Anna Berg +447700900123 to Bo +447700900456 (0 s)',
      { kind: 'callLog', call: { ...CALL, durationMs: 0 } },
    ],
    [
      'Voice call Anna Berg +447700900123 to Bo +447700900456 (1 h 0 min 5 s)',
      { kind: 'voiceCall', call: { startTime: 0, endTime: 3_605_000, status: 'answered' } },
    ],
    [
      'SMS from Anna Berg +447700900123 to Bo +447700900456 (part 2 of 3)',
      { segment: { id: 's', piece: 2, of: 3 } },
    ],
    ['Edited: SMS from Anna Berg +447700900123 to Bo +447700900456', { event: 'edited' }],
    ['Deleted: SMS from Anna Berg +447700900123 to Bo +447700900456', { event: 'deleted' }],
    ['Recalled: SMS from Anna Berg +447700900123 to Bo +447700900456', { event: 'recalled' }],
    [
      'MMS from Anna Berg +447700900123 to Bo +447700900456: Holiday',
      { kind: 'mms', subject: 'Holiday' },
    ],
    ['Its  own', { format: 'email', subject: ' Its\r\nown ' }],
    ['SMS from Anna Berg +447700900123 to Bo +447700900456', { format: 'email', subject: ' ' }],
    [
      'SMS from Eve  Bcc: x to Bo +447700900456',
      { parties: [{ value: 'Eve\r\nBcc: x', role: 'from' }, BO] },
    ],
    ['SMS from Anna Berg +447700900123 to 200 others', { parties: group(200) }],
  ])('is %j', (subject, change) => {
    expect(subjectOf(item(change))).toBe(subject);
  });

  it('is at most 255 units long and ends between what readers see as characters', () => {
    const family = '👨‍👩‍👧‍👦';
    const subject = subjectOf(item({ format: 'email', subject: family.repeat(100) }));
    expect(subject.length).toBeLessThanOrEqual(255);
    expect(subject).toBe(`${family.repeat(23)}…`);
    expect(cutAtGrapheme('e\u0301'.repeat(3), 4)).toBe('e\u0301…');
    expect(cutAtGrapheme('abc', 3)).toBe('abc');
  });

  it('keeps what matters of a call between very long names', () => {
    const name = 'n'.repeat(5000);
    const parties = [ANNA, BO].map((party) => ({ ...party, name }));
    const subject = subjectOf(item({ kind: 'voiceCall', call: CALL, parties }));
    expect(subject.length).toBeLessThanOrEqual(255);
    expect(subject).toMatch(/\(3 min 12 s\)$/);
  });
});

function group(size: number): Item['parties'] {
  return [
    ANNA,
    ...Array.from({ length: size }, (_, n) => ({ value: `p${String(n)}`, role: 'to' as const })),
  ];
}
