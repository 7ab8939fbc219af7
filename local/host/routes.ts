import type { AppFunction } from './app.ts';
import { StartError } from './log.ts';

/** Route constraints that the local host knows, as patterns; `regex(…)` is known too. */
const constraints: Record<string, string> = { int: String.raw`-?\d+`, alpha: '[A-Za-z]+' };
type HttpOptions = Partial<{ route: string; methods: string[] }>;
const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** As in Azure, of overlapping routes the first name wins, and a wrong method is no match. */
export function routerOf(functions: readonly AppFunction[], routePrefix: string) {
  const key = ({ name }: AppFunction) => name.toLowerCase();
  const sorted = functions.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const routes = sorted.map((fn) => toRoute(fn, routePrefix));
  return (method: string, pathname: string) => {
    for (const { fn, methods, pattern, names } of routes) {
      const found = methods.includes(method) ? pattern.exec(pathname) : null;
      if (!found) continue;
      const values = names.map((name, n) => [name, decode(found[n + 1] ?? '')] as const);
      const params = Object.fromEntries(values.filter(([, value]) => value !== ''));
      return { fn, params };
    }
    return undefined;
  };
}

function toRoute(fn: AppFunction, prefix: string) {
  const { route = fn.name, methods = allMethods } = fn.trigger as HttpOptions;
  const names: string[] = [];
  // A regular expression in a constraint may hold slashes and braces.
  const segments: string[] =
    `${prefix}/${route}`.match(/(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^/{])+/g) ?? [];
  const parts = segments.map((segment) => segmentPattern(segment, names, fn.name));
  const pattern = new RegExp(`^${parts.join('')}/?$`, 'i');
  return { fn, names, methods: methods.map((method) => method.toUpperCase()), pattern };
}

function segmentPattern(segment: string, names: string[], fn: string): string {
  const parameter = /^\{(\*?)(\w+)(?::(.+?))?(\??)\}$/.exec(segment);
  if (!parameter && !/[{}]/.test(segment))
    return `/${segment.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)}`;
  const [, star, name = '', constraint, optional]: (string | undefined)[] = parameter ?? [];
  const expression = /^regex\(\^?(.*?)\$?\)$/.exec(constraint ?? '')?.[1];
  const free = star ? '.*' : '[^/]+';
  const value = constraint === undefined ? free : (constraints[constraint] ?? expression);
  if (!parameter || value === undefined) {
    const what = 'has a route segment the local host does not know';
    throw new StartError(`The function "${fn}" ${what}: ${segment}`);
  }
  names.push(name);
  const mayBeMissing = optional === '?' || (star === '*' && constraint === undefined);
  return mayBeMissing ? `(?:/(${value}))?` : `/(${value})`;
}

/** An escaped slash stays escaped. */
function decode(value: string): string {
  return value.replace(/(?:(?!%2f).)+/gis, (part) => decodeURIComponent(part));
}
