import type { Ledger } from '../../ports/ledger.ts';
import { createDeliveries } from './deliveries.ts';
import { createDeliveryReading } from './delivery-reading.ts';
import { createExceptions } from './exceptions.ts';
import { createItems } from './items.ts';
import type { Table } from './table.ts';

export function createLedger(
  tables: Record<'items' | 'deliveries' | 'exceptions' | 'connectors', Table>,
): Ledger {
  return {
    ...createItems(tables.items),
    ...createDeliveries(tables.deliveries),
    ...createDeliveryReading(tables.deliveries),
    ...createExceptions(tables.exceptions, tables.connectors),
  };
}
