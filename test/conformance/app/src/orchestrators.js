const df = require('durable-functions');

const orchestration = (name, generator) => df.app.orchestration(name, generator);
const later = (ctx, ms) => new Date(ctx.df.currentUtcDateTime.getTime() + ms);

orchestration('nothing', function* () {});

orchestration('single', function* (ctx) {
  return yield ctx.df.callActivity('echo', { hello: 'world' });
});

orchestration('sequence', function* (ctx) {
  const a = yield ctx.df.callActivity('addOne', 1);
  const b = yield ctx.df.callActivity('addOne', a);
  const c = yield ctx.df.callActivity('addOne', b);
  return [a, b, c];
});

/** {waves, width, ms, prefixMs?, listenLate?}: each wave raced against the event `cancel`. */
orchestration('waves', function* (ctx) {
  const { waves, width, ms, prefixMs, listenLate } = ctx.df.getInput();
  let cancel = listenLate ? undefined : ctx.df.waitForExternalEvent('cancel');
  let done = 0;
  ctx.df.setCustomStatus({ phase: 'prefix', done });
  if (prefixMs) yield ctx.df.callActivity('slow', { prefix: true, ms: prefixMs });
  cancel ??= ctx.df.waitForExternalEvent('cancel');
  for (let w = 0; w < waves; w++) {
    ctx.df.setCustomStatus({ phase: 'waves', wave: w, done });
    const wave = ctx.df.Task.all(
      Array.from({ length: width }, (_, k) => ctx.df.callActivity('slow', { w, k, ms })),
    );
    const winner = yield ctx.df.Task.any([wave, cancel]);
    if (winner === cancel) {
      ctx.df.setCustomStatus({ phase: 'cancelled', wave: w, done });
      return { cancelled: true, wave: w, done, reason: cancel.result };
    }
    done += wave.result.length;
  }
  ctx.df.setCustomStatus({ phase: 'done', done });
  return { cancelled: false, done };
});

/** {keys, succeedOn}: a wave of retried activities raced against `cancel`. */
orchestration('retryWave', function* (ctx) {
  const { keys, succeedOn } = ctx.df.getInput();
  const retry = new df.RetryOptions(300, 4);
  const cancel = ctx.df.waitForExternalEvent('cancel');
  const wave = ctx.df.Task.all(
    keys.map((key) => ctx.df.callActivityWithRetry('flaky', retry, { key, succeedOn })),
  );
  const winner = yield ctx.df.Task.any([wave, cancel]);
  return winner === cancel ? 'cancelled' : wave.result;
});

/** A wave in which one activity fails at once and another takes 1.5 s. */
orchestration('failingWave', function* (ctx) {
  const cancel = ctx.df.waitForExternalEvent('cancel');
  const wave = ctx.df.Task.all([
    ctx.df.callActivity('raise', 'error'),
    ctx.df.callActivity('slow', { ms: 1500 }),
  ]);
  try {
    yield ctx.df.Task.any([wave, cancel]);
    return { completed: wave.isCompleted, faulted: wave.isFaulted };
  } catch (e) {
    return { caught: e.message };
  }
});

/** {key, succeedOn, max, catch}. */
orchestration('retry', function* (ctx) {
  const input = ctx.df.getInput();
  const retry = new df.RetryOptions(300, input.max);
  retry.backoffCoefficient = 2;
  retry.maxRetryIntervalInMilliseconds = 1000;
  const call = () =>
    ctx.df.callActivityWithRetry('flaky', retry, { key: input.key, succeedOn: input.succeedOn });
  if (!input.catch) return yield call();
  try {
    return { ok: yield call() };
  } catch (e) {
    const after = yield ctx.df.callActivity('echo', 'after the failure');
    return { name: e.name, message: e.message, after };
  }
});

/** {how, catch}. */
orchestration('activityError', function* (ctx) {
  const { how, catch: caught } = ctx.df.getInput();
  if (!caught) return yield ctx.df.callActivity('raise', how);
  try {
    return yield ctx.df.callActivity('raise', how);
  } catch (e) {
    return { name: e.name, message: e.message, isError: e instanceof Error };
  }
});

orchestration('throwAtOnce', function* () {
  throw new Error('orchestrator failure');
});
orchestration('throwLater', function* (ctx) {
  ctx.df.setCustomStatus({ before: 'the throw' });
  yield ctx.df.callActivity('echo', 1);
  throw new TypeError('orchestrator failure\nwith a second line');
});

orchestration('child', function* (ctx) {
  const input = ctx.df.getInput();
  const seen = yield ctx.df.callActivity('echo', {
    id: ctx.df.instanceId,
    parent: ctx.df.parentInstanceId,
  });
  if (input && input.fail) throw new Error('child failure');
  return { input, seen };
});

/** {fail?: 'catch' | 'uncaught'}: children with ids of their own. */
orchestration('parent', function* (ctx) {
  const { fail } = ctx.df.getInput() ?? {};
  const id = ctx.df.instanceId;
  if (fail === 'uncaught')
    return yield ctx.df.callSubOrchestrator('child', { fail: true }, `${id}-c001`);
  if (fail === 'catch') {
    try {
      return yield ctx.df.callSubOrchestrator('child', { fail: true }, `${id}-c001`);
    } catch (e) {
      return { name: e.name, message: e.message };
    }
  }
  const first = yield ctx.df.callSubOrchestrator('child', { n: 1 }, `${id}-c001`);
  const rest = yield ctx.df.Task.all(
    [2, 3].map((n) => ctx.df.callSubOrchestrator('child', { n }, `${id}-c00${n}`)),
  );
  return { first, rest };
});

