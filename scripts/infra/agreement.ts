/** Holds infra/ against the code: each of the two is wrong without the other, and nothing else would say so before a deployment. */
import {
  allowedNumbersOf,
  boundOf,
  deploymentNamesOf,
  keysOf,
  readBicep,
  stringOf,
  stringsOf,
  valueOf,
  valuesUnder,
  wordsOf,
  type Bicep,
} from './bicep-reader.ts';
import {
  GRAPH_PERMISSIONS,
  GRAPH_PERMISSIONS_ON_REQUEST,
  NOT_IN_AZURE,
  OPEN_PATHS,
  READ_BY_THE_PLATFORM,
  ROLES,
} from './expectations.ts';

/** Path from the root of the project → text. */
export type Files = Readonly<Record<string, string>>;

const APP = 'infra/app/function-app.bicep';
const MAIN = 'infra/main.bicep';
const ARCHIVE = 'infra/app/archive-storage.bicep';
const ALERTS = 'infra/app/alerts.bicep';
const GRAPH = 'infra/app/graph-permissions.bicep';
const CONFIG = 'src/config.ts';
const STORAGE = 'src/adapters/storage/create-storage.ts';
const HOST = 'host.json';
const RUNBOOK = 'docs/operations.md';
const EVENTS = 'src/domain/events.ts';
const README = 'infra/README.md';
const GUIDE = 'docs/deploy.md';
const PRODUCTION = 'infra/main.bicepparam';

/** The property of a module's parameters that grants a role. */
const GRANT = 'roleDefinitionIdOrName';
const RAW_GRANT = /^resource \w+ 'Microsoft\.Authorization\/role/m;

/** Minutes that Flex Consumption lets a function go on after it has decided to take its instance away. */
const SCALE_IN_GRACE_MINUTES = 60;
/** Durable's own bounds: partitions, and letters and digits of a task hub's name. */
const MAX_PARTITIONS = 16;
const HUB_NAME = /^[A-Za-z][A-Za-z0-9]{2,44}$/;

interface HostSettings {
  functionTimeout?: string;
  logging: { applicationInsights: { samplingSettings: { excludedTypes: string } } };
  extensions: {
    durableTask: {
      hubName: string;
      storageProvider: { type: string; connectionName: string; partitionCount: number };
    };
  };
}

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
    ...events(bicep(ALERTS), textOf(files, EVENTS)),
    ...deployments(files),
    ...parameters(bicep(MAIN), textOf(files, README)),
    ...guide(textOf(files, GUIDE), bicep(MAIN), textOf(files, PRODUCTION)),
  ];
}

function textOf(files: Files, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`${path} is missing`);
  return text;
}

function bicepFiles(files: Files): Bicep[] {
  return Object.keys(files)
    .filter((path) => path.startsWith('infra/') && path.endsWith('.bicep'))
    .map((path) => readBicep(path, textOf(files, path)));
}

function settings(app: Bicep, config: string): string[] {
  const groups = ['settings', 'hostSettings', 'signInSettings'];
  const [own, ...others] = groups.map((name) => keysOf(app, valueOf(app, 'var', name)));
  const given = [...(own ?? []), ...others.flat()];
  const read = settingsRead(config);
  const deployed = `properties: union(${groups.join(', ')})`;
  return [
    ...(app.code.includes(deployed) ? [] : [`${APP}: the app settings lack "${deployed}"`]),
    ...repeated(given).map((name) => `${APP}: the setting ${name} is given twice`),
    ...read
      .filter((name) => !given.includes(name) && !(name in NOT_IN_AZURE))
      .map((name) => `${CONFIG} reads ${name}, and ${APP} does not give it`),
    ...given
      .filter((name) => name in NOT_IN_AZURE)
      .map((name) => `${APP} gives ${name}: ${NOT_IN_AZURE[name] ?? ''}`),
    ...given
      .filter((name) => !read.includes(name) && !(name in READ_BY_THE_PLATFORM))
      .map((name) => `${APP} gives ${name}, and nothing reads it`),
    ...Object.keys(NOT_IN_AZURE)
      .filter((name) => !read.includes(name))
      .map(
        (name) => `scripts/infra/expectations.ts excuses ${name}, which ${CONFIG} does not read`,
      ),
    ...Object.keys(READ_BY_THE_PLATFORM)
      .filter((name) => !given.includes(name))
      .map((name) => `${APP} does not give ${name}: ${READ_BY_THE_PLATFORM[name] ?? ''}`),
  ];
}

