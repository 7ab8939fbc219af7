import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { spawnHost } from '../../local/host-process.ts';
import type { HostOptions } from '../../local/host-process.ts';
import { appWith, scratch, workflowsApp } from './support.ts';

const scratches: (() => void)[] = [];

function folder(): string {
  const made = scratch();
  scratches.push(made.remove);
  return made.folder;
}

afterEach(() => {
  for (const remove of scratches.splice(0)) remove();
});

/** The one sentence a host that does not start leaves behind. */
async function lastWords(options: Partial<HostOptions>): Promise<string> {
  const error = await spawnHost({ app: workflowsApp, data: folder(), ...options }).then(
    async (host) => {
      await host.stop();
      return new Error('it started');
    },
    (reason: unknown) => reason as Error,
  );
  const words = error.message.replace('The host did not start: ', '');
  expect(words.split('\n')).toHaveLength(1);
  return words;
}

const register = (code: string) => ({
  'src/app.ts': `import { app } from '@azure/functions'; import * as df from 'durable-functions';\n${code}`,
});
const handler = 'handler: () => undefined';

describe('the local host refuses to start', () => {
  it.each([
    [
      'a trigger it does not have',
      register(`app.storageQueue('q', { queueName: 'q', connection: 'c', ${handler} });`),
      /"q" uses the trigger type "queueTrigger"/,
    ],
    [
      'an entity',
      register(`df.app.entity('e', ${handler.slice(9)});`),
      /"e" uses the trigger type "entityTrigger"/,
    ],
    [
      'a binding it does not have',
      register(
        `app.http('h', { ${handler}, extraInputs: [{ type: 'blob', name: 'b', path: 'p', connection: 'c' }] });`,
      ),
      /"h" uses the binding type "blob"/,
    ],
    [
      'a name registered twice',
      register(`app.get('same', ${handler.slice(9)}); app.get('SAME', ${handler.slice(9)});`),
      /"SAME" is registered twice/,
    ],
    [
      'a call of an activity that is not registered',
      register(`df.app.activity('right', ${handler.slice(9)}); df.app.orchestration('o', function* ({ df }) {
        // callActivity('quoted') in a comment is no call
        yield df.callActivity('RIGHT'); yield df.callActivity('right' + 1); yield df.callActivityWithRetry('wrong', 1); });`),
      /app\.ts calls the activity "wrong", which is not registered/,
    ],
    [
      'a call of an orchestrator that is not registered',
      {
        ...register(
          "import { kind } from './helper.ts'; df.app.orchestration(kind, function* () {});",
        ),
        'src/helper.ts':
          "export const kind = 'o'; export const start = (client: any) => client.startNew('x', {});",
      },
      /helper\.ts calls the orchestration "x", which is not registered/,
    ],
    [
      'a schedule Azure would not understand',
      register(`app.timer('t', { schedule: '0 0 0 L * *', ${handler} });`),
      /"t" has the schedule "0 0 0 L \* \*"/,
    ],
    [
      'a route constraint it does not know',
      register(`app.http('h', { route: 'x/{a:odd}', ${handler} });`),
      /route segment .*x.*odd|route segment .*odd/,
    ],
    [
      'HTTP streaming',
      register(`app.setup({ enableHttpStream: true }); app.get('h', ${handler.slice(9)});`),
      /enableHttpStream/,
    ],
    [
      'an app that throws while it loads',
      register(`app.get('h', ${handler.slice(9)}); throw new Error('bad setting');`),
      /failed to load .*bad setting/,
    ],
    ['an app without functions', register(''), /registers no function/],
    ['a broken host.json', { 'host.json': '{' }, /host\.json cannot be used: .*JSON/],
    [
      'a host.json of another version',
      { 'host.json': '{"version":"1.0"}' },
      /host\.json cannot be used: "version": .*"2\.0"/,
    ],
    [
      'a bad time-out',
      { 'host.json': '{"version":"2.0","functionTimeout":"soon"}' },
      /"functionTimeout": must look like/,
    ],
    [
      'a broken local.settings.json',
      { 'local.settings.json': '[]' },
      /local\.settings\.json cannot be used: .*expected object/,
    ],
    [
      'a setting that is no text',
      { 'local.settings.json': '{"Values":{"A":1}}' },
      /"Values\.A": .*expected string/,
    ],
    [
      'an app that is not built',
      { 'package.json': '{"main":"dist/*.js"}' },
      /no file matches "main"/,
    ],
  ])('for %s', async (_what, files, sentence) => {
    expect(await lastWords({ app: appWith(folder(), files) })).toMatch(sentence);
  });

  it.each([
    ['missing', undefined, /The sign-in failed to load \(.*sign-in\.ts\): Cannot find module/],
    ['no JavaScript', 'export function answer( {', /The sign-in failed to load \(.*\): ./],
    ['incomplete', 'export function answer() {}', /has to export answer and principalHeaders/],
  ])('with a sign-in file that is %s', async (_what, text, sentence) => {
    const auth = join(folder(), 'sign-in.ts');
    if (text !== undefined) writeFileSync(auth, text);
    expect(await lastWords({ auth })).toMatch(sentence);
  });

  it('when the libraries are there twice', async () => {
    const app = folder();
    const copy = join(app, 'node_modules/durable-functions');
    mkdirSync(copy, { recursive: true });
    appWith(app, register("import './second.cjs'; df.app.activity('a', { handler: () => 1 });"));
    cpSync(join(__dirname, '../../node_modules/durable-functions'), copy, { recursive: true });
    const original = join(__dirname, '../../node_modules/durable-functions/lib/src/index.js');
    writeFileSync(join(app, 'src/second.cjs'), `require(${JSON.stringify(original)});`);
    expect(await lastWords({ app })).toMatch(/two copies of durable-functions/);
  });

  it('on a data folder that another host uses', async () => {
    const data = folder();
    const host = await spawnHost({ app: workflowsApp, data });
    expect(await lastWords({ data })).toMatch(/another host is running on it/);
    await host.stop();
    expect(await host.exited).toBe(0);
  });

  it('on a data folder that cannot be written to', async () => {
    const parent = folder();
    const data = join(parent, 'file');
    writeFileSync(data, '');
    expect(await lastWords({ data })).toMatch(/data folder .* cannot be used/);
  });

  it('on a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await lastWords({ port })).toMatch(new RegExp(`Port ${String(port)} .* in use`));
    other.close();
  });
});
