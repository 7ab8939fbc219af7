/** Who may import whom. The rest is an error. */
const PACKAGE = '^node_modules/';
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed, '^(node:)?[a-z_/]+$'].map(String), dependencyTypesNot: ['core'] },
});
const npm = (...names) => names.map((name) => `${PACKAGE}${name.replace('/', '\\/')}/`);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '@azure/functions-core' },
    },
    layer('domain', '^src/domain/', ['^src/domain/', ...npm('libphonenumber-js')], 'pure rules'),
    layer(
      'catalog',
      '^src/catalog/',
      ['^src/(catalog|domain)/', ...npm('zod')],
      'the products, as data',
    ),
    layer(
      'orchestrators',
      '^src/orchestrators/',
      [
        '^src/(orchestrators|domain)/',
        '^src/activities/contract\\.ts$',
        ...npm('durable-functions'),
      ],
      'deterministic; of activities only names and types',
    ),
    layer(
      'activities',
      '^src/activities/',
      ['^src/(activities|domain|catalog)/', '^src/ports/', ...npm('p-limit')],
      'no SDK: everything outside comes through ports',
    ),
    layer(
      'api',
      '^src/api/',
      ['^src/(api|domain|catalog)/', '^src/ports/', ...npm('zod', 'csv-parse', 'p-limit')],
      'the HTTP contract and the use cases behind it',
    ),
    layer('ports', '^src/ports/', ['^src/(ports|domain)/'], 'interfaces in domain terms'),
    ...[
      'telemessage',
      'graph',
      'directory',
      'storage',
      'secrets',
      'mime',
      'log',
      'portal',
      'system',
      'http',
    ].map((name) =>
      layer(
        `adapter-${name}`,
        `^src/adapters/${name}/`,
        [`^src/adapters/(${name}|http)/`, '^src/domain/', '^src/ports/', PACKAGE],
        'an adapter knows no other adapter',
      ),
    ),
    layer(
      'app',
      '^src/app\\.ts$',
      ['^src/(?!functions/)', PACKAGE],
      'the only place that builds adapters',
    ),
    layer(
      'functions',
      '^src/functions/',
      [
        '^src/(functions|orchestrators|activities|api|domain)/',
        '^src/app\\.ts$',
        '^src/ports/',
        ...npm('@azure/functions', 'durable-functions'),
      ],
      'registration and nothing else',
    ),
    layer('config', '^src/config\\.ts$', npm('zod'), 'the only reader of the environment'),
    layer(
      'local-host',
      '^local/host/',
      ['^local/host/', '^local/adversary\\.ts$', PACKAGE],
      'boots the compiled functions, knows nothing of src',
    ),
    layer(
      'portal',
      '^portal/',
      ['^portal/', PACKAGE],
      'talks to the HTTP interface only, and knows it by its description',
    ),
    layer(
      'simulators',
      '^local/simulators/',
      ['^local/simulators/', PACKAGE],
      'a shared bug must not hide',
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
