/** App settings, containers and tables: what the code reads and uses against what infra/ gives and makes. */
import { keysOf, stringsOf, valueOf, type Bicep } from './bicep-reader.ts';
import { NOT_IN_AZURE, READ_BY_THE_PLATFORM } from './expectations.ts';
import { APP, ARCHIVE, CONFIG, found, repeated, STORAGE } from './files.ts';

export function settings(app: Bicep, config: string): string[] {
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

export function names(archive: Bicep, storage: string): string[] {
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
