import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentKey } from '../../src/domain/content-key.ts';
import { itemFromEmail } from '../../src/domain/convert/email.ts';
import { normaliseNumber } from '../../src/domain/numbers.ts';
import { applySizeRule, DEFAULT_SIZE_LIMIT } from '../../src/domain/size-rule.ts';
import { read } from './adapters/mime/mails.ts';
import { email, render } from './domain/items.ts';

/** Real messages that other projects test their parsers with; not part of this repository. */
const FOLDER = join(__dirname, '../../../shared/corpora/eml');
/** Bytes of JSON that one request to Graph may have, with room for the envelope. */
const MAX_REQUEST = 3_500_000;
const OTHER_PARTY = { value: '+12025550123', role: 'to' as const };

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}

async function rendered(file: string, participants = [OTHER_PARTY]): Promise<string> {
  const { mail } = await read(readFileSync(file), 65_536);
  const result = itemFromEmail(email({ participants }), mail, (value) =>
    normaliseNumber(value, 'US'),
  );
  if ('malformed' in result) return `malformed: ${result.malformed.place}`;
  const item = result.keepOriginal
    ? { ...result.item, original: { sha256: 'a'.repeat(64), size: 1 } }
    : result.item;
  const sized = applySizeRule(item, 'attachment', DEFAULT_SIZE_LIMIT);
  return JSON.stringify(render(item, { ...sized, contentKey: contentKey(item) }));
}

const files = filesIn(FOLDER);

describe('corpora', () => {
  if (files.length === 0) {
    it('has nothing to read here, because the folder shared/corpora is not beside the checkout', () => {
      process.stdout.write(`corpora: not run, ${FOLDER} is absent\n`);
      expect(files).toEqual([]);
    });
    return;
  }

  it('ends every message as a rendered one, the same twice, within a request', async () => {
    for (const file of files) {
      const json = await rendered(file);
      const message = JSON.parse(json) as ReturnType<typeof render>;
      expect([file, Buffer.byteLength(json) < MAX_REQUEST]).toEqual([file, true]);
      expect([file, message.subject.length > 0 && message.subject.length <= 255]).toEqual([
        file,
        true,
      ]);
      expect([file, json.isWellFormed()]).toEqual([file, true]);
      expect([file, await rendered(file)]).toEqual([file, json]);
    }
  });

  it('ends a message that nobody is named in as malformed, any other as rendered', async () => {
    const outcomes = new Map<string, number>();
    for (const file of files) {
      const outcome = await rendered(file, []);
      const kind = outcome.startsWith('malformed') ? outcome : 'rendered';
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual(['malformed: participants', 'rendered']);
    expect(outcomes.get('malformed: participants')).toBeLessThan(files.length / 5);
  });
});
