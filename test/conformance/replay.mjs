// node replay.mjs RECORDINGS APPDIR : feeds every recorded episode to the app's orchestrators and compares what they return.
// APPDIR needs node_modules with @azure/functions and durable-functions. Exit 1 on a difference.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expand, load } from './normalize.mjs';

const [recordings, appDir] = process.argv.slice(2);
if (!recordings || !appDir) throw new Error('usage: node replay.mjs RECORDINGS APPDIR');
const require = createRequire(join(resolve(appDir), 'package.json'));
const Module = require('node:module');
const functions = new Map();
let model;
class Disposable {
  dispose() {}
}
const core = {
  version: '3.9.1',
  hostVersion: '4.1037.0',
  Disposable,
  log() {},
  getProgrammingModel: () => model,
  setProgrammingModel: (m) => {
    model = m;
  },
  registerHook: () => new Disposable(),
  registerFunction: (metadata, callback) => {
    functions.set(metadata.name.toLowerCase(), { metadata, callback });
    return new Disposable();
  },
};
const original = Module._load;
Module._load = function (request, ...rest) {
  return request === '@azure/functions-core' ? core : original.call(this, request, ...rest);
};
require('./src/index.js');

async function replay(name, payload) {
  const { metadata, callback } = functions.get(name.toLowerCase());
  const [binding] = Object.entries(metadata.bindings).find(
    ([, b]) => b.type === 'orchestrationTrigger',
  );
  const invocationId = randomUUID();
  const request = {
    invocationId,
    functionId: name,
    inputData: [{ name: binding, data: { json: JSON.stringify(payload) } }],
    triggerMetadata: {},
    traceContext: {},
    retryContext: null,
  };
  const invocation = model.getInvocationModel({
    invocationId,
    request,
    metadata,
    state: undefined,
    log() {},
  });
  const { context, inputs } = await invocation.getArguments();
  try {
    return JSON.parse(JSON.stringify(await invocation.invokeFunction(context, inputs, callback)));
  } catch (e) {
    const [, text] = String(e.message).split('$OutOfProcData$:');
    return text === undefined ? { thrown: e.message } : { thrown: true, ...JSON.parse(text) };
  }
}

let same = 0;
const different = [];
for (const r of Object.values(load(recordings))) {
  for (const [id, i] of Object.entries(r.instances)) {
    for (const x of i.executions) {
      if (!Array.isArray(x.episodes)) continue;
      for (const [n, episode] of x.episodes.entries()) {
        const { payload, returned } = expand(episode);
        const got = await replay(x.function, payload);
        if (isDeepStrictEqual(got, returned)) same++;
        else
          different.push(
            `${r.scenario} ${id} episode ${n}\n  recorded ${JSON.stringify(returned)?.slice(0, 400)}\n  replayed ${JSON.stringify(got)?.slice(0, 400)}`,
          );
      }
    }
  }
}
for (const text of different) console.log(text);
console.log(`${same + different.length} episodes replayed, ${different.length} differ`);
process.exitCode = different.length ? 1 : 0;
