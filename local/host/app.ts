import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  BindingInfo,
  FunctionCallback,
  FunctionMetadata,
  Registrations,
} from './core-module.ts';
import type { HookCallback, ProgrammingModel } from './core-module.ts';
import { messageOf, StartError } from './start-error.ts';

type TriggerType = 'httpTrigger' | 'timerTrigger' | 'orchestrationTrigger' | 'activityTrigger';

export interface AppFunction {
  name: string;
  metadata: FunctionMetadata;
  callback: FunctionCallback;
  triggerType: TriggerType;
  triggerName: string;
  trigger: BindingInfo;
  /** Names of the bindings that want a durable client. */
  clientBindings: string[];
}

export interface App {
  model: ProgrammingModel;
  hooks: { name: string; callback: HookCallback }[];
  /** Keyed by the name in lower case: the host does not tell cases apart. */
  functions: Map<string, AppFunction>;
}

const triggerTypes: readonly string[] = [
  ...['httpTrigger', 'timerTrigger', 'orchestrationTrigger', 'activityTrigger'],
];
const durableEntry = /[\\/]durable-functions[\\/]lib[\\/]src[\\/]app\.js$/;

export function findFunction(app: App, name: string, type: TriggerType): AppFunction | undefined {
  const fn = app.functions.get(name.toLowerCase());
  return fn?.triggerType === type ? fn : undefined;
}

export function functionsOf(app: App, type: TriggerType): AppFunction[] {
  return [...app.functions.values()].filter((fn) => fn.triggerType === type);
}

/** Imports the entry files that `main` in package.json names, and checks what they registered. */
export async function loadApp(folder: string, registrations: Registrations): Promise<App> {
  for (const file of entryFiles(folder)) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      throw new StartError(`The app failed to load (${file}): ${messageOf(error)}`);
    }
  }
  const [model, second] = registrations.models;
  if (!model) throw new StartError(`The app in ${folder} registers no function.`);
  const cache = Object.keys(createRequire(join(folder, 'package.json')).cache);
  const isDouble = cache.filter((file) => durableEntry.test(file)).length > 1;
  if (second ?? isDouble) {
    const name = second ? '@azure/functions' : 'durable-functions';
    throw new StartError(`The app loads two copies of ${name}; keep one in node_modules.`);
  }
  const { HttpUri } = await model.getCapabilities({});
  if (HttpUri) throw new StartError('The local host has no enableHttpStream; leave it off.');
  const functions = new Map<string, AppFunction>();
  for (const { metadata, callback } of registrations.functions) {
    const key = metadata.name.toLowerCase();
    if (functions.has(key))
      throw new StartError(`The function "${metadata.name}" is registered twice.`);
    functions.set(key, toAppFunction(metadata, callback));
  }
  return { model, hooks: registrations.hooks, functions };
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

function toAppFunction(metadata: FunctionMetadata, callback: FunctionCallback): AppFunction {
  const { name } = metadata;
  const bindings = Object.entries(metadata.bindings);
  const [triggerName = '', trigger] = bindings.find(([, b]) => /trigger$/i.test(b.type)) ?? [];
  const refuse = (what: string) =>
    new StartError(`The function "${name}" uses ${what}, which the local host does not have.`);
  if (!trigger || !triggerTypes.includes(trigger.type)) {
    throw refuse(`the trigger type "${trigger?.type ?? 'none'}"`);
  }
  if (metadata.retryOptions) throw refuse('a function-level "retry"');
  const isResponse = (b: BindingInfo) => b.type === 'http' && trigger.type === 'httpTrigger';
  const others = bindings.filter(([, binding]) => binding !== trigger && !isResponse(binding));
  const unknown = others.find(([, binding]) => binding.type !== 'durableClient');
  if (unknown) throw refuse(`the binding type "${unknown[1].type}"`);
  const clientBindings = others.map(([bindingName]) => bindingName);
  const triggerType = trigger.type as TriggerType;
  return { name, metadata, callback, triggerType, triggerName, trigger, clientBindings };
}
