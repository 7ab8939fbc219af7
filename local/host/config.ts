import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { messageOf, StartError } from './start-error.ts';

export interface HostConfig {
  routePrefix: string;
  hubName: string;
  maxConcurrentActivities: number;
  /** Milliseconds; infinite when host.json says -1. */
  functionTimeout: number;
}

/** Defaults of the Functions host and of its Durable extension. */
const defaultActivitiesPerCore = 10;
const defaultFunctionTimeout = '00:30:00';
const defaultHubName = 'TestHubName';

type Json = Record<string, unknown>;

export function readHostConfig(appFolder: string): HostConfig {
  const file = join(appFolder, 'host.json');
  const root = readObject(file);
  const check = <T>(value: T, isRight: boolean, rule: string): T => {
    if (!isRight) throw new StartError(`${file}: ${rule}.`);
    return value;
  };
  check(root.version, root.version === '2.0', '"version" must be "2.0"');
  const extensions = section(root, 'extensions', file);
  const durable = section(extensions, 'durableTask', file);
  const prefix = section(extensions, 'http', file).routePrefix ?? 'api';
  const hubName = durable.hubName ?? defaultHubName;
  const activities =
    durable.maxConcurrentActivityFunctions ?? defaultActivitiesPerCore * availableParallelism();
  const count = Number.isInteger(activities) ? Number(activities) : 0;
  const limit = text(root.functionTimeout ?? defaultFunctionTimeout);
  const timeout = limit === '-1' ? Number.POSITIVE_INFINITY : (parseTimeSpan(limit) ?? 0);
  check(prefix, typeof prefix === 'string', '"routePrefix" must be a string');
  check(hubName, typeof hubName === 'string', '"hubName" must be a string');
  return {
    routePrefix: text(prefix).replace(/^\/+|\/+$/g, ''),
    hubName: resolvePercent(text(hubName)),
    maxConcurrentActivities: check(
      count,
      count > 0,
      '"maxConcurrentActivityFunctions" must be above 0',
    ),
    functionTimeout: check(timeout, timeout > 0, '"functionTimeout" must look like "00:10:00"'),
  };
}

/** Puts the `Values` of local.settings.json into the environment, below what is there already. */
export function applyLocalSettings(appFolder: string): void {
  const file = join(appFolder, 'local.settings.json');
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(section(readObject(file), 'Values', file))) {
    if (typeof value !== 'string')
      throw new StartError(`${file}: the value of "${name}" must be a string.`);
    process.env[name] ??= value;
  }
}

/** `%NAME%` stands for a setting, in binding properties and in the hub name. */
export function resolvePercent(text: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined)
      throw new StartError(`The setting ${name}, used as "${text}", is missing.`);
    return value;
  });
}

/** `[d.]hh:mm:ss` in milliseconds; undefined if it is something else. */
export function parseTimeSpan(text: string): number | undefined {
  const match = /^(?:(\d+)\.)?(\d{1,2}):([0-5]?\d):([0-5]?\d)$/.exec(text);
  if (!match) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** What is no text reads as none. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readObject(file: string): Json {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  } catch (error) {
    const isThere = error instanceof SyntaxError;
    throw new StartError(
      `${file} ${isThere ? 'is not valid JSON' : 'cannot be read'}: ${messageOf(error)}`,
    );
  }
  throw new StartError(`${file} must hold a JSON object.`);
}

function section(parent: Json, name: string, file: string): Json {
  const value = parent[name] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw new StartError(`${file}: "${name}" must be an object.`);
}
