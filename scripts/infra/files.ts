/** What the comparisons share: the files, where they are, and how their contents are found. */
import { readBicep, type Bicep } from './bicep-reader.ts';

/** Path from the root of the project → text. */
export type Files = Readonly<Record<string, string>>;

export const APP = 'infra/app/function-app.bicep';
export const MAIN = 'infra/main.bicep';
export const ARCHIVE = 'infra/app/archive-storage.bicep';
export const ALERTS = 'infra/app/alerts.bicep';
export const GRAPH = 'infra/app/graph-permissions.bicep';
export const CONFIG = 'src/config.ts';
export const STORAGE = 'src/adapters/storage/create-storage.ts';
export const HOST = 'host.json';
export const RUNBOOK = 'docs/operations.md';
export const WORKBOOK = 'infra/app/workbook.json';
export const EVENTS = 'src/domain/events.ts';
export const README = 'infra/README.md';
export const GUIDE = 'docs/deploy.md';
export const PRODUCTION = 'infra/main.bicepparam';

/** What is read of host.json. */
export interface HostSettings {
  functionTimeout?: string;
  logging: { applicationInsights: { samplingSettings: { excludedTypes: string } } };
  extensions: {
    durableTask: {
      hubName: string;
      storageProvider: { type: string; connectionName: string; partitionCount: number };
    };
  };
}

export function textOf(files: Files, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`${path} is missing`);
  return text;
}

export function bicepFiles(files: Files): Bicep[] {
  return Object.keys(files)
    .filter((path) => path.startsWith('infra/') && path.endsWith('.bicep'))
    .map((path) => readBicep(path, textOf(files, path)));
}

/** What the first group of a pattern caught, each time. */
export function found(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name ?? '');
}

export function repeated(names: readonly string[]): string[] {
  return names.filter((name, place) => names.indexOf(name) !== place);
}
