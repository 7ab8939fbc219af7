const df = require('durable-functions');

const attempts = new Map();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class KindError extends Error {
  constructor(message) {
    super(message);
    this.name = 'KindError';
    this.code = 'E_KIND';
  }
}

df.app.activity('echo', { handler: (input) => input });

/** {ms, ...} -> the input, after ms. */
df.app.activity('slow', {
  handler: async (input) => {
    await sleep(input.ms);
    return input;
  },
});

df.app.activity('addOne', { handler: (n) => n + 1 });

/** What arrived, by type. */
df.app.activity('probe', {
  handler: (input) =>
    input === undefined
      ? { type: 'undefined' }
      : { type: input === null ? 'null' : typeof input, value: input },
});

/** Returns the value named by the input. */
df.app.activity('give', {
  handler: (what) =>
    ({
      undefined: undefined,
      null: null,
      true: true,
      false: false,
      zero: 0,
      number: 1.5,
      empty: '',
      string: 'text',
      digits: '123',
      jsonText: '{"a":1}',
      array: [1, 'a', null],
      object: { a: { b: [true] } },
      unicode: { ключ: 'naïve 😀 \u2028 "quoted" \\ \t' },
    })[what],
});

/** {key, succeedOn}: throws until attempt number succeedOn. */
df.app.activity('flaky', {
  handler: ({ key, succeedOn }) => {
    const n = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, n);
    if (n < succeedOn) throw new Error(`attempt ${n} of ${key}`);
    return { key, attempt: n };
  },
});

df.app.activity('raise', {
  handler: (how) => {
    if (how === 'error') throw new Error('plain failure');
    if (how === 'lines') throw new Error('first line\nsecond line');
    if (how === 'class') throw new KindError('of a kind');
    if (how === 'string') throw 'just a string';
    if (how === 'unicode') throw new Error('naïve 😀 "quoted" \\ back');
    if (how === 'empty') throw new Error('');
    if (how === 'long') throw new Error('L'.repeat(20000));
    if (how === 'cause') throw new Error('outer', { cause: new Error('inner') });
    return 'no error';
  },
});

df.app.activity('makeLarge', { handler: (n) => 'x'.repeat(n) });
df.app.activity('measure', { handler: (text) => text.length });
