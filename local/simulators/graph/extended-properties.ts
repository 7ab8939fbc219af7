import { badRequest } from './errors.ts';

/** A property as a client sent it, with the key under which equal addresses meet. */
export interface ExtendedProperty {
  key: string;
  id: string;
  value: string;
}

/** Tags the service itself reads from a message that is being created. */
export const PropertyKey = {
  messageFlags: 'Integer 0xe07',
  clientSubmitTime: 'SystemTime 0x39',
  deliveryTime: 'SystemTime 0xe06',
  internetMessageId: 'String 0x1035',
} as const;

const TAG = /^(\w+) 0x([0-9A-Fa-f]{1,8})$/;
const NAMED = /^(\w+) \{([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\} (Name|Id) (.+)$/;
/** Tags from here on belong to named properties. */
const FIRST_NAMED_TAG = 0x8000;
/** Creation and modification time: refused by tenants that were tried. */
const REFUSED_TAGS = [0x3007, 0x3008];
/** Known tags must be addressed by their own type. */
const TYPE_OF_TAG: Readonly<Record<number, string>> = {
  0x0e07: 'Integer',
  0x0e06: 'SystemTime',
  0x0039: 'SystemTime',
  0x1035: 'String',
  0x1039: 'String',
  0x1042: 'String',
  0x001a: 'String',
  0x007d: 'String',
};

const ISO_DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;
const INTEGER = /^-?\d{1,19}$/;
const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const VALUE_CHECKS: Readonly<Record<string, (value: string) => boolean>> = {
  ApplicationTime: isDateTime,
  Binary: (value) => BASE64.test(value),
  Boolean: (value) => /^(true|false)$/i.test(value),
  CLSID: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  Currency: (value) => DECIMAL.test(value),
  Double: (value) => DECIMAL.test(value),
  Float: (value) => DECIMAL.test(value),
  Integer: (value) => INTEGER.test(value) && Number(value) === (Number(value) | 0),
  Long: (value) => INTEGER.test(value),
  Short: (value) => INTEGER.test(value) && Math.abs(Number(value)) < 0x8000,
  String: () => true,
  SystemTime: isDateTime,
};

export function isDateTime(value: string): boolean {
  return ISO_DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}

/** The form in which two addresses of one property are equal. Names keep their case. */
export function propertyKey(id: string): string {
  const named = NAMED.exec(id);
  const [, type = '', guid = '', form = '', name = ''] = named ?? [];
  if (named !== null && knownType(type)) {
    return `${type} {${guid.toLowerCase()}} ${form} ${form === 'Id' ? name.toLowerCase() : name}`;
  }
  const [, tagType = '', digits = ''] = TAG.exec(id) ?? [];
  const tag = Number.parseInt(digits, 16);
  const expected = TYPE_OF_TAG[tag];
  const fits = expected === undefined || expected === tagType;
  if (!knownType(tagType) || !(tag < FIRST_NAMED_TAG) || !fits) {
    throw badRequest(`PropertyId values '${id}' are invalid.`, 'ErrorInvalidExtendedProperty');
  }
  return `${tagType} 0x${tag.toString(16)}`;
}

/** A type name, or the array of one as multi-value properties have it. */
function knownType(type: string): boolean {
  return type.replace(/Array$/, '') in VALUE_CHECKS;
}

/** The properties of a message or folder that is being written. */
export function parseExtendedProperties(list: unknown): ExtendedProperty[] {
  if (!Array.isArray(list)) throw badRequest('An array was expected.', 'RequestBodyRead');
  const parsed: ExtendedProperty[] = [];
  for (const entry of list as unknown[]) {
    const property = parseExtendedProperty(entry);
    if (parsed.some(({ key }) => key === property.key)) {
      const text = `The property '${property.id}' was given twice.`;
      throw badRequest(text, 'ErrorInvalidExtendedProperty');
    }
    parsed.push(property);
  }
  return parsed;
}

function parseExtendedProperty(entry: unknown): ExtendedProperty {
  const { id, value, ...rest } = (entry ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(rest).find((name) => !name.startsWith('@odata.'));
  if (unknown !== undefined) {
    const type = 'microsoft.graph.singleValueLegacyExtendedProperty';
    throw badRequest(
      `The property '${unknown}' does not exist on type '${type}'.`,
      'RequestBodyRead',
    );
  }
  if (typeof id !== 'string' || typeof value !== 'string') {
    const text = "Cannot convert a value to target type 'Edm.String': id and value are strings.";
    throw badRequest(text, 'RequestBodyRead');
  }
  const key = propertyKey(id);
  const refused = REFUSED_TAGS.some((tag) => key.endsWith(` 0x${tag.toString(16)}`));
  if (refused)
    throw badRequest(`The property '${id}' cannot be set.`, 'ErrorInvalidExtendedProperty');
  const type = key.slice(0, key.indexOf(' '));
  if (VALUE_CHECKS[type]?.(value) === true) return { key, id, value };
  throw type === 'SystemTime'
    ? badRequest(`The value '${value}' is not a date and time.`, 'UnableToDeserializePostBody')
    : badRequest(`'${value}' is no value for '${id}'.`, 'ErrorInvalidExtendedPropertyValue');
}
