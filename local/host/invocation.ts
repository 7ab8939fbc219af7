import { randomUUID } from 'node:crypto';
import type { App, AppFunction } from './app.ts';
import type { RpcTypedData } from './core-module.ts';
import { log } from './log.ts';

export type Result = RpcTypedData | null | undefined;

const nothingYet: { result: unknown; error: unknown } = { result: null, error: null };

/** Calls functions as the Node worker does: conversion of inputs, hooks, the handler, hooks, conversion of the result. */
export class Invoker {
  private readonly app: App;
  private readonly client: RpcTypedData;
  private readonly appHookData = {};

  constructor(app: App, clientData: object) {
    this.app = app;
    this.client = { string: JSON.stringify(clientData) };
  }

  async runHooks(name: string, context: object = {}): Promise<void> {
    const { appHookData } = this;
    // Hooks answer by writing into the object they get.
    const shared = Object.assign(context, { appHookData, hookData: appHookData, ...context });
    for (const hook of this.app.hooks) if (hook.name === name) await hook.callback(shared);
  }

  async invoke(
    fn: AppFunction,
    trigger: RpcTypedData,
    triggerMetadata: Record<string, RpcTypedData> = {},
  ): Promise<Result> {
    const invocationId = randomUUID();
    const clients = fn.clientBindings.map((name) => ({ name, data: this.client }));
    const inputData = [{ name: fn.triggerName, data: trigger }, ...clients];
    const ids = { invocationId, functionId: fn.name };
    const core = {
      invocationId,
      metadata: fn.metadata,
      state: 'preInvocationHooks',
      log: (level: string, category: string, message: string) => {
        log(level, category, message, { function: fn.name, invocationId });
      },
      request: { ...ids, inputData, triggerMetadata, traceContext: {}, retryContext: null },
    };
    const model = this.app.model.getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const shared = { hookData: {}, invocationContext: context };
    const before = { ...shared, inputs, functionCallback: fn.callback };
    await this.runHooks('preInvocation', before);
    const after = { ...shared, inputs: before.inputs, ...nothingYet };
    core.state = 'invocation';
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? toError(error);
    }
    core.state = 'postInvocationHooks';
    await this.runHooks('postInvocation', after);
    const { error, result } = after;
    if (error !== null) throw toError(error);
    return (await model.getResponse(context, result)).returnValue;
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** What a function returned, as JSON text; nothing becomes null. */
export function toJsonText(data: Result): string {
  if (data?.json !== undefined) return data.json;
  const bytes = data?.bytes && Buffer.from(data.bytes).toString('base64');
  return JSON.stringify(data?.string ?? bytes ?? data?.int ?? data?.double ?? null);
}
