import { describe, expect, it } from '@jest/globals';
import {
  cleanText,
  cut,
  oneLine,
  safeContentType,
  safeFileName,
  safeName,
  uniqueNames,
} from '../../../src/domain/sanitize.ts';

describe('domain/sanitize', () => {
  it.each([
    ['photo 1.jpg', 'photo 1.jpg'],
    ['Größe 你好 👩🏽‍🚀.png', 'Größe 你好 👩🏽‍🚀.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
    ['photo\u0000\r\nX-Injected: yes.png', 'photo   X-Injected_ yes.png'],
    ['holiday-\u202egnp.exe', 'holiday-gnp.exe'],
    ['a<b>:"|?*.txt', 'a_b______.txt'],
    ['lone \ud83d surrogate.txt', 'lone \ufffd surrogate.txt'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['console.txt', 'console.txt'],
    ['..', 'attachment'],
    ['. . .', 'attachment'],
    ['', 'attachment'],
    ['\u202e', 'attachment'],
    ['/', 'attachment'],
    ['name. ', 'name'],
  ])('makes a file name of %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('cuts a long file name before its extension', () => {
    const name = safeFileName(`${'x'.repeat(500)}.jpeg`);
    expect(name).toHaveLength(200);
    expect(name).toMatch(/x\.jpeg$/);
    expect(safeFileName(`a.${'y'.repeat(500)}`)).toHaveLength(200);
    expect(safeFileName('🙂'.repeat(150)).isWellFormed()).toBe(true);
  });

  it('tells equal names apart, whatever their case', () => {
    expect(uniqueNames(['a.jpg', 'A.jpg', 'a.jpg', 'a (2).jpg', 'b'])).toEqual([
      'a.jpg',
      'A (2).jpg',
      'a (3).jpg',
      'a (2) (2).jpg',
      'b',
    ]);
    const [, second] = uniqueNames(Array<string>(2).fill(`${'x'.repeat(196)}.jpg`));
    expect(second).toHaveLength(200);
  });

  it('brings text into one line', () => {
    expect(oneLine(' a\r\nb\u0000c\u2028d\u009fe ')).toBe('a  b c d e');
    expect(oneLine('\udc00')).toBe('\ufffd');
    expect(oneLine('مرحبا 你好 👨‍👩‍👧')).toBe('مرحبا 你好 👨‍👩‍👧');
  });

  it('keeps the layout of text but no control characters', () => {
    expect(cleanText('a\r\nb\tc\u0000\u001bd\ud800')).toBe('a\r\nb\tc  d\ufffd');
  });

  it('takes marks that reverse text out of names', () => {
    expect(safeName('Eve\r\nBcc: all@x.example')).toBe('Eve  Bcc: all@x.example');
    expect(safeName('\u202eevE')).toBe('evE');
    expect(safeName('n'.repeat(1000))).toHaveLength(200);
  });

  it.each([
    ['image/JPEG', 'image/jpeg'],
    ['text/plain; charset=utf-8', 'text/plain'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['', 'application/octet-stream'],
    ['jpeg', 'application/octet-stream'],
    ['a/b\r\nX: y', 'application/octet-stream'],
    [`a/${'b'.repeat(300)}`, 'application/octet-stream'],
  ])('takes %j for %s', (given, expected) => {
    expect(safeContentType(given)).toBe(expected);
  });

  it('never cuts a character in half', () => {
    expect(cut('a🙂', 2)).toBe('a');
    expect(cut('a🙂', 3)).toBe('a🙂');
  });
});
