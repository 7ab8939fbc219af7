import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, StartError } from './log.ts';

/** Defaults of the Functions host and of its Durable extension. */
const activitiesByDefault = 10 * availableParallelism();
const defaultFunctionTimeout = '00:30:00';
const defaultHubName = 'TestHubName';

const timeSpan = /^(?:-1|(?:(\d+)\.)?(\d{1,2}):([0-5]?\d):([0-5]?\d))$/;

const hubNameRule = z.string().regex(/^[A-Za-z0-9]+$/, 'must be letters and digits');
const spanRule = z.string().regex(timeSpan, 'must look like "00:10:00"');
const http = z.object({ routePrefix: z.string().default('api') });
const durableTask = z.object({
  hubName: hubNameRule.default(defaultHubName),
  maxConcurrentActivityFunctions: z.int().positive().default(activitiesByDefault),
});
const extensions = z.object({ http: http.prefault({}), durableTask: durableTask.prefault({}) });
const hostJson = z.object({
  version: z.literal('2.0'),
  /** Milliseconds; infinite when host.json says -1. */
  functionTimeout: spanRule.default(defaultFunctionTimeout).transform(milliseconds),
  extensions: extensions.prefault({}),
});
const localSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

export type HostConfig = z.output<typeof hostJson>;

export function readHostConfig(appFolder: string): HostConfig {
  return read(join(appFolder, 'host.json'), hostJson);
}

/** Puts the `Values` of local.settings.json into the environment, below what is there already. */
export function applyLocalSettings(appFolder: string): void {
  const file = join(appFolder, 'local.settings.json');
  if (!existsSync(file)) return;
  Object.assign(process.env, { ...read(file, localSettings).Values, ...process.env });
}

function milliseconds(span: string): number {
  if (span === '-1') return Number.POSITIVE_INFINITY;
  const [, ...parts] = timeSpan.exec(span) ?? [];
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part || 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function read<T>(file: string, form: z.ZodType<T>): T {
  try {
    return form.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue ? `"${issue.path.join('.')}": ${issue.message}` : messageOf(error);
    throw new StartError(`${file} cannot be used: ${reason}.`);
  }
}