function settingsRead(config: string): string[] {
  const table = /^const Settings = z\.object\(\{\n([\s\S]*?)^\}\);/m.exec(config)?.[1];
  if (table === undefined) throw new Error(`${CONFIG}: there is no table "Settings"`);
  return found(table, /^ {2}(\w+):/gm);
}

function roles(files: Files, host: HostSettings): string[] {
  const { dependencies } = JSON.parse(textOf(files, 'package.json')) as {
    dependencies: Record<string, string>;
  };
  const reasons = [...Object.keys(dependencies), host.extensions.durableTask.storageProvider.type];
  const granted = bicepFiles(files).flatMap((file) => {
    const names = valuesUnder(file, GRANT).map((value) => stringOf(file, value));
    return names.map((role) => ({ file: file.path, role }));
  });
  const strangers = bicepFiles(files).filter(
    (file) =>
      valuesUnder(file, GRANT).length > 0 &&
      valuesUnder(file, 'principalId').some((value) => wordsOf(file, value) !== 'appPrincipalId'),
  );
  return [
    ...ROLES.filter(({ neededBy }) => !reasons.includes(neededBy)).map(
      ({ file, role, neededBy }) => `${file} grants ${role} for ${neededBy}, which is not used`,
    ),
    ...ROLES.filter((row) => !granted.some((grant) => isSame(grant, row))).map(
      ({ file, role, why }) => `${file} does not grant ${role}: ${why}`,
    ),
    ...granted
      .filter((grant) => !ROLES.some((row) => isSame(grant, row)))
      .map(({ file, role }) => `${file} grants ${role}, and nothing needs it`),
    ...repeated(granted.map(({ file, role }) => `${file} grants ${role} twice`)),
    ...strangers.map(({ path }) => `${path} grants a role to another than the app's identity`),
    ...bicepFiles(files)
      .filter(({ text }) => RAW_GRANT.test(text))
      .map(({ path }) => `${path} grants a role outside of the modules, where it is not compared`),
  ];
}

function isSame(a: { file: string; role: string }, b: { file: string; role: string }): boolean {
  return a.file === b.file && a.role === b.role;
}

