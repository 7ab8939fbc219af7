import { afterEach, describe, expect, it } from '@jest/globals';
import { killAgainAndAgain } from './killed-workflows.ts';
import { scratch } from './support.ts';

describe('a host that is killed again and again', () => {
  const { folder, remove } = scratch();

  afterEach(remove);

  it('ends every orchestration with the right result and counts each completion once', async () => {
    const options = { workflows: 12, kills: 3, seed: 20261120, folder };
    const { problems, killsPerWorkflow, completions } = await killAgainAndAgain(options);
    expect(problems).toEqual([]);
    expect(killsPerWorkflow).toBeGreaterThanOrEqual(options.kills);
    expect(completions).toBeGreaterThan(options.workflows);
  }, 120_000);
});
