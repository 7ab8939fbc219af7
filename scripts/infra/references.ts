/** What files say of each other: alerts of events and of the runbook, documents of parameters and outputs. */
import { deploymentNamesOf, stringOf, valuesUnder, wordsOf, type Bicep } from './bicep-reader.ts';
import {
  ALERTS,
  bicepFiles,
  EVENTS,
  found,
  GUIDE,
  MAIN,
  PRODUCTION,
  README,
  repeated,
  RUNBOOK,
  WORKBOOK,
  type Files,
} from './files.ts';

export function alerts(file: Bicep, runbook: string): string[] {
  const headings = Array.from(runbook.matchAll(/^#+ (.+)$/gm), ([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const anchors = [
    ...valuesUnder(file, 'anchor').map((value) => stringOf(file, value)),
    ...found(file.text, /\$\{runbookUrl\}#([\w-]+)/g),
  ];
  return anchors
    .filter((anchor) => !headings.includes(anchor))
    .map((anchor) => `${ALERTS} links to #${anchor}, and ${RUNBOOK} has no such heading`);
}

/** What the rules listen for is said by the app, under the same number. */
export function events(file: Bicep, workbook: string, table: string): string[] {
  const words = valuesUnder(file, 'says').map((value) => stringOf(file, value));
  const numbers = valuesUnder(file, 'event').map((value) => wordsOf(file, value));
  if (words.length !== numbers.length) throw new Error(`${ALERTS}: an event lacks words or number`);
  const rules = words.flatMap((text, place) => {
    const event = `${/^\w+$/.test(text) ? text : `'${text}'`}: ${numbers[place] ?? ''},`;
    return table.includes(`\n  ${event}`)
      ? []
      : [`${ALERTS} listens for ${event} not in ${EVENTS}`];
  });
  const charts = found(workbook, /toint\(e\.event\) (?:== |in \()([\d, ]+)/g)
    .flatMap((list) => list.trim().split(', '))
    .filter((number) => !table.includes(`: ${number},`))
    .map((number) => `${WORKBOOK} draws event ${number}, which is not in ${EVENTS}`);
  return [...rules, ...charts];
}

/** All but main.bicep's own go to one resource group, where two deployments of a name would fight. */
export function deployments(files: Files): string[] {
  const all = bicepFiles(files).flatMap(deploymentNamesOf);
  return repeated(all).map((name) => `infra/: two deployments are named ${name}`);
}

/** The table in the README has a row for each parameter, and no other. */
export function parameters(main: Bicep, readme: string): string[] {
  const declared = found(main.code, /^param (\w+)/gm);
  const section = readme.split(/^## /m).find((text) => text.startsWith('Parameters\n')) ?? '';
  const described = found(section, /^\| `(\w+)`/gm);
  return [
    ...declared
      .filter((name) => !described.includes(name))
      .map((name) => `${README} does not describe the parameter ${name}`),
    ...described
      .filter((name) => !declared.includes(name))
      .map((name) => `${README} describes ${name}, which is no parameter`),
  ];
}

/** What the guide tells people to set is read, and what it tells them to look up is put out. */
export function guide(text: string, main: Bicep, production: string): string[] {
  const outputs = found(main.code, /^output (\w+)/gm);
  const read = found(production, /readEnvironmentVariable\('(\w+)'/g);
  return [
    ...found(text, /azd env set (\w+)/g)
      .filter((name) => !read.includes(name))
      .map((name) => `${GUIDE} sets ${name}, and ${PRODUCTION} does not read it`),
    ...found(text, /azd env get-value (\w+)/g)
      .filter((name) => !outputs.includes(name))
      .map((name) => `${GUIDE} looks up ${name}, and ${MAIN} does not put it out`),
  ];
}