function permissions(graph: Bicep, main: Bicep): string[] {
  const list = (names: string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;
  const expected = `union(${list(GRAPH_PERMISSIONS)}, allMailboxes ? ${list(GRAPH_PERMISSIONS_ON_REQUEST)} : [])`;
  return [
    ...(wordsOf(graph, valueOf(graph, 'var', 'permissions')) === expected
      ? []
      : [`${GRAPH}: the permissions are not ${expected}`]),
    ...(wordsOf(main, valueOf(main, 'param', 'allMailboxes')) === 'false'
      ? []
      : [`${MAIN}: allMailboxes must be off unless asked for`]),
  ];
}

function names(archive: Bicep, storage: string): string[] {
  return [
    ...difference('container', 'CONTAINERS', 'containers'),
    ...difference('table', 'TABLES', 'tables'),
  ];

  function difference(what: string, constant: string, variable: string): string[] {
    const list = new RegExp(`^const ${constant} = \\[([\\s\\S]*?)\\] as const;`, 'm').exec(storage);
    if (!list) throw new Error(`${STORAGE}: there is no list ${constant}`);
    const used = found(list[1] ?? '', /'(\w+)'/g);
    const made = stringsOf(archive, valueOf(archive, 'var', variable));
    return [
      ...used
        .filter((name) => !made.includes(name))
        .map((name) => `${STORAGE} uses the ${what} ${name}, and ${ARCHIVE} does not make it`),
      ...made
        .filter((name) => !used.includes(name))
        .map((name) => `${ARCHIVE} makes the ${what} ${name}, and ${STORAGE} does not use it`),
    ];
  }
}

function hostLimits(host: HostSettings, app: Bicep, main: Bicep): string[] {
  const { hubName, storageProvider } = host.extensions.durableTask;
  const { connectionName, partitionCount } = storageProvider;
  const given = keysOf(app, valueOf(app, 'var', 'hostSettings'));
  const hub = stringOf(app, valueOf(app, 'var', 'taskHub'));
  const minutes = minutesOf(host.functionTimeout);
  const open = valuesUnder(app, 'excludedPaths').flatMap((value) => stringsOf(app, value));
  const faults: [boolean, string][] = [
    [hub !== hubName, `${HOST} names the task hub ${hubName}, ${APP} ${hub}`],
    [!HUB_NAME.test(hubName), `${HOST}: ${hubName} cannot be the name of a task hub`],
    [
      partitionCount < 1 || partitionCount > MAX_PARTITIONS,
      `${HOST}: a task hub has 1 to ${MAX_PARTITIONS} partitions`,
    ],
    [
      minutes === undefined || minutes > SCALE_IN_GRACE_MINUTES,
      `${HOST}: functionTimeout must be set, to ${SCALE_IN_GRACE_MINUTES} minutes at most: an instance that is taken away waits no longer`,
    ],
    [
      !host.logging.applicationInsights.samplingSettings.excludedTypes.split(';').includes('Trace'),
      `${HOST}: traces must not be sampled, ${ALERTS} counts them`,
    ],
    [
      open.join() !== OPEN_PATHS.join(),
      `${APP} leaves ${open.join(', ')} open to everyone; only ${OPEN_PATHS.join(', ')} may be`,
    ],
  ];
  for (const part of ['accountName', 'credential', 'clientId']) {
    const name = `${connectionName}__${part}`;
    faults.push([
      !given.includes(name),
      `${HOST} connects by ${connectionName}, ${APP} lacks ${name}`,
    ]);
  }
  for (const file of [app, main]) {
    faults.push(
      [
        boundOf(file, 'durableAlwaysReady', 'maxValue') !== partitionCount,
        `${file.path}: at most ${partitionCount} instances can be of use always ready, one for each partition in ${HOST}`,
      ],
      [
        boundOf(file, 'maximumInstances', 'minValue') < partitionCount,
        `${file.path}: maximumInstances may be less than the partitions in ${HOST}`,
      ],
    );
  }
  return faults.filter(([isFault]) => isFault).map(([, words]) => words);
}

function minutesOf(timeout: string | undefined): number | undefined {
  const parts = /^(\d\d):(\d\d):(\d\d)$/.exec(timeout ?? '');
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) + Number(parts[3]) / 60 : undefined;
}

/** Megabytes of the worker's heap, and what is left to the host on the smallest instance. */
function memory(app: Bicep, main: Bicep): string[] {
  const heap = Number(/--max-old-space-size=(\d+)/.exec(app.text)?.[1]);
  const instances = [app, main].flatMap((file) => allowedNumbersOf(file, 'instanceMemoryMB'));
  const least = Math.min(...instances);
  return heap <= least / 2
    ? []
    : [`${APP}: a heap of ${heap} MB is more than half of an instance of ${least} MB`];
}

function alerts(file: Bicep, runbook: string): string[] {
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
function events(file: Bicep, table: string): string[] {
  const words = valuesUnder(file, 'says').map((value) => stringOf(file, value));
  const numbers = valuesUnder(file, 'event').map((value) => wordsOf(file, value));
  if (words.length !== numbers.length) throw new Error(`${ALERTS}: an event lacks words or number`);
  return words.flatMap((text, place) => {
    const event = `${/^\w+$/.test(text) ? text : `'${text}'`}: ${numbers[place] ?? ''},`;
    return table.includes(`\n  ${event}`)
      ? []
      : [`${ALERTS} listens for ${event} not in ${EVENTS}`];
  });
}

/** All but main.bicep's own go to one resource group, where two deployments of a name would fight. */
function deployments(files: Files): string[] {
  const all = bicepFiles(files).flatMap(deploymentNamesOf);
  return repeated(all).map((name) => `infra/: two deployments are named ${name}`);
}

/** The table in the README has a row for each parameter, and no other. */
function parameters(main: Bicep, readme: string): string[] {
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
function guide(text: string, main: Bicep, production: string): string[] {
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

function found(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name ?? '');
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, place) => names.indexOf(name) !== place);
}
