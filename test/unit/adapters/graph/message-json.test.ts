import { describe, expect, it } from '@jest/globals';
import {
  fileAttachment,
  inlineBytes,
  markedIncomplete,
  withAttachments,
  withoutHeaders,
} from '../../../../src/adapters/graph/message-json.ts';
import type { Attachment } from '../../../../src/domain/item.ts';
import { ARCHIVE_STATE_PROPERTY } from '../../../../src/domain/properties.ts';

const attachment = (size: number, more: Partial<Attachment> = {}): Attachment => ({
  name: 'Bild "1" ü.jpg',
  contentType: 'image/jpeg',
  isInline: false,
  sha256: 'a'.repeat(64),
  size,
  ...more,
});

const JSON_TEXT = '{ "subject": "a } b",\n"body": {"content":"\\u00fc}"} }\n';

const parse = (bytes: Buffer): unknown => JSON.parse(bytes.toString());

describe('adapters/graph/message-json', () => {
  it('puts attachments in and leaves every other byte as it was', () => {
    const bytes = Buffer.from([0, 255, 1]);
    const sent = withAttachments(Buffer.from(JSON_TEXT), [
      fileAttachment(attachment(3, { contentId: 'x@y' }), bytes),
    ]);

    expect(sent.toString().startsWith(JSON_TEXT.slice(0, JSON_TEXT.lastIndexOf('}')))).toBe(true);
    expect(parse(sent)).toEqual({
      subject: 'a } b',
      body: { content: 'ü}' },
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'Bild "1" ü.jpg',
          contentType: 'image/jpeg',
          isInline: false,
          contentId: 'x@y',
          contentBytes: bytes.toString('base64'),
        },
      ],
    });
  });

  it('reads bytes in the middle of a larger block', () => {
    const block = Buffer.from(`xxx${JSON_TEXT}yyy}`);
    const json = new Uint8Array(block.buffer, block.byteOffset + 3, Buffer.byteLength(JSON_TEXT));
    expect(parse(withAttachments(json, []))).toMatchObject({ attachments: [] });
  });

  it.each([[[]], [[0]], [[1, 2, 3]], [[1_000_000, 999_999]]])(
    'never reckons too few bytes for attachments of %j',
    (sizes) => {
      const attachments = sizes.map((size) => attachment(size));
      const parts = attachments.map((part) => fileAttachment(part, Buffer.alloc(part.size)));
      const json = Buffer.from(JSON_TEXT);
      const reckoned = inlineBytes(json, attachments);
      expect(reckoned).toBeGreaterThanOrEqual(
        sizes.length === 0 ? json.length : withAttachments(json, parts).length,
      );
    },
  );

  it('adds the marker to the properties that are there', () => {
    const json = Buffer.from(
      '{"subject":"s","singleValueExtendedProperties":[{"id":"a","value":"b"}]}',
    );
    expect(parse(markedIncomplete(json))).toEqual({
      subject: 's',
      singleValueExtendedProperties: [
        { id: 'a', value: 'b' },
        { id: ARCHIVE_STATE_PROPERTY, value: 'incomplete' },
      ],
    });
  });

  it('drops headers, and has nothing else to offer without any', () => {
    const json = Buffer.from('{"subject":"s","internetMessageHeaders":[]}');
    expect(parse(withoutHeaders(json) ?? Buffer.from(''))).toEqual({ subject: 's' });
    expect(withoutHeaders(Buffer.from('{"subject":"s"}'))).toBeUndefined();
  });
});
