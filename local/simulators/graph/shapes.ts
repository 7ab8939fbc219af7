import { unreadable } from './errors.ts';

/** Small checks shared by everything that reads a request body. */
export function asObject(value: unknown, name: string): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw unreadable(`An object was expected for '${name}'.`);
}

export function asList(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw unreadable(`A collection was expected for '${name}'.`);
}

export function optionalText(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  throw mismatch(name, 'Edm.String');
}

export function optionalBoolean(value: unknown, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw mismatch(name, 'Edm.Boolean');
}

/** Annotations are allowed everywhere, any other name that was not asked for is not. */
export function refuseUnknown(rest: Record<string, unknown>, type: string): void {
  for (const name in rest) {
    if (!name.startsWith('@odata.')) {
      throw unreadable(
        `The property '${name}' does not exist on type '${type}'. ` +
          'Make sure to only use property names that are defined by the type.',
      );
    }
  }
}

export function mismatch(name: string, type: string): Error {
  return unreadable(`Cannot convert the value of '${name}' to the expected type '${type}'.`);
}
