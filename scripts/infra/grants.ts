/** Roles and permissions: what the code needs against what infra/ grants. */
import { stringOf, valueOf, valuesUnder, wordsOf, type Bicep } from './bicep-reader.ts';
import { GRAPH_PERMISSIONS, GRAPH_PERMISSIONS_ON_REQUEST, ROLES } from './expectations.ts';
import {
  bicepFiles,
  GRAPH,
  MAIN,
  repeated,
  textOf,
  type Files,
  type HostSettings,
} from './files.ts';

/** The property of a module's parameters that grants a role. */
const GRANT = 'roleDefinitionIdOrName';
const RAW_GRANT = /^resource \w+ 'Microsoft\.Authorization\/role/m;

export function roles(files: Files, host: HostSettings): string[] {
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

export function permissions(graph: Bicep, main: Bicep): string[] {
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
