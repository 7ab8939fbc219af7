import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { AppError } from '../../../src/domain/errors.ts';
import { guarded } from '../../../src/functions/guarded.ts';
import { FakeLog } from '../../support/fakes/system.ts';

const SECRET = 'see you at the harbour';

async function thrownBy(error: unknown): Promise<{ thrown: unknown; log: FakeLog }> {
  const log = new FakeLog();
  const activity = guarded(log, () => {
    throw error;
  });
  const thrown: unknown = await activity().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { thrown, log };
}

function syntaxError(): unknown {
  try {
    return JSON.parse(SECRET);
  } catch (error) {
    return error;
  }
}

/** Its message is no longer the one that its stack begins with. */
function reworded(): Error {
  const error = new Error(SECRET);
  error.message = 'reworded';
  return error;
}

describe('functions/guarded', () => {
  it('hands on what the activity is given and what it answers', async () => {
    const activity = guarded(new FakeLog(), (input: number, _context: string) =>
      Promise.resolve(input + 1),
    );
    expect(await activity(1, 'context')).toBe(2);
  });

  it.each<[string, unknown]>([
    ['an error', new Error(SECRET, { cause: new Error(SECRET) })],
    ['a message that looks like a stack', new TypeError(`x\n    at ${SECRET} (a.ts:1:1)`)],
    ['a message changed later on', reworded()],
    ['what JSON.parse quotes', syntaxError()],
    ['a string', SECRET],
  ])('lets nothing out of %s', async (_case, error) => {
    const { thrown, log } = await thrownBy(error);
    expect(thrown).toEqual(new Error('a function ended with an unexpected error'));
    expect(inspect(thrown)).not.toContain('harbour');
    expect(log.entries).toHaveLength(1);
    expect(log.text).not.toContain('harbour');
    expect(log.text).not.toContain('see you');
  });

  it('logs the class and the place', async () => {
    const { log } = await thrownBy(new RangeError(SECRET));
    expect(log.entries[0]).toMatchObject({ level: 'error', data: { errorClass: 'RangeError' } });
    expect(log.entries[0]?.data.stack).toContain('guarded.test.ts');
  });

  it('leaves of an error of ours the message', async () => {
    const cause = new Error(SECRET);
    const { thrown } = await thrownBy(
      new AppError('conflict', 'changed', { retry: 'later', cause }),
    );
    expect(thrown).toEqual(new Error('changed'));
    expect(inspect(thrown)).not.toContain('harbour');
  });
});
