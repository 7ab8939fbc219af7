import type { ExceptionFacts } from '../../domain/records.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { createCodec } from './codec.ts';
import { conditionsOf, connectorIds, isOfParty, placesAfter } from './exception-list.ts';
import { all } from './filter.ts';
import type { Table } from './table.ts';

const COLUMNS = ['cause', 'reason', 'state', 'parties'] as const;
const codec = createCodec<ExceptionFacts>({ json: ['parties'] });

/** Reads four columns of each row, a thousand rows a request. */
export function createExceptionFacts(table: Table, connectors: Table): Ledger['exceptionFacts'] {
  return async function* (filter) {
    for (const connectorId of await connectorIds(connectors, filter)) {
      for (const place of placesAfter(connectorId, filter.runId, undefined)) {
        const conditions = all(place, conditionsOf(filter));
        for await (const page of table.pages(conditions, { select: [...COLUMNS] })) {
          const facts = page.map((entity) => codec.decode(entity));
          yield facts.filter((row) => isOfParty(row, filter.party));
        }
      }
    }
  };
}
