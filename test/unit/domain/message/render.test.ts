import { describe, expect, it } from '@jest/globals';
import { contentKey } from '../../../../src/domain/content-key.ts';
import { itemFromRecord } from '../../../../src/domain/convert/record.ts';
import { createNumberNormaliser } from '../../../../src/domain/numbers.ts';
import { ANNA, attachment, BO, item, record, render } from '../items.ts';

const valueOf = (message: ReturnType<typeof render>, id: string) =>
  message.singleValueExtendedProperties.find((property) => property.id.startsWith(id))?.value;

describe('domain/message/render', () => {
  it('yields the same bytes for the same item', () => {
    const made = () => {
      const result = itemFromRecord(record(), [], createNumberNormaliser('GB'));
      if ('malformed' in result) throw new Error(result.malformed.place);
      return JSON.stringify(render(result.item, { contentKey: contentKey(result.item) }));
    };
    expect(made()).toBe(made());
    expect(made()).toMatchInlineSnapshot(
      `"{"subject":"SMS from Anna +447700900123 to +447700900456","body":{"contentType":"html","content":"<html><body><div dir=\\"auto\\" style=\\"white-space:pre-wrap\\">See you at 5</div><hr><table><tr><th align=\\"left\\">Kind</th><td dir=\\"auto\\">SMS</td></tr><tr><th align=\\"left\\">From</th><td dir=\\"auto\\">Anna +447700900123 &lt;anna.berg@contoso.example&gt; (captured as 447700900123)</td></tr><tr><th align=\\"left\\">To</th><td dir=\\"auto\\">+447700900456 &lt;+447700900456@sms.archive.invalid&gt; (captured as 07700 900456)</td></tr><tr><th align=\\"left\\">Time</th><td dir=\\"auto\\">2026-11-19 09:15:00 UTC</td></tr><tr><th align=\\"left\\">Item</th><td dir=\\"auto\\">sms-1</td></tr></table></body></html>"},"from":{"emailAddress":{"name":"Anna +447700900123","address":"anna.berg@contoso.example"}},"sender":{"emailAddress":{"name":"Anna +447700900123","address":"anna.berg@contoso.example"}},"toRecipients":[{"emailAddress":{"name":"+447700900456","address":"+447700900456@sms.archive.invalid"}}],"ccRecipients":[],"importance":"normal","isRead":true,"categories":["O2 Network","SMS"],"internetMessageId":"<2af39c1167f520eb4be9abf150cf911b7a0dfda5@archive.invalid>","internetMessageHeaders":[{"name":"x-archive-kind","value":"sms"},{"name":"x-archive-item-id","value":"sms-1"},{"name":"x-archive-connector","value":"c1"}],"singleValueExtendedProperties":[{"id":"Integer 0x0E07","value":"1"},{"id":"SystemTime 0x0E06","value":"2026-11-19T09:15:00.250Z"},{"id":"SystemTime 0x0039","value":"2026-11-19T09:15:00.250Z"},{"id":"String 0x1039","value":"<thread.48b5576f37f31268f65b81b684342acdcb1e2bbc@archive.invalid>"},{"id":"String 0x1042","value":"<thread.48b5576f37f31268f65b81b684342acdcb1e2bbc@archive.invalid>"},{"id":"String {7c1a9d52-3f0e-4b6a-9a51-6d2f4e8b0c37} Name ArchiveKey","value":"2af39c1167f520eb4be9abf150cf911b7a0dfda5"}]}"`,
    );
  });

  it('is no draft, is read, and carries the time of the communication', () => {
    const message = render(item());
    expect(message.isRead).toBe(true);
    expect(valueOf(message, 'Integer 0x0E07')).toBe('1');
    expect(valueOf(message, 'SystemTime 0x0E06')).toBe('2026-11-19T09:15:00.250Z');
    expect(valueOf(message, 'SystemTime 0x0039')).toBe('2026-11-19T09:15:00.250Z');
  });

  it('names a message class only where it is not what Exchange takes anyway', () => {
    expect(valueOf(render(item()), 'String 0x001A')).toBeUndefined();
    expect(valueOf(render(item(), { messageClass: 'IPM.Note.SMS' }), 'String 0x001A')).toBe(
      'IPM.Note.SMS',
    );
  });

  it('has at most five headers, all of printable ASCII and bounded', () => {
    const id = `a/b 100% ü\r\nX-Injected: yes\ud800${'🙂'.repeat(200)}`;
    const { internetMessageHeaders } = render(
      item({ id, direction: 'inbound', conversationId: id }),
    );
    expect(internetMessageHeaders.map(({ name }) => name)).toEqual([
      'x-archive-kind',
      'x-archive-item-id',
      'x-archive-connector',
      'x-archive-direction',
      'x-archive-conversation',
    ]);
    for (const { value } of internetMessageHeaders) expect(value).toMatch(/^[ -~]{1,995}$/);
    expect(internetMessageHeaders[1]?.value).toMatch(/^a\/b 100%25 %C3%BC%0D%0AX-Injected: yes/);
  });

  it('leaves out headers that have nothing to say', () => {
    expect(render(item({ conversationId: '' })).internetMessageHeaders).toHaveLength(3);
  });

  it('threads a conversation under one root, whoever speaks', () => {
    const talk = { conversationId: 'talk-1' };
    const references = (change: object, connectorId = 'c1') =>
      valueOf(render(item(change), { connectorId }), 'String 0x1039');
    const root = references(talk);
    expect(root).toMatch(/^<thread\.[0-9a-f]{40}@archive\.invalid>$/);
    expect(references({ ...talk, id: 'other', parties: [BO] })).toBe(root);
    expect(references({ conversationId: 'talk-2' })).not.toBe(root);
    expect(references(talk, 'c2')).not.toBe(root);
  });

  it('threads by the parties where no conversation is named, and pieces by their message', () => {
    const references = (change: object) => valueOf(render(item(change)), 'String 0x1039');
    const answer = [
      { ...BO, role: 'from' },
      { ...ANNA, role: 'to' },
    ];
    expect(references({ parties: answer })).toBe(references({}));
    expect(references({ parties: [ANNA] })).not.toBe(references({}));
    const piece = (n: number, id: string) => ({ segment: { id, piece: n, of: 3 } });
    expect(references(piece(1, 's'))).toBe(references(piece(2, 's')));
    expect(references(piece(1, 's'))).not.toBe(references(piece(1, 't')));
  });

  it('keeps the sound Message-ID and threading of a ready-made e-mail', () => {
    const mail = {
      messageId: '<a.b@gw.example>',
      inReplyTo: '<p@gw.example>',
      references: '<r@gw.example>\r\n <p@gw.example> junk',
    };
    const message = render(item({ format: 'email', mail }));
    expect(message.internetMessageId).toBe('<a.b@gw.example>');
    expect(valueOf(message, 'String 0x1042')).toBe('<p@gw.example>');
    expect(valueOf(message, 'String 0x1039')).toBe('<r@gw.example> <p@gw.example>');
  });

  it.each(['<no at sign>', '<a b@c>', 'a@b', '<a@b>\r\nX: y', `<${'x'.repeat(1000)}@y>`, '<ü@y>'])(
    'makes a Message-ID of its own instead of %j',
    (messageId) => {
      expect(render(item({ format: 'email', mail: { messageId } })).internetMessageId).toBe(
        '<0123456789abcdef0123456789abcdef01234567@archive.invalid>',
      );
    },
  );

  it('keeps the newest of endless references', () => {
    const references = Array.from({ length: 5000 }, (_, n) => `<${String(n)}@x.example>`).join(' ');
    const kept = valueOf(render(item({ mail: { references } })), 'String 0x1039') ?? '';
    expect(kept.length).toBeLessThanOrEqual(4000);
    expect(kept.endsWith('<4999@x.example>')).toBe(true);
  });

  it('stays within a request for the largest text', () => {
    const message = render(item({ text: '&'.repeat(3_000_000), attachments: [attachment(1)] }));
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(3_500_000);
    expect(message.body.content).toContain('the first 500000 of 3000000 characters');
  });
});
