/** Holds infra/ against the code: each of the two is wrong without the other, and nothing else would say so before a deployment. */
import { readBicep, type Bicep } from './bicep-reader.ts';
import {
  ALERTS,
  APP,
  ARCHIVE,
  CONFIG,
  EVENTS,
  GRAPH,
  GUIDE,
  HOST,
  MAIN,
  PRODUCTION,
  README,
  RUNBOOK,
  STORAGE,
  textOf,
  WORKBOOK,
  type Files,
  type HostSettings,
} from './files.ts';
import { permissions, roles } from './grants.ts';
import { hostLimits, memory } from './limits.ts';
import { alerts, deployments, events, guide, parameters } from './references.ts';
import { names, settings } from './settings.ts';

/**
 * @returns every disagreement, in words; none if there is none
 * @throws Error for a file that is missing or cannot be read
 */
export function disagreements(files: Files): string[] {
  const bicep = (path: string): Bicep => readBicep(path, textOf(files, path));
  const host = JSON.parse(textOf(files, HOST)) as HostSettings;
  return [
    ...settings(bicep(APP), textOf(files, CONFIG)),
    ...roles(files, host),
    ...permissions(bicep(GRAPH), bicep(MAIN)),
    ...names(bicep(ARCHIVE), textOf(files, STORAGE)),
    ...hostLimits(host, bicep(APP), bicep(MAIN)),
    ...memory(bicep(APP), bicep(MAIN)),
    ...alerts(bicep(ALERTS), textOf(files, RUNBOOK)),
    ...events(bicep(ALERTS), textOf(files, WORKBOOK), textOf(files, EVENTS)),
    ...deployments(files),
    ...parameters(bicep(MAIN), textOf(files, README)),
    ...guide(textOf(files, GUIDE), bicep(MAIN), textOf(files, PRODUCTION)),
  ];
}
