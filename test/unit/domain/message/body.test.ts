import { describe, expect, it } from '@jest/globals';
import type { Item } from '../../../../src/domain/item.ts';
import { timeWords } from '../../../../src/domain/message/words.ts';
import { ANNA, attachment, BO, item, render, SAID_AT } from '../items.ts';

const contentOf = (change: Partial<Item>) => render(item(change)).body.content;

describe('domain/message/body', () => {
  it('states what a record says', () => {
    const content = contentOf({
      direction: 'inbound',
      network: 'O2',
      utcOffsetMinutes: -330,
      parties: [ANNA, BO, { value: 'olga', role: 'owner' }],
      conversationId: 'talk-1',
      groupName: 'Desk',
      subject: 'Hello',
      segment: { id: 'seg', piece: 1, of: 2 },
      call: {
        callId: 'c9',
        startTime: SAID_AT,
        endTime: SAID_AT + 1000,
        status: 'answered',
        durationMs: 1000,
      },
      attachments: [attachment(5)],
    });
    for (const words of [
      'See you at 5',
      'SMS',
      'inbound',
      'O2',
      'Anna Berg +447700900123 &lt;anna.berg@contoso.example&gt; (captured as 447700900123)',
      'Bo +447700900456 &lt;+447700900456@sms.archive.invalid&gt; (captured as 07700 900456)',
      'Captured phone of',
      '2026-11-19 09:15:00 UTC (03:45:00 -05:30 on the phone)',
      'talk-1',
      'Desk',
      'Hello',
      '1 of 2 of message seg',
      'answered',
      'c9',
      `5.jpg (5 bytes, SHA-256 ${attachment(5).sha256})`,
      'sms-1',
    ]) {
      expect(content).toContain(words);
    }
  });

  it('escapes everything and keeps line breaks', () => {
    const content = contentOf({
      text: 'one\r\ntwo\n<script>alert("1")</script> & \u0000\ud800',
      parties: [{ value: '<b>&"\'', role: 'from', name: '</td><img src=x>' }],
      groupName: '<i>',
    });
    expect(content).toContain(
      'one<br>two<br>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;  \ufffd',
    );
    expect(content).not.toMatch(/<(?:script|b|img|i)\b/);
  });

  it.each<[string, Partial<Item>, string]>([
    ['an edit', { event: 'edited', replaces: 'sms-0' }, 'item sms-0'],
    ['a second revision', { revision: 2, replaces: 'sms-1' }, 'item sms-1<'],
    ['a third revision', { revision: 3, replaces: 'sms-1' }, 'item sms-1, revision 2'],
    ['an impossible time', { givenTime: '+057300-06-03' }, '+057300-06-03, which is impossible'],
  ])('says of %s what there is to say', (_case, change, words) => {
    expect(contentOf(change)).toContain(words);
  });

  it.each(['record', 'email'] as const)('names in a %s what was left out', (format) => {
    const big = attachment(11_000_000, { name: 'a <b>.wav' });
    const { body } = render(item({ format }), { leftOut: [big] });
    expect(body.content.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(
      `a <b>.wav (11000000 bytes, SHA-256 ${big.sha256}): larger than the limit of 10485760 bytes`,
    );
  });

  it('is the text of a ready-made e-mail, as it is', () => {
    const { body } = render(item({ format: 'email', text: '<b>1 < 2</b>\n' }));
    expect(body).toEqual({ contentType: 'text', content: '<b>1 < 2</b>\n' });
  });

  it('is the HTML of a ready-made e-mail where it has both', () => {
    const html = '<html><body><b>Hi</b></body></html>';
    const { body } = render(item({ format: 'email', html }));
    expect(body).toEqual({ contentType: 'html', content: html });
  });

  it('says before an e-mail what is missing and why the original goes along', () => {
    const mail = { missing: ['From', 'Date'], notes: ['it is signed'] };
    const html = '<!-- never closed';
    const { body } = render(item({ format: 'email', html, mail }));
    expect(body.content.indexOf('it is signed')).toBeLessThan(body.content.indexOf(html));
    const text = render(item({ format: 'email', mail })).body.content;
    expect(text).toContain('[Missing: the e-mail has no usable From]');
    expect(text).toContain('2026-11-19T09:15:00.250Z]');
    expect(text).toContain(
      '[Original: the message as received says more than this one: it is signed]\n\nSee you at 5',
    );
  });

  it.each([
    [0, undefined, '1970-01-01 00:00:00 UTC'],
    [0, 60, '1970-01-01 00:00:00 UTC (01:00:00 +01:00 on the phone)'],
    [0, 99_999, '1970-01-01 00:00:00 UTC'],
    [Date.UTC(57_300, 5, 3), 0, '+057300-06-03 00:00:00 UTC (00:00:00 +00:00 on the phone)'],
    [8.64e15, 60, '+275760-09-13 00:00:00 UTC'],
    [1e20, 60, '100000000000000000000 milliseconds since 1970 UTC'],
  ])('writes the time %d at %s minutes', (ms, offset, words) => {
    expect(timeWords(ms, offset)).toBe(words);
  });
});
