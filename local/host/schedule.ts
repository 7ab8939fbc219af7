import { Cron } from 'croner';
import { messageOf, StartError } from './log.ts';

const options = { domAndDow: true, sloppyRanges: true, timezone: 'Etc/UTC', protect: true };

/** NCRONTAB of five or six fields. What croner understands and Azure does not is refused. */
export function parseSchedule(functionName: string, given: unknown): Cron {
  const expression = typeof given === 'string' ? given.trim() : '';
  const fields = expression.split(/\s+/);
  if (fields.length === 5) fields.unshift('0');
  try {
    if (fields.length !== 6) throw new Error('it must have six fields');
    const letters = expression.replace(/\b(?:wed|jul)/gi, '');
    if (/[?#LW]/i.test(letters)) throw new Error('L, W, # and ? are not understood by Azure');
    if (fields[5]?.includes('7')) throw new Error('Sunday is 0, there is no day 7');
    return new Cron(fields.join(' '), options);
  } catch (error) {
    const sentence = `The timer function "${functionName}" has the schedule "${expression}"`;
    throw new StartError(`${sentence}: ${messageOf(error)}.`);
  }
}
