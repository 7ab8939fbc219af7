import { registerHooks } from 'node:module';
import { log, type LogLevel } from './log.ts';

/**
 * `@azure/functions` asks for a module named `@azure/functions-core`, which in Azure the Node worker slips in and
 * which is on no registry. This is that module: the app registers its functions and hooks here.
 */

export interface RpcTypedData {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: unknown;
}

export interface BindingInfo {
  type: string;
  direction: 'in' | 'out';
  [option: string]: unknown;
}

export interface FunctionMetadata {
  name: string;
  bindings: Record<string, BindingInfo>;
  retryOptions?: unknown;
}

export type FunctionCallback = (...args: unknown[]) => unknown;
export type HookCallback = (context: Record<string, unknown>) => unknown;

interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<{ returnValue?: RpcTypedData | null }>;
}

export interface ProgrammingModel {
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
  getInvocationModel(context: Record<string, unknown>): InvocationModel;
}

export interface Registrations {
  functions: { metadata: FunctionMetadata; callback: FunctionCallback }[];
  hooks: { name: string; callback: HookCallback }[];
  models: ProgrammingModel[];
}

/** Versions the libraries may look at: those of the host whose behaviour was recorded. */
const versions = { version: '3.9.1', hostVersion: '4.1037.0' };

const coreName = '@azure/functions-core';
const coreUrl = 'functions-core:module';
const globalName = '__azureFunctionsCore';

class Disposable {
  readonly dispose: () => void;
  constructor(dispose: () => void = () => undefined) {
    this.dispose = dispose;
  }
}

/** From now on `@azure/functions-core` resolves, in CommonJS and in ES modules, to what this returns into. */
export function provideCoreModule(): Registrations {
  const registrations: Registrations = { functions: [], hooks: [], models: [] };
  const core = {
    ...versions,
    Disposable,
    log: (level: LogLevel, category: string, message: string) => {
      log(level, category, message);
    },
    getProgrammingModel: () => registrations.models.at(-1),
    setProgrammingModel: (model: ProgrammingModel) => registrations.models.push(model),
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
      registrations.functions.push({ metadata, callback });
      return new Disposable();
    },
    registerHook: (name: string, callback: HookCallback) => {
      const hook = { name, callback };
      registrations.hooks.push(hook);
      return new Disposable(() => registrations.hooks.splice(registrations.hooks.indexOf(hook), 1));
    },
  };
  Object.defineProperty(globalThis, globalName, { value: core });
  const source = `module.exports = globalThis.${globalName};`;
  const found = { format: 'commonjs', shortCircuit: true };
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === coreName ? { ...found, url: coreUrl } : next(specifier, context),
    load: (url, context, next) => (url === coreUrl ? { ...found, source } : next(url, context)),
  });
  return registrations;
}
