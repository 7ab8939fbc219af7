/** Two cores are the machine this suite is sized for; sources are transpiled only, types are `npm run check`'s. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/.data/',
    '<rootDir>/test/conformance/app/',
  ],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  // These ship as ES modules only; jest runs CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue|selfsigned|@peculiar)/)'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
