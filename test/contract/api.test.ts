/** Every operation and every status that the description of the interface names, and no other. */
import { describe, expect, it } from '@jest/globals';
import { casesOf } from './api/cases.ts';
import { expectDocumented, OPERATIONS, statusesOf } from './api/description.ts';
import { errorOf, failing, TROUBLES } from './api/troubles.ts';

describe.each(OPERATIONS)('$method $path', (operation) => {
  const cases = casesOf(operation);

  it('has a case for each documented status, and for no other', () => {
    const reached = [...new Set(cases.map(({ status }) => status))].sort((a, b) => a - b);
    expect(reached).toEqual(statusesOf(operation));
  });

  it.each(cases)('answers $status to $what', async ({ status, code, faults, send }) => {
    const got = await send();
    expect([got.status, got.status < 400 ? '' : got.body.code]).toEqual([
      status,
      code ?? (status < 400 ? '' : got.body.code),
    ]);
    expectDocumented(operation, got);
    if (faults) {
      const paths = got.body.errors.map(({ path }) => path.split('.')[0]);
      expect(paths).toEqual(expect.arrayContaining([...faults]));
    }
    expect(String(got.bytes)).not.toContain('secret inner words');
  });

  it.each(TROUBLES)('has a described answer when $port fails with $code', async (trouble) => {
    const got = await failing(operation, errorOf(trouble.code), trouble);
    expect(got.status).not.toBe(500);
    expectDocumented(operation, got);
  });
});
