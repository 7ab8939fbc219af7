import { randomUUID } from 'node:crypto';
import type { App, AppFunction } from './app.ts';
import type { RpcTypedData } from './core-module.ts';
import { log, messageOf } from './log.ts';

export type Result = RpcTypedData | null | undefined;

/** Calls functions as the Node worker does: inputs, hooks, the handler, hooks, the result. */
export function invokerOf({ model, hooks }: App, clientData: object) {
  const client: RpcTypedData = { string: JSON.stringify(clientData) };
  const appHookData = {};

  const runHooks = async (name: string, context: object = {}): Promise<void> => {
    // Hooks answer by writing into the object they get.
    const shared = Object.assign(context, { appHookData, hookData: appHookData, ...context });
    for (const hook of hooks) if (hook.name === name) await hook.callback(shared);
  };

  const invoke = async (
    fn: AppFunction,
    trigger: RpcTypedData,
    triggerMetadata: Record<string, RpcTypedData> = {},
  ): Promise<Result> => {
    const invocationId = randomUUID();
    const clients = fn.clientBindings.map((name) => ({ name, data: client }));
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
    const calls = model.getInvocationModel(core);
    const { context, inputs } = await calls.getArguments();
    const shared = { hookData: {}, invocationContext: context };
    const before = { ...shared, inputs, functionCallback: fn.callback };
    await runHooks('preInvocation', before);
    const nothing: { result: unknown; error: unknown } = { result: null, error: null };
    const after = { ...shared, inputs: before.inputs, ...nothing };
    core.state = 'invocation';
    try {
      after.result = await calls.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? new Error(String(error));
    }
    core.state = 'postInvocationHooks';
    await runHooks('postInvocation', after);
    if (after.error instanceof Error) throw after.error;
    if (after.error !== null) throw new Error(messageOf(after.error));
    return (await calls.getResponse(context, after.result)).returnValue;
  };
  return { runHooks, invoke };
}

export type Invoker = ReturnType<typeof invokerOf>;

/** What a function returned, as JSON text; nothing becomes null. */
export function toJsonText(data: Result): string {
  if (data?.json !== undefined) return data.json;
  const bytes = data?.bytes && Buffer.from(data.bytes).toString('base64');
  return JSON.stringify(data?.string ?? bytes ?? data?.int ?? data?.double ?? null);
}
