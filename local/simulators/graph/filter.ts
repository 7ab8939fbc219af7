export type Literal = string | number | boolean | null;
export type Comparison =
  'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'startswith' | 'endswith' | 'contains';

/** The part of OData `$filter` that is understood. `field` is a path such as `ep/id`. */
export type Filter =
  | { op: 'and' | 'or'; parts: Filter[] }
  | { op: 'not'; part: Filter }
  | { op: 'compare'; how: Comparison; field: string; value: Literal }
  | { op: 'in'; field: string; values: Literal[] }
  | { op: 'any'; field: string; variable: string; part: Filter };

/** Compares as Exchange and the directory do: text without regard to case. */
export function compare(actual: unknown, how: Comparison, wanted: Literal): boolean {
  const fold = (value: unknown): unknown =>
    typeof value === 'string' ? value.toLowerCase() : (value ?? null);
  const a = fold(actual) as string | number;
  const b = fold(wanted) as string | number;
  switch (how) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'startswith':
      return String(a).startsWith(String(b));
    case 'endswith':
      return String(a).endsWith(String(b));
    case 'contains':
      return String(a).includes(String(b));
  }
}

/** `any` is answered by the caller, because what it ranges over differs between resources. */
export function evaluate(
  filter: Filter,
  value: (field: string) => unknown,
  any: (filter: Extract<Filter, { op: 'any' }>) => boolean,
): boolean {
  switch (filter.op) {
    case 'and':
      return filter.parts.every((part) => evaluate(part, value, any));
    case 'or':
      return filter.parts.some((part) => evaluate(part, value, any));
    case 'not':
      return !evaluate(filter.part, value, any);
    case 'compare':
      return compare(value(filter.field), filter.how, filter.value);
    case 'in':
      return filter.values.some((wanted) => compare(value(filter.field), 'eq', wanted));
    case 'any':
      return any(filter);
  }
}
