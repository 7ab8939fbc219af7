import { describe, expect, it } from '@jest/globals';
import { createEmailReader } from '../../../../src/adapters/mime/email-reader.ts';
import { AppError } from '../../../../src/domain/errors.ts';
import { chunks, HEAD, multipart, part, read } from './mails.ts';

const JPEG = part(
  'image/jpeg; name="x.jpg"',
  Buffer.from('bytes of a picture').toString('base64'),
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="../holiday.jpg"',
);

describe('adapters/mime/email-reader', () => {
  it('reads headers and text', async () => {
    const { mail } = await read(`${HEAD}\r\n${part('text/plain; charset=utf-8', 'Grüße\r\n')}`);
    expect(mail).toEqual({
      from: [{ name: 'Anna Berg 447700900123', address: 'anna@contoso.example' }],
      to: [{ name: 'Bo', address: 'bo@contoso.example' }, { address: 'cara@contoso.example' }],
      cc: [],
      date: Date.UTC(2026, 10, 19, 9, 15),
      subject: 'Héllo',
      text: 'Grüße\n',
      messageId: '<m1@gw.example>',
      attachments: [],
    });
  });

  it('decodes what it is told the text is encoded in', async () => {
    const message = Buffer.concat([
      Buffer.from(`${HEAD}\r\n${part('text/plain; charset=windows-1255', '')}`),
      Buffer.from([0xf9, 0xec, 0xe5, 0xed]),
    ]);
    expect((await read(message)).mail.text).toBe('שלום');
  });

  it('keeps both alternatives and the attachments, their names made safe', async () => {
    const both = multipart('alternative', part('text/plain', 'Hi'), part('text/html', '<b>Hi</b>'));
    const { mail, bodies } = await read(`${HEAD}\r\n${multipart('mixed', both, JPEG, JPEG)}`);
    expect(mail).toMatchObject({ text: 'Hi', html: '<b>Hi</b>' });
    expect(mail).not.toHaveProperty('notes');
    expect(mail.attachments).toMatchObject([
      { name: 'holiday.jpg', contentType: 'image/jpeg', isInline: false, size: 18 },
      { name: 'holiday (2).jpg' },
    ]);
    expect(bodies.map(String)).toEqual(['bytes of a picture', 'bytes of a picture']);
  });

  it('shows plain text that stands beside HTML, escaped', async () => {
    const message = multipart('mixed', part('text/plain', '1 < 2'), part('text/html', '<i>ad</i>'));
    expect((await read(`${HEAD}\r\n${message}`)).mail.html).toMatch(/1 &lt; 2.*<i>ad<\/i>/s);
  });

  it.each([
    ['shown by the HTML', 'attachment', '<pic@x>', '<img src="cid:pic@x">', true],
    ['shown by an escaped reference', 'attachment', '<p c@x>', '<img src="cid:p%20c@x">', true],
    ['inline by its disposition', 'inline', '<pic@x>', '<p>', true],
    ['inline without an id to be shown by', 'inline', '', '<p>', false],
    ['not shown', 'attachment', '<pic@x>', '<img src="cid:other@x">', false],
  ])('takes a picture %s for inline: %#', async (_case, disposition, id, html, isInline) => {
    const picture = part(
      'image/png',
      'x',
      `Content-Disposition: ${disposition}`,
      ...(id === '' ? [] : [`Content-ID: ${id}`]),
    );
    const { mail } = await read(
      `${HEAD}\r\n${multipart('related', part('text/html', html), picture)}`,
    );
    expect(mail.attachments).toMatchObject([{ name: 'attachment.png', isInline }]);
    expect('contentId' in mail.attachments[0]!).toBe(isInline);
  });

  it.each(['', 'inline', 'attachment'])(
    'keeps an embedded message of disposition %j as an attachment',
    async (disposition) => {
      const inner = `From: x@y.example\r\nSubject: inner\r\n\r\ninner text\r\n`;
      const headers = disposition === '' ? [] : [`Content-Disposition: ${disposition}`];
      const embedded = part('message/rfc822', inner, ...headers);
      const { mail, bodies } = await read(
        `${HEAD}\r\n${multipart('mixed', part('text/plain', 'outer'), embedded)}`,
      );
      expect(mail).toMatchObject({ text: 'outer', subject: 'Héllo' });
      expect(mail.attachments).toMatchObject([
        { name: 'attachment.eml', contentType: 'message/rfc822' },
      ]);
      expect(bodies[0]?.toString()).toContain('inner text');
    },
  );

  it.each([
    ['multipart/signed', multipart('signed', part('text/plain', 'x'), JPEG), 'it is signed'],
    ['multipart/report', multipart('report', part('text/plain', 'x'), JPEG), 'it is a report'],
    ['multipart/encrypted', multipart('encrypted', JPEG), 'it is encrypted'],
    ['S/MIME', part('application/pkcs7-mime', 'x'), 'it is signed or encrypted'],
    [
      'a signed part',
      multipart('mixed', multipart('signed', part('text/plain', 'x'), JPEG)),
      'it is signed',
    ],
  ])('notes that %s loses its meaning', async (_case, message, note) => {
    expect((await read(`${HEAD}\r\n${message}`)).mail.notes).toEqual([note]);
  });

  it('leaves winmail.dat as it is', async () => {
    const tnef = part('application/ms-tnef; name=winmail.dat', 'x');
    const { mail } = await read(`${HEAD}\r\n${multipart('mixed', tnef)}`);
    expect(mail.attachments).toMatchObject([
      { name: 'winmail.dat', contentType: 'application/ms-tnef' },
    ]);
  });

  it('names recipients of blind copies, and says so', async () => {
    const { mail } = await read(`Bcc: b@x.example\r\n${HEAD}\r\n\r\nHi`);
    expect(mail.cc).toEqual([{ address: 'b@x.example' }]);
    expect(mail.notes).toEqual(['it names recipients of blind copies']);
  });

  it('flattens groups of addresses', async () => {
    const { mail } = await read('To: Desk: a@x.example, B <b@x.example>;\r\n\r\nHi');
    expect(mail.to).toEqual([{ address: 'a@x.example' }, { name: 'B', address: 'b@x.example' }]);
  });

  it.each([
    ['nothing', ''],
    ['no headers', '\r\nHello'],
    ['only headers', 'Subject: x'],
    ['binary rubbish', Buffer.from([0, 255, 254, 13, 10, 13, 10, 0, 200])],
    ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=b\r\n\r\nHello'],
    ['an unusable date', 'Date: yesterday\r\n\r\nHello'],
  ])('finds neither sender nor date in %s', async (_case, message) => {
    const { mail } = await read(message);
    expect(mail.from).toEqual([]);
    expect(mail).not.toHaveProperty('date');
  });

  it('hands attachments on in pieces, whole and unchanged', async () => {
    const bytes = Buffer.alloc(5_000_000, 'abcdefghij');
    const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
    const big = part('audio/wav', lines, 'Content-Transfer-Encoding: base64');
    const { mail, bodies, largestChunk } = await read(
      `${HEAD}\r\n${multipart('mixed', big)}`,
      65_536,
    );
    expect(bodies[0]?.equals(bytes)).toBe(true);
    expect(mail.attachments).toMatchObject([{ name: 'attachment.wav', size: bytes.length }]);
    expect(largestChunk).toBeLessThan(1_000_000);
  });
});

