import { describe, expect, it } from '@jest/globals';
import { applySizeRule, DEFAULT_SIZE_LIMIT } from '../../../src/domain/size-rule.ts';
import { attachment, item } from './items.ts';

const LIMIT = DEFAULT_SIZE_LIMIT;
const TEXT_BYTES = Buffer.byteLength('See you at 5');

describe('domain/size-rule', () => {
  it('keeps an attachment of exactly the limit and leaves out one byte more', () => {
    const [exact, over] = [attachment(LIMIT), attachment(LIMIT + 1)];
    const sized = applySizeRule(item({ attachments: [exact, over] }), 'attachment', LIMIT);
    expect(sized).toEqual({ kept: [exact], leftOut: [over], tooLarge: false });
  });

  it.each([
    ['attachment', LIMIT, false],
    ['attachmentOrItem', LIMIT - TEXT_BYTES, false],
    ['attachmentOrItem', LIMIT - TEXT_BYTES + 1, true],
  ] as const)('by %s finds text and %d bytes too large: %s', (rule, size, tooLarge) => {
    const of = item({ attachments: [attachment(size)] });
    expect(applySizeRule(of, rule, LIMIT).tooLarge).toBe(tooLarge);
  });

  it('measures the item after leaving out', () => {
    const of = item({ attachments: [attachment(LIMIT + 1), attachment(LIMIT / 2)] });
    expect(applySizeRule(of, 'attachmentOrItem', LIMIT).tooLarge).toBe(false);
  });

  it('counts text in bytes, subject and HTML with it', () => {
    const of = item({ subject: 'é', text: '🙂', html: '<p>', attachments: [] });
    expect(applySizeRule(of, 'attachmentOrItem', 9).tooLarge).toBe(false);
    expect(applySizeRule(of, 'attachmentOrItem', 8).tooLarge).toBe(true);
  });

  it('lets the original go along without counting it twice', () => {
    const original = { sha256: 'b'.repeat(64), size: LIMIT };
    const of = item({ original, attachments: [attachment(LIMIT - TEXT_BYTES)] });
    const sized = applySizeRule(of, 'attachmentOrItem', LIMIT);
    expect(sized.tooLarge).toBe(false);
    expect(sized.kept.map(({ name }) => name)).toContain('original-message.eml');
  });

  it('names an original over the limit among what was left out', () => {
    const original = { sha256: 'b'.repeat(64), size: LIMIT + 1 };
    const sized = applySizeRule(item({ original }), 'attachment', LIMIT);
    expect(sized.leftOut).toMatchObject([{ ...original, contentType: 'message/rfc822' }]);
  });

  it('gives the original a name of its own', () => {
    const taken = attachment(1, { name: 'Original-Message.eml' });
    const of = item({ original: { sha256: 'b'.repeat(64), size: 1 }, attachments: [taken] });
    const names = applySizeRule(of, 'attachment', LIMIT).kept.map(({ name }) => name);
    expect(names).toEqual(['Original-Message.eml', 'original-message (2).eml']);
  });
});
