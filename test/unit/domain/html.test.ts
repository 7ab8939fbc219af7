import { describe, expect, it } from '@jest/globals';
import { decodeEntities, escapeHtml } from '../../../src/domain/html.ts';

describe('domain/html', () => {
  it('escapes whatever could be markup', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
  });

  it.each([
    ['&lt;b&gt; &amp; &quot;c&quot;', '<b> & "c"'],
    ['&#233;&#xE9;&#X1f642;', 'éé🙂'],
    ['&amp;lt;', '&lt;'],
    ['&#1114112;', '&#1114112;'],
    ['&unknown; & &', '&unknown; & &'],
    ['&constructor;', '&constructor;'],
  ])('decodes %j', (html, text) => {
    expect(decodeEntities(html)).toBe(text);
  });
});
