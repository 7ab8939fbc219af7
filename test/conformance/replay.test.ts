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
      'const pause = (number: number): void => {',
      'const pause = (number: number): void => { if (number >= options.maxNumberOfAttempts) return settle(false);',
    ],
    ['a timer stands between attempts', 'else pause(number);', 'else attempt(number + 1);'],
    [
      'a failed attempt is not a success',
      'if (succeeded) settle(true);',
      'settle(true); if (succeeded) return;',
    ],
    [
      'the next action waits for the one before',
      'if (!action) this.atEnd = true;',
      'if (!action) { this.atEnd = true; } else { this.begin(action, () => undefined); this.sequence(index + 1); } if (true) return;',
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
