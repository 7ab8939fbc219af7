/** The invented company of the demo, on the whole local system, with the viewer of its mailboxes. */
import {
  buildAccounts,
  buildDirectory,
  mappingCsv,
  mappingRows,
} from '../../local/simulators/world/directory.ts';
import { hirePeople } from '../../local/simulators/world/people.ts';
import type { Account, Product } from '../../local/simulators/world/types.ts';
import { DAY, useSystem, type SystemUnderTest } from './system.ts';

const SEED = 1;
export const PEOPLE = hirePeople();

export function useDemo(): SystemUnderTest {
  return useSystem({
    directory: buildDirectory(PEOPLE),
    telemessage: ['--world', 'demo', '--date', DAY],
    graph: ['--viewer'],
  });
}

export function accountOf(product: Product): Account {
  const account = buildAccounts(SEED).find(({ products }) => products.includes(product));
  if (!account) throw new Error(`no account for ${product}`);
  return account;
}

export function mappingOf(product: Product): string {
  return mappingCsv(mappingRows(product, PEOPLE));
}
