import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { interpret } from '../../local/host/interpreter.ts';
import { alteredInterpreter } from '../host/altered-interpreter.ts';
import { differences, readEpisodes } from './episodes.ts';

const episodes = readEpisodes();
describe('the recorded episodes', () => {
  it('get the same answers from the libraries alone', () => {
    const args = ['replay.mjs', 'recordings', 'app'];
    const text = execFileSync(process.execPath, args, { cwd: __dirname, encoding: 'utf8' });
    expect(text.trim()).toBe('294 episodes replayed, 0 differ');
  });

  it('schedule the same tasks and end at the same moments through the interpreter', () => {
    expect(episodes).toHaveLength(294);
    expect(differences(interpret, episodes)).toEqual([]);
  });

  it.each([
    [
      'a timer follows the last failed attempt',
      'if (succeeded) settle(true);',
      'if (succeeded || isLast) settle(succeeded);',
    ],
    [
      'a timer stands between attempts',
      'else this.timer(new Date(due)',
      'else if (!isLast) next(); else this.timer(new Date(due)',
    ],
    [
      'a failed attempt is not a success',
      'if (succeeded) settle(true);',
      'settle(true); if (succeeded) return;',
    ],
    [
      'the next action waits for the one before',
      'if (action) this.begin(action, next);',
      'if (action) { this.begin(action, () => undefined); next(); }',
    ],
    [
      'open tasks hold completion back',
      'return this.atEnd && this.open === 0;',
      'return this.atEnd;',
    ],
    ['cancelled timers hold nothing back', '!task.ended && !task.cancelled', '!task.ended'],
    ['early events are kept', 'else this.unread.push(event);', ''],
    ['held inputs come back', 'for (const event of this.held.splice(0)) this.feed(event);', ''],
  ])('notice when the rule is broken that %s', (_rule, from, to) => {
    expect(differences(alteredInterpreter(from, to), episodes)).not.toEqual([]);
  });
});
