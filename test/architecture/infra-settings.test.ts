import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { disagreements } from '../../scripts/infra/agreement.ts';
import { keysOf, readBicep, stringsOf, valueOf } from '../../scripts/infra/bicep-reader.ts';
import type { Files } from '../../scripts/infra/files.ts';

const ROOT = join(__dirname, '../..');
const APP = 'infra/app/function-app.bicep';
const MAIN = 'infra/main.bicep';
const ARCHIVE = 'infra/app/archive-storage.bicep';
const HOST_STORAGE = 'infra/app/host-storage.bicep';
const VAULT = 'infra/app/vault.bicep';
const GRAPH = 'infra/app/graph-permissions.bicep';
const ALERTS = 'infra/app/alerts.bicep';
const CONFIG = 'src/config.ts';
const STORAGE = 'src/adapters/storage/create-storage.ts';
const EVENTS = 'src/domain/events.ts';

const FILES: Files = Object.fromEntries(
  globSync(
    [
      'infra/**/*.bicep',
      CONFIG,
      STORAGE,
      EVENTS,
      'host.json',
      'package.json',
      'docs/*.md',
      'infra/README.md',
      'infra/main.bicepparam',
      'infra/app/workbook.json',
    ],
    { cwd: ROOT },
  ).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
);

/** The project with one place changed; the place must be there. */
function changed(path: string, from: string, to: string): Files {
  const text = FILES[path] ?? '';
  expect(text).toContain(from);
  return { ...FILES, [path]: text.replace(from, to) };
}

describe('infra/ and the code', () => {
  it('agree', () => {
    expect(disagreements(FILES)).toEqual([]);
  });

  it.each<[what: string, path: string, from: string, to: string, words: string]>([
    ['a setting is not given', APP, 'KEY_VAULT_URL: vaultUri\n', '', 'does not give it'],
    ['a setting is read by nothing', CONFIG, '  KEY_VAULT_URL: ', '  VAULT: ', 'nothing reads it'],
    ['a setting is new', CONFIG, 'z.object({\n', 'z.object({\n  NEW: s,\n', 'reads NEW'],
    ['a setting is made up', APP, 'GRAPH_URL: ', 'GRAPHS: 1\n  GRAPH_URL: ', 'gives GRAPHS'],
    ['a secret is given', APP, 'GRAPH_URL: ', "AZURE_CLIENT_SECRET: 'x'\n  GRAPH_URL: ", 'refused'],
    ['a group of settings is left out', APP, ', signInSettings)', ')', 'lack'],
    ['an excuse is out of date', CONFIG, '  ARCHIVE_SECRETS_FOLDER: ', '  FOLDER: ', 'excuses'],
    [
      'the sign-in lacks its identity',
      APP,
      'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID:',
      'A:',
      'gives A',
    ],
    ['a role is not granted', VAULT, "'Key Vault Secrets Officer'", "'Reader'", 'does not grant'],
    ['a role is not needed', VAULT, "'Key Vault Secrets Officer'", "'Owner'", 'nothing needs it'],
    ['a queue role is missing', HOST_STORAGE, "'Storage Queue Data", "'Storage Queue", 'queues'],
    ['a role goes to another', VAULT, 'principalId: appP', 'principalId: otherP', 'another than'],
    ['the vault is no longer used', 'package.json', '"@azure/keyvault-secrets"', '"k"', 'not used'],
    ['a permission is added', GRAPH, "['User.Read.All']", "['Mail.Send']", 'permissions are not'],
    [
      'all mailboxes are the default',
      MAIN,
      'allMailboxes bool = false',
      'allMailboxes bool = true',
      'must be off',
    ],
    ['a container is not made', ARCHIVE, "'media', ", '', 'does not make it'],
    ['a container is not used', STORAGE, "'media', ", '', 'does not use it'],
    ['a table is not made', ARCHIVE, "'audit'", "'log'", 'the table audit'],
    ['a table is not used', STORAGE, "  'audit',\n", '', 'makes the table audit'],
    ['the task hub has two names', 'host.json', '"MobileArchiver"', '"Archiver"', 'the task hub'],
    ['the task hub has no name', 'host.json', '"MobileArchiver"', '"a-b"', 'cannot be the name'],
    [
      'the host connects otherwise',
      'host.json',
      '"connectionName": "AzureWebJobsStorage"',
      '"connectionName": "Hub"',
      'lacks Hub__credential',
    ],
    [
      'there are more partitions',
      'host.json',
      '"partitionCount": 4',
      '"partitionCount": 8',
      'at most 8',
    ],
    [
      'there are too many partitions',
      'host.json',
      '"partitionCount": 4',
      '"partitionCount": 32',
      '1 to 16',
    ],
    ['instances outnumber partitions', MAIN, '@maxValue(4)', '@maxValue(9)', 'at most 4 instances'],
    ['too few instances', MAIN, '@minValue(40)', '@minValue(1)', 'less than the partitions'],
    ['functions may run too long', 'host.json', '"00:10:00"', '"02:00:00"', 'functionTimeout'],
    ['traces are sampled', 'host.json', 'Trace;', '', 'must not be sampled'],
    ['a path is open', APP, "['/api/health']", "['/api/health', '/api/runs']", 'open to everyone'],
    ['the heap is too large', APP, 'old-space-size=512', 'old-space-size=1536', 'more than half'],
    ['an alert leads nowhere', ALERTS, "anchor: 'run-late'", "anchor: 'run-slow'", '#run-slow'],
    [
      'an event has another number',
      EVENTS,
      "'a run failed': 1002",
      "'a run failed': 1999",
      'listens for',
    ],
    ['a chart has no event', 'infra/app/workbook.json', '== 3002', '== 3999', 'draws event 3999'],
    ['an event is not told of', ALERTS, "says: 'tick'", "says: 'tock'", 'tock: 1006'],
    [
      'a parameter is not described',
      'infra/README.md',
      '| `drain`',
      '| `drains`',
      'describe the parameter drain',
    ],
    [
      'the guide sets what nothing reads',
      'infra/main.bicepparam',
      "'ARCHIVER_DRAIN'",
      "'DRAIN'",
      'sets ARCHIVER_DRAIN',
    ],
    [
      'the guide looks up what there is not',
      MAIN,
      'output ARCHIVER_URL',
      'output URL',
      'looks up ARCHIVER_URL',
    ],
    ['two deployments share a name', MAIN, "'archiver-vault'", "'vault'", 'are named vault'],
    [
      'a grant is raw',
      MAIN,
      'resource group ',
      "resource r 'Microsoft.Authorization/roleAssignments@2022-04-01' = {}\nresource group ",
      'not compared',
    ],
  ])('disagree when %s', (_what, path, from, to, words) => {
    const found = disagreements(changed(path, from, to));

    expect(found.join('\n')).toContain(words);
  });

  it.each([
    ['there is no file', () => ({ ...FILES, [ARCHIVE]: '' }), 'there is no var containers'],
    [
      'a role is computed',
      () => changed(VAULT, "'Key Vault Secrets Officer'", 'role'),
      'not a plain string',
    ],
    [
      'a list is computed',
      () => changed(ARCHIVE, "var containers = ['raw'", "var containers = union(['raw'"),
      'does not stand in []',
    ],
    ['a string does not end', () => changed(ARCHIVE, "'audit']", "'audit]"), 'does not end'],
    [
      'settings are spread',
      () => changed(APP, '  GRAPH_URL:', '  ...more\n  GRAPH_URL:'),
      'cannot read',
    ],
    ['a bound is gone', () => changed(MAIN, '@maxValue(4)\n', ''), 'has no @maxValue'],
  ])('are not compared when %s', (_what, files, words) => {
    expect(() => disagreements(files())).toThrow(words);
  });
});

