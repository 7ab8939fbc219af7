import { badRequest } from './errors.ts';
import { propertyKey } from './extended-properties.ts';
import { compare, evaluate } from './filter.ts';
import { parseFilter } from './filter-parser.ts';
import type { Comparison, Filter } from './filter.ts';
import type { StoredMessage } from './state.ts';

const FIELDS: Readonly<Record<string, (message: StoredMessage) => unknown>> = {
  internetMessageId: (message) => message.internetMessageId,
  subject: (message) => message.subject,
  isRead: (message) => message.isRead,
  isDraft: (message) => message.isDraft,
  hasAttachments: (message) => message.attachments.some(({ isInline }) => !isInline),
  receivedDateTime: (message) => message.receivedAt,
  sentDateTime: (message) => message.sentAt,
  createdDateTime: (message) => message.createdAt,
  lastModifiedDateTime: (message) => message.modifiedAt,
};
const PROPERTY_OPERATORS: Comparison[] = ['eq', 'ne', 'contains', 'startswith'];

/** Messages that satisfy `$filter`, in no particular order. */
export function searchMessages(messages: Iterable<StoredMessage>, text: string): StoredMessage[] {
  const accepts = compile(parseFilter(text));
  const found: StoredMessage[] = [];
  for (const message of messages) {
    if (accepts(message)) found.push(message);
  }
  return found;
}

function compile(filter: Filter): (message: StoredMessage) => boolean {
  checkFields(filter);
  const lambdas = new Map(lambdasOf(filter).map((lambda) => [lambda, compileLambda(lambda)]));
  return (message) =>
    evaluate(
      filter,
      (field) => FIELDS[field]?.(message),
      (lambda) => lambdas.get(lambda)?.(message) ?? false,
    );
}

function checkFields(filter: Filter): void {
  if ('parts' in filter) filter.parts.forEach(checkFields);
  else if (filter.op === 'not') checkFields(filter.part);
  else if (filter.op !== 'any' && !(filter.field in FIELDS)) {
    const text = `Could not find a property named '${filter.field}' on type 'microsoft.graph.message'.`;
    throw badRequest(`Invalid filter clause: ${text}`);
  }
}

function lambdasOf(filter: Filter): Extract<Filter, { op: 'any' }>[] {
  if (filter.op === 'any') return [filter];
  if (filter.op === 'not') return lambdasOf(filter.part);
  return 'parts' in filter ? filter.parts.flatMap(lambdasOf) : [];
}

/** `ep/id eq '…' and ep/value eq '…'`: names keep their case, values do not. */
function compileLambda(
  lambda: Extract<Filter, { op: 'any' }>,
): (message: StoredMessage) => boolean {
  const { field, variable, part } = lambda;
  const parts = part.op === 'and' ? part.parts : [];
  const [id, value] = ['id', 'value'].map((name) =>
    parts.find((each) => each.op === 'compare' && each.field === `${variable}/${name}`),
  );
  if (
    field !== 'singleValueExtendedProperties' ||
    parts.length !== 2 ||
    id?.op !== 'compare' ||
    id.how !== 'eq' ||
    value?.op !== 'compare' ||
    !PROPERTY_OPERATORS.includes(value.how)
  ) {
    throw badRequest(
      'The filter expression for an extended property is not supported.',
      'ErrorInvalidUrlQueryFilter',
    );
  }
  const key = propertyKey(String(id.value));
  return ({ properties }) =>
    properties.some(
      (property) => property.key === key && compare(property.value, value.how, value.value),
    );
}
