import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BindingInfo, Registration, Registrations } from './core-module.ts';
import { messageOf, StartError } from './log.ts';

type Trigger = BindingInfo & { type: (typeof kinds)[number] };
const kinds = ['httpTrigger', 'timerTrigger', 'orchestrationTrigger', 'activityTrigger'] as const;

export interface AppFunction extends Registration {
  name: string;
  triggerName: string;
  trigger: Trigger;
  /** Names of the bindings that want a durable client. */
  clientBindings: string[];
}

export type App = Awaited<ReturnType<typeof loadApp>>;

const durableEntry = /[\\/]durable-functions[\\/]lib[\\/]src[\\/]app\.js$/;

/** A call whose first argument is a literal; comments match too, so that no call is found in them. */
const namedCall =
  /\/\*[^]*?\*\/|\/\/.*|\b(callActivity|callSubOrchestrator|startNew)(?:WithRetry)?\(\s*(['"`])([^'"`$\\]+)\2\s*[,)]/g;

export function functionsOf(app: App, type: Trigger['type']): AppFunction[] {
  return app.functions.filter((fn) => fn.trigger.type === type);
}

/** Names are the same in any case. */
export function findFunction(app: Pick<App, 'functions'>, type: Trigger['type'], name: string) {
  const key = name.toLowerCase();
  return app.functions.find((fn) => fn.trigger.type === type && fn.name.toLowerCase() === key);
}

/** Imports the entry files that `main` in package.json names, and checks what they registered. */
export async function loadApp(folder: string, registered: Registrations) {
  for (const file of entryFiles(folder)) await importFile('app', file);
  const [model, second] = registered.models;
  if (!model) throw new StartError(`The app in ${folder} registers no function.`);
  const loaded = Object.keys(createRequire(join(folder, 'package.json')).cache);
  const isDouble = loaded.filter((file) => durableEntry.test(file)).length > 1;
  if (second ?? isDouble) {
    const name = second ? '@azure/functions' : 'durable-functions';
    throw new StartError(`The app loads two copies of ${name}; keep one in node_modules.`);
  }
  const { HttpUri } = await model.getCapabilities({});
  if (HttpUri) throw new StartError('The local host has no enableHttpStream; leave it off.');
  const functions = registered.functions.map(toAppFunction);
  const keys = functions.map(({ name }) => name.toLowerCase());
  const twice = functions.find((_, n) => keys.indexOf(keys[n] ?? '') < n);
  if (twice) throw new StartError(`The function "${twice.name}" is registered twice.`);
  refuseUnknownCalls({ functions }, registered.files);
  return { model, hooks: registered.hooks, functions };
}

/** In Azure a call of an activity that is not there waits for ever, and nothing says why. */
function refuseUnknownCalls(app: Pick<App, 'functions'>, files: readonly string[]): void {
  for (const file of files.map((url) => fileURLToPath(url))) {
    for (const [, call, , name = ''] of readFileSync(file, 'utf8').matchAll(namedCall)) {
      const kind = call === 'callActivity' ? 'activity' : 'orchestration';
      if (!call || findFunction(app, `${kind}Trigger`, name)) continue;
      throw new StartError(`${file} calls the ${kind} "${name}", which is not registered.`);
    }
  }
}

export function importFile(what: string, file: string): Promise<object> {
  return (import(pathToFileURL(file).href) as Promise<object>).catch((error: unknown) => {
    const [reason = ''] = messageOf(error).trim().split('\n');
    throw new StartError(`The ${what} failed to load (${file}): ${reason}`);
  });
}

function entryFiles(folder: string): string[] {
  const file = join(folder, 'package.json');
  try {
    const { main } = JSON.parse(readFileSync(file, 'utf8')) as { main?: unknown };
    const files = typeof main === 'string' ? globSync(main, { cwd: folder }).sort() : [];
    if (files.length > 0) return files.map((name) => join(folder, name));
    throw new Error(`no file matches "main" (${String(main)}); is the app built?`);
  } catch (error) {
    throw new StartError(`${file} cannot be used: ${messageOf(error)}`);
  }
}

function toAppFunction({ metadata, callback }: Registration): AppFunction {
  const { name } = metadata;
  const bindings = Object.entries(metadata.bindings);
  const [triggerName = '', found] = bindings.find(([, b]) => /trigger$/i.test(b.type)) ?? [];
  const refuse = (what: string) =>
    new StartError(`The function "${name}" uses ${what}, which the local host does not have.`);
  const type = kinds.find((kind) => kind === found?.type);
  if (!found || !type) throw refuse(`the trigger type "${found?.type ?? 'none'}"`);
  if (metadata.retryOptions) throw refuse('a function-level "retry"');
  const response = type === 'httpTrigger' ? 'http' : undefined;
  const others = bindings.filter(([, b]) => b !== found && b.type !== response);
  const unknown = others.find(([, b]) => b.type !== 'durableClient');
  if (unknown) throw refuse(`the binding type "${unknown[1].type}"`);
  const clientBindings = others.map(([bindingName]) => bindingName);
  return { name, metadata, callback, triggerName, trigger: { ...found, type }, clientBindings };
}