describe('the reader of Bicep', () => {
  it('sees neither comments nor what is in strings', () => {
    const file = readBicep(
      'a.bicep',
      [
        '// var a = { wrong: 1 }',
        'var a = {',
        "  b: 'x: { // ${c('}', { d: 1 })} \\' y' // e: 1",
        "  'f-g': '''",
        "h: 1 '",
        "'''",
        '  /* i: 1 */ j: [',
        '    { k: 1 }',
        '  ]',
        '  l: true',
        '    ? 1',
        '    : 2',
        '}',
        "var m = ['n', 'o' /* 'p' */]",
      ].join('\n'),
    );

    expect(() => keysOf(file, valueOf(file, 'var', 'a'))).toThrow('cannot read the entry "? 1"');
    expect(stringsOf(file, valueOf(file, 'var', 'm'))).toEqual(['n', 'o']);
  });

  it('names the entries of an object, not those within them', () => {
    const file = readBicep(
      'a.bicep',
      "var a = {\n  b: 'x: { ${c('}', { d: 1 })} \\' y' // e: 1\n  'f-g': { h: 1 }\n  /* i */ j: [{ k: 1 }]\n}\n",
    );

    expect(keysOf(file, valueOf(file, 'var', 'a'))).toEqual(['b', 'f-g', 'j']);
  });
});

describe('infra/hooks/ask-telemessage-url.sh', () => {
  function hook(env: Record<string, string>) {
    const script = join(ROOT, 'infra/hooks/ask-telemessage-url.sh');
    return spawnSync('/bin/sh', [script], {
      encoding: 'utf8',
      env: { PATH: '', ...env },
      input: '',
    });
  }

  it('asks nothing when the address is known', () => {
    expect(hook({ TELEMESSAGE_URL: 'https://archive.example' })).toMatchObject({
      status: 0,
      stdout: '',
    });
  });

  it('says what to do where nobody can be asked', () => {
    const { status, stderr } = hook({});

    expect(status).toBe(1);
    expect(stderr).toContain('azd env set TELEMESSAGE_URL');
  });
});
