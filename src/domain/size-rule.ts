import type { Attachment, Item } from './item.ts';

/**
 * `attachment`: larger attachments are left out, the rest is imported. `attachmentOrItem`: the same, and then an item
 * whose whole still exceeds the limit is not imported.
 */
export type SizeRule = 'attachment' | 'attachmentOrItem';

/** Bytes, decoded: 10 MB as the products' documentation states it. Exactly the limit passes. */
export const DEFAULT_SIZE_LIMIT = 10_485_760;
/** Bytes: the largest attachment Microsoft Graph takes by an upload session. */
export const MAX_SIZE_LIMIT = 157_286_400;

const ORIGINAL_NAME = 'original-message.eml';

export interface Sized {
  /** What goes into the mailbox: attachments, and the original message where it must go along. */
  kept: Attachment[];
  leftOut: Attachment[];
  tooLarge: boolean;
}

export function applySizeRule(item: Item, rule: SizeRule, limit: number): Sized {
  const fits = (attachment: Attachment) => attachment.size <= limit;
  const all = [...item.attachments, ...originalOf(item)];
  // The original says again what the item says; counting it would refuse items that fit.
  const size = item.attachments
    .filter(fits)
    .reduce((sum, attachment) => sum + attachment.size, textSize(item));
  return {
    kept: all.filter(fits),
    leftOut: all.filter((attachment) => !fits(attachment)),
    tooLarge: rule === 'attachmentOrItem' && size > limit,
  };
}

function textSize({ subject, text, html }: Item): number {
  return [subject, text, html].reduce((sum, words) => sum + Buffer.byteLength(words ?? ''), 0);
}

function originalOf({ original, attachments }: Item): Attachment[] {
  if (original === undefined) return [];
  const taken = new Set(attachments.map(({ name }) => name.toLowerCase()));
  let name = ORIGINAL_NAME;
  for (let n = 2; taken.has(name); n++) name = ORIGINAL_NAME.replace('.', ` (${String(n)}).`);
  return [
    {
      sha256: original.sha256,
      size: original.size,
      name,
      contentType: 'message/rfc822',
      isInline: false,
    },
  ];
}
