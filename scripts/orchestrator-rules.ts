/** What would make an orchestrator decide differently when it is replayed. */
export const NON_DETERMINISTIC = [
  ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto'],
  ...['process', 'console', 'queueMicrotask'],
].map((name) => ({ name, message: 'An orchestrator is replayed: take it from context.df.' }));

/** Shapes that hang or repeat work in durable-functions 3.5. */
export const DURABLE_TRAPS = [
  {
    selector: 'CallExpression[callee.property.name=/^call(Activity|SubOrchestrator)WithRetry$/]',
    message: 'What a failed call means is decided in domain/wave; a retry time-out would hang.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(all|any)$/] > ArrayExpression[elements.length=0]',
    message: 'Task.all and Task.any throw for an empty array.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'An orchestrator is replayed: use context.df.currentUtcDateTime.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'An orchestrator is replayed: use context.df.currentUtcDateTime.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Not replayable.',
  },
  {
    selector: 'AwaitExpression',
    message: 'An orchestrator is a synchronous generator: yield tasks.',
  },
  { selector: ':function[async=true]', message: 'An orchestrator is a synchronous generator.' },
];
