import { randomUUID } from 'node:crypto';
import type { App, AppFunction } from './app.ts';
import type { RpcTypedData } from './core-module.ts';
import { log, type LogLevel } from './log.ts';
import { messageOf } from './start-error.ts';

export type Result = RpcTypedData | null | undefined;

/** Calls functions the way the Node worker does: conversion of inputs, hooks, the handler, hooks, conversion of the result. */
export class Invoker {
  private readonly app: App;
  private readonly clientData: string;
  private readonly appHookData = {};

  constructor(app: App, clientData: string) {
    this.app = app;
    this.clientData = clientData;
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
    const ids = { invocationId: randomUUID(), functionId: fn.name };
    const client = { string: this.clientData };
    const clients = fn.clientBindings.map((name) => ({ name, data: client }));
    const inputData = [{ name: fn.triggerName, data: trigger }, ...clients];
    const core = {
      invocationId: ids.invocationId,
      metadata: fn.metadata,
      state: 'preInvocationHooks',
      log: (level: LogLevel, category: string, message: string) => {
        log(level, category, message, { function: fn.name, invocationId: ids.invocationId });
      },
      request: { ...ids, inputData, triggerMetadata, traceContext: {}, retryContext: null },
    };
    const model = this.app.model.getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const shared = { hookData: {}, invocationContext: context };
    const before = { ...shared, inputs, functionCallback: fn.callback };
    await this.runHooks('preInvocation', before);
    const after = {
      ...shared,
      inputs: before.inputs,
      result: null as unknown,
      error: null as unknown,
    };
    core.state = 'invocation';
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? toError(error);
    }
    core.state = 'postInvocationHooks';
    await this.runHooks('postInvocation', after);
    if (after.error !== null) throw toError(after.error);
    return (await model.getResponse(context, after.result)).returnValue;
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

export function logFailure(name: string, error: unknown): void {
  const details = { function: name, stack: error instanceof Error ? error.stack : undefined };
  log('error', 'host', `Function ${name} failed: ${messageOf(error)}`, details);
}

/** What a function returned, as JSON text; nothing becomes null. */
export function toJsonText(data: Result): string {
  if (data?.json !== undefined) return data.json;
  const bytes = data?.bytes && Buffer.from(data.bytes).toString('base64');
  return JSON.stringify(data?.string ?? bytes ?? data?.int ?? data?.double ?? null);
}
