import { describe, expect, it } from '@jest/globals';
import { groupBy } from '../../../src/domain/group-by.ts';

describe('domain/group-by', () => {
  it('keeps the order of groups and of their members', () => {
    const words = ['pear', 'fig', 'plum', 'kiwi', 'yam'].values();
    expect([...groupBy(words, ({ length }) => length)]).toEqual([
      [4, ['pear', 'plum', 'kiwi']],
      [3, ['fig', 'yam']],
    ]);
  });

  it('makes no group of nothing', () => {
    expect(groupBy([], String).size).toBe(0);
  });
});
