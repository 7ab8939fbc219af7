/** Filters of table queries. */

/** Service limit: 15 comparisons in a filter, one of which names the partition. */
export const POINTS = 14;

/** `PartitionKey eq 'x'`, with the value quoted. */
export function compare(column: string, operator: 'eq' | 'ge' | 'gt' | 'le' | 'lt', value: string) {
  return `${column} ${operator} '${value.replaceAll("'", "''")}'`;
}

export function all(...filters: (string | undefined)[]): string {
  return filters.filter((filter) => filter !== undefined).join(' and ');
}

/** Finds these rows of a partition: exactly when they are few, among all between the first and the last otherwise. */
export function rowsFilter(partitionKey: string, rowKeys: readonly string[]): string {
  const partition = compare('PartitionKey', 'eq', partitionKey);
  if (rowKeys.length <= POINTS) {
    return `${partition} and (${rowKeys.map((key) => compare('RowKey', 'eq', key)).join(' or ')})`;
  }
  const sorted = [...rowKeys].sort();
  return all(
    partition,
    compare('RowKey', 'ge', sorted[0] ?? ''),
    compare('RowKey', 'le', sorted.at(-1) ?? ''),
  );
}