orchestration('parentOfWaiter', function* (ctx) {
  return yield ctx.df.callSubOrchestrator('waiter', 'of parent', `${ctx.df.instanceId}-c001`);
});

/** {gen, until}: each generation calls one activity. */
orchestration('generations', function* (ctx) {
  const { gen, until, trail } = ctx.df.getInput();
  ctx.df.setCustomStatus({ gen });
  const echoed = yield ctx.df.callActivity('echo', { gen });
  if (gen < until) {
    ctx.df.continueAsNew({ gen: gen + 1, until, trail: [...trail, echoed.gen] });
    return undefined;
  }
  return { gen, trail };
});

/** Waits for the event `go` in each of two generations; events may come between. */
orchestration('generationsWithEvents', function* (ctx) {
  const { gen, got } = ctx.df.getInput();
  const value = yield ctx.df.waitForExternalEvent('go');
  if (gen === 1) {
    ctx.df.continueAsNew({ gen: 2, got: [...got, value] });
    return undefined;
  }
  return [...got, value];
});

orchestration('progress', function* (ctx) {
  ctx.df.setCustomStatus({
    phase: 'first',
    counters: { a: 0, nested: [1, { b: null }] },
    text: 'naïve 😀',
  });
  yield ctx.df.waitForExternalEvent('next');
  ctx.df.setCustomStatus('a plain string');
  yield ctx.df.waitForExternalEvent('next');
  ctx.df.setCustomStatus(null);
  yield ctx.df.waitForExternalEvent('next');
  ctx.df.setCustomStatus([1, 2]);
  return 'done';
});

orchestration('timer', function* (ctx) {
  const ms = ctx.df.getInput();
  const before = ctx.df.currentUtcDateTime.getTime();
  yield ctx.df.createTimer(later(ctx, ms));
  return { atLeast: ctx.df.currentUtcDateTime.getTime() - before >= ms - 1000 };
});

/** {ms}: a timer raced against the event `cancel`. */
orchestration('timerRace', function* (ctx) {
  const { ms } = ctx.df.getInput();
  const timer = ctx.df.createTimer(later(ctx, ms));
  const cancel = ctx.df.waitForExternalEvent('cancel');
  const winner = yield ctx.df.Task.any([timer, cancel]);
  if (winner === cancel) {
    timer.cancel();
    return { winner: 'event', value: cancel.result };
  }
  return { winner: 'timer' };
});

/** One event name awaited twice, after an activity of {ms}. */
orchestration('eventLate', function* (ctx) {
  const { ms } = ctx.df.getInput();
  ctx.df.setCustomStatus('busy');
  yield ctx.df.callActivity('slow', { ms });
  const first = yield ctx.df.waitForExternalEvent('go');
  const second = yield ctx.df.waitForExternalEvent('go');
  return [first, second];
});

orchestration('waiter', function* (ctx) {
  ctx.df.setCustomStatus('waiting');
  return yield ctx.df.waitForExternalEvent('go');
});

orchestration('identity', function* (ctx) {
  const input = ctx.df.getInput();
  return input;
});

orchestration('inputType', function* (ctx) {
  const input = ctx.df.getInput();
  return {
    type: input === null ? 'null' : typeof input,
    value: input === undefined ? 'undefined' : input,
  };
});

orchestration('activityInputs', function* (ctx) {
  const values = [
    undefined,
    null,
    true,
    false,
    0,
    5,
    1.5,
    '',
    'abc',
    '123',
    'true',
    '{"a":1}',
    '"quoted"',
    [1, 'a', null],
    { a: 1 },
    { ключ: 'naïve 😀' },
  ];
  const seen = [];
  for (const value of values) seen.push(yield ctx.df.callActivity('probe', value));
  return seen;
});

orchestration('activityOutputs', function* (ctx) {
  const seen = [];
  for (const what of [
    'undefined',
    'null',
    'true',
    'false',
    'zero',
    'number',
    'empty',
    'string',
    'digits',
    'jsonText',
    'array',
    'object',
    'unicode',
  ]) {
    const value = yield ctx.df.callActivity('give', what);
    seen.push({
      what,
      type: value === null ? 'null' : typeof value,
      value: value === undefined ? 'undefined' : value,
    });
  }
  return seen;
});

orchestration('largeStatus', function* (ctx) {
  ctx.df.setCustomStatus('s'.repeat(ctx.df.getInput()));
  yield ctx.df.callActivity('echo', 1);
  return 'done';
});

orchestration('large', function* (ctx) {
  const input = ctx.df.getInput();
  const length = yield ctx.df.callActivity('measure', input);
  const out = yield ctx.df.callActivity('makeLarge', length);
  return out + '!';
});

orchestration('determinism', function* (ctx) {
  const guids = [ctx.df.newGuid(ctx.df.instanceId), ctx.df.newGuid(ctx.df.instanceId)];
  const times = [ctx.df.currentUtcDateTime.toISOString(), ctx.df.currentUtcDateTime.toISOString()];
  const told = yield ctx.df.callActivity('echo', { guids, times });
  times.push(ctx.df.currentUtcDateTime.toISOString());
  yield ctx.df.callActivity('slow', { ms: 50 });
  times.push(ctx.df.currentUtcDateTime.toISOString());
  guids.push(ctx.df.newGuid(ctx.df.instanceId));
  return {
    sameGuidsAfterReplay: JSON.stringify(told.guids) === JSON.stringify(guids.slice(0, 2)),
    sameTimesAfterReplay: JSON.stringify(told.times) === JSON.stringify(times.slice(0, 2)),
    guidsDiffer: new Set(guids).size === 3,
    timeStandsStillInEpisode: times[0] === times[1],
    timeMovesForward: times[1] < times[2] && times[2] < times[3],
    guids,
    times,
  };
});
