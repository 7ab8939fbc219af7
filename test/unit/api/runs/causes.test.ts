import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CAUSES, causeText } from '../../../../src/api/runs/causes.ts';

/** The table of the operations guide, a record a line. */
function documented(): unknown[] {
  const guide = readFileSync('docs/operations.md', 'utf8');
  const chapter = guide.split('\n## Exceptions\n')[1]?.split('\n## ')[0] ?? '';
  const lines = chapter.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => {
    const [cause, reason, explanation, remedy] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const code = /^`(.*)`$/.exec(reason ?? '')?.[1] ?? null;
    return { cause: cause?.replaceAll('`', ''), reason: code, explanation, remedy };
  });
}

describe('api/causes', () => {
  it('says what the operations guide says', () => {
    const texts = CAUSES.map(({ cause, reason, explanation, remedy }) => ({
      cause,
      reason,
      explanation,
      remedy,
    }));
    expect(documented()).toEqual(texts);
  });

  it('has a text for each reason that the archive gives, and for one it does not know', () => {
    expect(causeText('failed', 'quotaFull').title).toBe('Mailbox full');
    expect(causeText('malformed', 'sender: is missing').reason).toBeNull();
    expect(causeText('failed', 'of a later version')).toMatchObject({
      cause: 'failed',
      reason: 'of a later version',
      title: 'Not imported',
    });
  });
});
