import { registerHooks } from 'node:module';
import { log } from './log.ts';

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

type FunctionCallback = (...args: unknown[]) => unknown;
type HookCallback = (context: Record<string, unknown>) => unknown;

interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<{ returnValue?: RpcTypedData | null }>;
}

interface ProgrammingModel {
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
  getInvocationModel(context: Record<string, unknown>): InvocationModel;
}

export interface Registration {
  metadata: { name: string; bindings: Record<string, BindingInfo>; retryOptions?: unknown };
  callback: FunctionCallback;
}

export type Registrations = ReturnType<typeof provideCoreModule>;

const coreName = '@azure/functions-core';
const coreUrl = 'functions-core:module';
const globalName = '__azureFunctionsCore';

/**
 * `@azure/functions` asks for a module `@azure/functions-core`, which is on no registry: in Azure
 * the Node worker slips it in. From now on the name leads, however imported, to what is made here.
 */
export function provideCoreModule() {
  const functions: Registration[] = [];
  const hooks: { name: string; callback: HookCallback }[] = [];
  const models: ProgrammingModel[] = [];
  const files: string[] = [];
  const core = {
    // The host whose behaviour was recorded.
    version: '3.9.1',
    hostVersion: '4.1037.0',
    log,
    getProgrammingModel: () => models.at(-1),
    setProgrammingModel: (model: ProgrammingModel) => models.push(model),
    registerFunction: (metadata: Registration['metadata'], callback: FunctionCallback) =>
      functions.push({ metadata, callback }),
    registerHook: (name: string, callback: HookCallback) => {
      const hook = { name, callback };
      hooks.push(hook);
      return { dispose: () => hooks.splice(hooks.indexOf(hook), 1) };
    },
  };
  Object.defineProperty(globalThis, globalName, { value: core });
  const source = `module.exports = globalThis.${globalName};`;
  const found = { format: 'commonjs', shortCircuit: true };
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === coreName ? { ...found, url: coreUrl } : next(specifier, context),
    load: (url, context, next) => {
      if (url === coreUrl) return { ...found, source };
      if (url.startsWith('file:') && !url.includes('/node_modules/')) files.push(url);
      return next(url, context);
    },
  });
  return { functions, hooks, models, files };
}
