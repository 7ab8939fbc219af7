import jest from 'eslint-plugin-jest';
import n from 'eslint-plugin-n';
import tseslint from 'typescript-eslint';

/** What would make an orchestrator decide differently when it is replayed. */
const NON_DETERMINISTIC = [
  ...['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto'],
  ...['process', 'console', 'queueMicrotask'],
].map((name) => ({ name, message: 'An orchestrator is replayed: take it from context.df.' }));

/** Shapes that hang or repeat work in durable-functions 3.5. */
const DURABLE_TRAPS = [
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
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Not replayable.',
  },
  {
    selector: 'AwaitExpression',
    message: 'An orchestrator is a synchronous generator: yield tasks.',
  },
  { selector: ':function[async=true]', message: 'An orchestrator is a synchronous generator.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.data/',
      'coverage/',
      'test/conformance/',
      'test/host/apps/',
    ],
  },
  { files: ['**/*.js'], extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { n },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/app.ts'],
    rules: { 'n/no-process-env': 'error' },
  },
  {
    files: ['src/domain/**/*.ts', 'src/activities/**/*.ts', 'src/api/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time comes in through the Clock port.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time comes in through the Clock port.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance comes in through the Random port.',
        },
      ],
    },
  },
  {
    files: ['src/orchestrators/**/*.ts'],
    rules: {
      // `new Date(ms)` of a replayed number is harmless; everything else of Date is caught below.
      'no-restricted-globals': [
        'error',
        ...NON_DETERMINISTIC.filter(({ name }) => name !== 'Date'),
      ],
      'no-restricted-syntax': ['error', ...DURABLE_TRAPS],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now' }],
      'max-lines': ['error', { max: 300 }],
      'require-yield': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    settings: { jest: { version: 30 } },
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*'] }],
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off',
      'jest/valid-title': 'off',
    },
  },
);