describe('adapters/mime/email-reader, bounds', () => {
  it('cuts endless text and says so', async () => {
    const { mail } = await read(`${HEAD}\r\n${part('text/plain', 'x'.repeat(3_000_000))}`, 65_536);
    expect(mail.text).toHaveLength(1_048_576);
    expect(mail.notes).toEqual(['its text is longer than 1048576 bytes and was cut']);
  });

  it('counts all text parts together, and still keeps what follows them', async () => {
    const long = part('text/plain', 'y'.repeat(700_000));
    const { mail } = await read(`${HEAD}\r\n${multipart('mixed', long, long, JPEG)}`, 65_536);
    expect(mail.text?.replaceAll('\n', '').length).toBe(1_048_576);
    expect(mail.attachments).toHaveLength(1);
  });

  it('does not bound attachments that are text', async () => {
    const log = part('text/plain', 'z'.repeat(2_000_000), 'Content-Disposition: attachment');
    const { mail } = await read(`${HEAD}\r\n${multipart('mixed', log)}`, 65_536);
    expect(mail.attachments).toMatchObject([{ size: 2_000_000 }]);
    expect(mail).not.toHaveProperty('notes');
  });

  it.each([501, 3000])('looks at the first of %d parts and says so', async (count) => {
    const parts = Array.from({ length: count }, () => JPEG);
    const { mail } = await read(
      `${HEAD}\r\n${multipart('mixed', part('text/plain', 'Hi'), ...parts)}`,
    );
    expect(mail.text).toBe('Hi');
    expect(mail.attachments.length).toBe(498);
    expect(mail.notes).toContain('it has more than 500 parts');
  });

  it.each([
    [600, 'it has more than 500 parts'],
    [2000, 'it could not be read to its end'],
  ])('ends with parts nested %d deep', async (depth, note) => {
    const open = Array.from(
      { length: depth },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${String(n)}\r\n\r\n--b${String(n)}\r\n`,
    );
    const { mail } = await read(`${HEAD}\r\n${open.join('')}${part('text/plain', 'deep')}`);
    expect(mail.notes).toContain(note);
  });

  it('reads on without a header that is too long to be one', async () => {
    const { mail } = await read(`X-Long: ${'x'.repeat(2_000_000)}\r\n${HEAD}\r\n\r\nHi`, 65_536);
    expect(mail.notes).toContain('it could not be read to its end');
  });
});

describe('adapters/mime/email-reader, failures around it', () => {
  const failure = new AppError('storage_unavailable', 'The store is away.', { retry: 'later' });
  const MESSAGE = Buffer.from(`${HEAD}\r\n${multipart('mixed', JPEG, JPEG)}`);

  it('passes on that an attachment could not be kept', async () => {
    const reading = createEmailReader().read(chunks(MESSAGE), () => Promise.reject(failure));
    await expect(reading).rejects.toBe(failure);
  });

  it('passes on that the store gave up half-way', async () => {
    const reading = createEmailReader().read(chunks(MESSAGE, 10), async (bytes) => {
      for await (const _ of bytes) throw failure;
      throw new Error('no bytes came');
    });
    await expect(reading).rejects.toBe(failure);
  });

  it.each([0, 300, MESSAGE.length - 60])(
    'passes on that the source broke off at byte %d',
    async (at) => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* chunks(MESSAGE.subarray(0, at), 50);
        throw failure;
      }
      const reading = createEmailReader().read(broken(), async (bytes) => {
        let size = 0;
        for await (const piece of bytes) size += piece.length;
        return { sha256: '', size };
      });
      await expect(reading).rejects.toBe(failure);
    },
  );
});
