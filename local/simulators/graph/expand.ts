import { badRequest } from './errors.ts';
import { propertyKey } from './extended-properties.ts';
import { parseFilter } from './filter-parser.ts';
import type { Filter } from './filter.ts';
import type { Query } from './query.ts';

export interface Expansion {
  attachments: boolean;
  /** Keys of the extended properties to show. Undefined: none asked for. */
  properties: ReadonlySet<string> | undefined;
}

const PROPERTIES = /^singleValueExtendedProperties\(\$filter=(.+)\)$/i;
const ATTACHMENTS = /^attachments(\(.*\))?$/i;

export function parseExpand(query: Query): Expansion {
  const expansion: Expansion = { attachments: false, properties: undefined };
  for (const part of splitOutside(query.get('$expand') ?? '')) {
    const filter = PROPERTIES.exec(part)?.[1];
    if (filter !== undefined) expansion.properties = wantedKeys(parseFilter(filter));
    else if (ATTACHMENTS.test(part)) expansion.attachments = true;
    else {
      const text = `Parsing OData Select and Expand failed: '${part}' cannot be expanded.`;
      throw badRequest(text, 'RequestBroker--ParseUri');
    }
  }
  return expansion;
}

/** Two identifiers joined by `or` were seen to give no properties at all. */
function wantedKeys(filter: Filter): Set<string> {
  if (filter.op === 'or') return new Set();
  if (filter.op === 'compare' && filter.how === 'eq' && filter.field === 'id') {
    return new Set([propertyKey(String(filter.value))]);
  }
  throw badRequest('The filter of an expansion is not supported.', 'ErrorInvalidUrlQueryFilter');
}

/** Splits at commas that stand in no parentheses and no literal. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}
